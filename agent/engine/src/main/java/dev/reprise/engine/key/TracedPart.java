package dev.reprise.engine.key;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value, or what holds values: one line of an explanation. Belongs to one thread. */
final class TracedPart {

    private final int depth;
    private final String label;
    private final boolean secret;
    private final Kind kind;
    private String shownLabel;
    private String plain = "cannot be keyed";
    private String masked = plain;
    private boolean hidden;
    private boolean namesSecret;

    final String path;
    int hash;
    boolean leaf;

    @Nullable
    String content;

    boolean varies;
    String sort = "null";
    boolean uncounted;

    /** How a value holds others. */
    enum Kind {
        OBJECT,
        IN_ORDER,
        MAP;

        private static Kind of(@Nullable Object value) {
            if (value instanceof Map<?, ?>) {
                return MAP;
            }
            boolean inOrder = value instanceof Iterable<?>
                    || (value != null && value.getClass().isArray());
            return inOrder ? IN_ORDER : OBJECT;
        }
    }

    /** Makes the part of something whose name, or the name of what is around it, tells whether it is a secret. */
    TracedPart(int depth, String label, String path, boolean secret, @Nullable Object value) {
        kind = Kind.of(value);
        this.depth = depth;
        this.label = label;
        this.path = path;
        this.secret = secret;
        shownLabel = Secrets.masked(label);
    }

    Kind kind() {
        return kind;
    }

    int depth() {
        return depth;
    }

    String label() {
        return label;
    }

    boolean isSecret() {
        return secret;
    }

    /** Returns whether this is a text that says of what lies beside it that it is a secret. */
    boolean namesSecret() {
        return namesSecret;
    }

    /** Says what holds values, or stands in the place of one. */
    void says(String text) {
        plain = text;
        masked = text;
    }

    /** Says a value that is not to be shown if it is a secret. */
    void holds(String text, boolean namesOther) {
        plain = text;
        masked = Secrets.MASK;
        hidden = secret;
        namesSecret = namesOther;
    }

    void hide() {
        hidden = true;
    }

    void show() {
        hidden = false;
    }

    void hideLabel() {
        shownLabel = Secrets.MASK;
    }

    String line() {
        return "  ".repeat(depth + 1) + shownLabel + ": " + text();
    }

    /** Returns the content as people may see it. */
    String text() {
        return hidden ? masked : plain;
    }
}
