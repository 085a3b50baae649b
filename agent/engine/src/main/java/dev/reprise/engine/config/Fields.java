package dev.reprise.engine.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a mapping by their keys. What is wrong with one is noted as a problem, and the value is then as if it
 * had not been written.
 */
final class Fields {

    private static final List<String> MODES = List.of("off", "observe", "on");

    private final String path;
    private final Map<String, Node.Entry> entries;
    private final SourceLocation where;
    private final Problems problems;

    private Fields(String path, Map<String, Node.Entry> entries, SourceLocation where, Problems problems) {
        this.path = path;
        this.entries = entries;
        this.where = where;
        this.problems = problems;
    }

    /** Returns the fields of a node; keys that are not valid, and a node that is no mapping, are problems. */
    static Fields of(Node node, String path, List<String> validKeys, Problems problems) {
        return of(node, path, "key", validKeys, problems);
    }

    /** Returns the fields of a node whose keys are called something else than keys in problems. */
    static Fields of(Node node, String path, String noun, List<String> validKeys, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            if (!(node instanceof Node.Nothing)) {
                problems.error(
                        node.where(),
                        path + ": needs keys and values, not " + node.kind() + ". " + validKeys(validKeys));
            }
            return new Fields(path, Map.of(), node.where(), problems);
        }
        for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
            if (!validKeys.contains(entry.getKey())) {
                String nested = nested(entry.getKey(), validKeys);
                problems.error(
                        entry.getValue().key(),
                        nested == null
                                ? unknown(noun, entry.getKey(), path, validKeys)
                                : "unknown " + noun + " \"" + entry.getKey() + "\""
                                        + (path.isEmpty() ? "" : " in " + path) + "; write " + nested);
            }
        }
        return new Fields(path, mapping.entries(), mapping.where(), problems);
    }

    /**
     * Returns how a key is written that names another below a valid one, as properties do; null if it does not. The value is
     * left out: it may be a password.
     */
    private static @Nullable String nested(String key, List<String> validKeys) {
        String[] names = key.split("\\.");
        if (names.length < 2 || !validKeys.contains(names[0])) {
            return null;
        }
        return names[0] + ": { " + String.join(": { ", List.of(names).subList(1, names.length)) + ": …"
                + " }".repeat(names.length - 1);
    }

    static String unknown(String what, String given, String path, List<String> valid) {
        String hint = Nearest.hint(given, valid);
        String at = path.isEmpty() ? "" : " in " + path;
        return "unknown " + what + " \"" + given + "\"" + at + (hint.isEmpty() ? "." : hint) + " Valid " + what + "s: "
                + String.join(", ", valid);
    }

    private static String validKeys(List<String> valid) {
        return "Valid keys: " + String.join(", ", valid);
    }

    SourceLocation where() {
        return where;
    }

    @Nullable
    Node node(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    SourceLocation where(String key) {
        Node node = node(key);
        return node == null ? where : node.where();
    }

    String path(String key) {
        return path.isEmpty() ? key : path.concat(".").concat(key);
    }

    /** Notes a problem with the value of a key. */
    void problem(String key, String message) {
        problems.error(where(key), path(key) + ": " + message);
    }

    /** Returns a text that is not blank. */
    @Nullable
    String text(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Nothing) {
            problem(key, "has no value; write one, or leave the key out");
            return null;
        }
        if (!(node instanceof Node.Scalar scalar)) {
            problem(key, "needs a single value, not " + node.kind());
            return null;
        }
        if (scalar.text().isBlank()) {
            problem(key, "is empty; write a value, or leave the key out");
            return null;
        }
        return scalar.text().trim();
    }

    @Nullable
    Boolean flag(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> {
                problem(key, "\"" + text + "\" is neither true nor false");
                yield null;
            }
        };
    }

    @Nullable
    Mode mode(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Mode mode = modeOf(text);
        if (mode == null) {
            String hint = Nearest.hint(text, MODES);
            problem(
                    key,
                    "\"" + text + "\" is not a mode" + (hint.isEmpty() ? ";" : hint) + " write off, observe or on");
        }
        return mode;
    }

    /** Returns whether a call without a tenant in force is bypassed. */
    boolean perTenant(boolean otherwise) {
        String text = text("per-tenant");
        if (text == null) {
            return otherwise;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "required" -> true;
            case "off", "false" -> false;
            default -> {
                problem("per-tenant", "\"" + text + "\" is neither required nor off; write one of them");
                yield otherwise;
            }
        };
    }

    /** Returns when a time to live begins; null if nothing says so. */
    @Nullable
    TtlFrom ttlFrom() {
        String text = text("ttl-from");
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "creation" -> TtlFrom.CREATION;
            case "last-use" -> TtlFrom.LAST_USE;
            default -> {
                problem("ttl-from", "\"" + text + "\" is neither creation nor last-use; write one of them");
                yield null;
            }
        };
    }

    /** Returns whether a text names a mode, or is a slip of the pen for one. */
    static boolean isMode(String text) {
        return modeOf(text.trim()) != null || Nearest.of(text.trim(), MODES) != null;
    }

    private static @Nullable Mode modeOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "off", "false" -> Mode.OFF;
            case "observe" -> Mode.OBSERVE;
            case "on", "true" -> Mode.ON;
            default -> null;
        };
    }

    @Nullable
    Duration duration(String key) {
        String text = text(key);
        try {
            return text == null ? null : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            problem(key, message(e));
            return null;
        }
    }

    long size(String key, long otherwise) {
        String text = text(key);
        try {
            return text == null ? otherwise : Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            problem(key, message(e));
            return otherwise;
        }
    }

    int percentage(String key, int otherwise) {
        String text = text(key);
        try {
            return text == null ? otherwise : Percentages.parse(text);
        } catch (IllegalArgumentException e) {
            problem(key, message(e));
            return otherwise;
        }
    }

    long count(String key, long otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        long number = Numbers.parse(text);
        if (number < 1) {
            problem(key, "\"" + text + "\" is not a count; write a whole number above zero, such as 500");
            return otherwise;
        }
        return number;
    }

    /** Returns the elements of a list of texts, with their locations; empty if there is no such key. */
    List<Node.Scalar> list(String key) {
        Node node = node(key);
        List<Node.Scalar> texts = new ArrayList<>();
        if (node == null || node instanceof Node.Nothing) {
            return texts;
        }
        if (!(node instanceof Node.Sequence sequence)) {
            String example = node instanceof Node.Scalar scalar ? "; write " + key + ": [" + scalar.text() + "]" : "";
            problem(key, "needs a list, not " + node.kind() + example);
            return texts;
        }
        for (Node item : sequence.items()) {
            if (item instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
                texts.add(new Node.Scalar(scalar.where(), scalar.text().trim()));
            } else if (item instanceof Node.Scalar) {
                problems.error(item.where(), path(key) + ": a value of its list is empty; write it, or leave it out");
            } else {
                problems.error(item.where(), path(key) + ": needs single values in its list, not " + item.kind());
            }
        }
        return texts;
    }

    static String message(IllegalArgumentException e) {
        String message = e.getMessage();
        return message == null ? "is not valid" : message;
    }
}
