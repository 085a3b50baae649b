package dev.reprise.engine.standing;

import java.util.Locale;

/**
 * What a change is about: everything, the methods of a client, those whose entries are in a scope, or those that a pattern
 * names. Of several that a method is in, the narrowest counts: in the order of {@link Kind}, the last; of those of one kind
 * the one that was said last.
 *
 * @param kind how far it reaches
 * @param name the client, the scope or the pattern; empty for everything
 */
public record Reach(Kind kind, String name) {

    /** How far a change reaches, from the widest to the narrowest. */
    public enum Kind {
        EVERYTHING,
        CLIENT,
        SCOPE,
        METHOD
    }

    /** All methods. */
    public static final Reach EVERYTHING = new Reach(Kind.EVERYTHING, "");

    /**
     * Reads what a person wrote.
     *
     * @param text {@code everything}, {@code client:NAME}, {@code scope:NAME} or {@code method:PATTERN}
     * @throws IllegalArgumentException if it is none of these; the message says what would be right
     */
    public static Reach parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equalsIgnoreCase("everything")) {
            return EVERYTHING;
        }
        int colon = trimmed.indexOf(':');
        String name = trimmed.substring(colon + 1).trim();
        String kind =
                colon < 0 || name.isEmpty() ? "" : trimmed.substring(0, colon).trim();
        Reach reach =
                switch (kind.toLowerCase(Locale.ROOT)) {
                    case "client" -> new Reach(Kind.CLIENT, name);
                    case "scope" -> new Reach(Kind.SCOPE, name);
                    case "method" -> new Reach(Kind.METHOD, name);
                    default -> null;
                };
        if (reach != null) {
            return reach;
        }
        throw new IllegalArgumentException("\"" + text + "\" names nothing; write everything, client:NAME, scope:NAME"
                + " or method:PATTERN, such as method:com.acme.PromptBuilder#build");
    }

    @Override
    public String toString() {
        return kind == Kind.EVERYTHING ? "everything" : kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
