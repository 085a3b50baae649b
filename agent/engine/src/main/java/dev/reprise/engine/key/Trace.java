package dev.reprise.engine.key;

import dev.reprise.engine.key.Explanation.Content;
import dev.reprise.engine.key.Explanation.Leaf;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one encoding consisted of, part by part, for people to read and for calls to be compared. Belongs to one thread. */
final class Trace {

    /** Beyond so many parts the rest is left out; nobody reads that far. */
    private static final int MOST_PARTS = 2_000;

    /** Less than is searched for secrets: what tells of one may come behind it. */
    private static final int SHOWN = 60;

    private static final Set<String> SHOWN_TYPES = Set.of(
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Float",
            "java.lang.Double",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.util.UUID",
            "java.util.Locale");

    private final List<TracedPart> parts = new ArrayList<>();
    private int secretDepth = Integer.MAX_VALUE;
    private boolean cut;

    /** Begins a part; returns its number, or -1 if there are too many. */
    int begin(int depth, String label, String path, @Nullable Object value) {
        if (parts.size() >= MOST_PARTS) {
            cut = true;
            return -1;
        }
        if (depth <= secretDepth) {
            boolean secret = isSecret(label) || (value != null && Secrets.isType(value.getClass()));
            secretDepth = secret ? depth : Integer.MAX_VALUE;
        }
        parts.add(new TracedPart(depth, label, path, secretDepth != Integer.MAX_VALUE, value));
        return parts.size() - 1;
    }

    /** Ends a part, whose encoding is given. */
    void end(int number, @Nullable Object value, byte[] encoding, int from, int to) {
        if (number < 0) {
            return;
        }
        TracedPart part = parts.get(number);
        part.leaf = number == parts.size() - 1;
        part.content = part.leaf && value instanceof String text ? text : null;
        part.hash = part.leaf ? Arrays.hashCode(Arrays.copyOfRange(encoding, from, to)) : 0;
        part.varies = part.leaf && value != null && Varying.looks(value);
        part.sort = sort(value);
        boolean nothing = to - from == 1 && encoding[from] == Tag.NULL;
        if (to - from == 1 && encoding[from] == Tag.IGNORED) {
            part.uncounted = true;
            part.says("ignored, as configured");
        } else if (value == null || (nothing && !part.leaf)) {
            part.says("null");
        } else if (nothing) {
            part.uncounted = true;
            part.says("passed over: " + name(value.getClass()) + " has no content");
        } else if (!part.leaf) {
            part.says(value.getClass().getName());
        } else if (isHarmless(value)) {
            part.says(leaf(value));
        } else {
            part.holds(leaf(value), value instanceof String text && Secrets.isNameAlone(text));
        }
    }

    /** Notes a field that never counts. */
    void leftOut(int depth, String label, String path) {
        int number = begin(depth, label, path, /* value= */ null);
        if (number >= 0) {
            parts.get(number).says("left out: does not count");
        }
    }

    /** Gives every part as a line, indented by its depth. */
    void lines(Consumer<String> out) {
        Pairs.hide(parts);
        for (TracedPart part : parts) {
            out.accept(part.line());
        }
        if (cut) {
            out.accept("  ... and more; the first " + MOST_PARTS + " parts are shown");
        }
    }

    /** Returns the values by their paths, as hash codes of their encodings; null if there were too many. */
    @Nullable
    Map<String, Content> values() {
        if (cut) {
            return null;
        }
        Map<String, Content> values = new HashMap<>();
        for (TracedPart part : parts) {
            if (part.leaf) {
                values.put(part.path, new Content(part.hash, part.varies));
            }
        }
        return values;
    }

    /** Returns the values in the order of the walk; null if there were too many. */
    @Nullable
    List<Leaf> leaves() {
        if (cut) {
            return null;
        }
        List<Leaf> leaves = new ArrayList<>();
        for (TracedPart part : parts) {
            if (part.leaf) {
                leaves.add(new Leaf(part.path, part.hash, part.varies, part.text(), part.sort, part.content));
            }
        }
        return leaves;
    }

    /** Returns the paths of what is not in the key, because it was configured so or has no content. */
    List<String> uncounted() {
        List<String> paths = new ArrayList<>();
        for (TracedPart part : parts) {
            if (part.uncounted) {
                paths.add(part.path);
            }
        }
        return paths;
    }

    /** Returns what a value is, without its content. */
    private static String sort(@Nullable Object value) {
        if (value instanceof String text) {
            return "a text of " + text.length() + (text.length() == 1 ? " character" : " characters");
        }
        return value == null ? "null" : "a " + name(value.getClass());
    }

    /** A number under the name of a secret is a limit or a count, unless it is as long as a key. */
    private static boolean isHarmless(Object value) {
        return value instanceof Boolean
                || value instanceof Enum<?>
                || (value instanceof Number && value.getClass().getPackageName().equals("java.lang"));
    }

    private static String leaf(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        // Nothing of the host is asked what it thinks it is.
        Class<?> type = value.getClass();
        boolean isPrimitives = type.isArray() && type.getComponentType().isPrimitive();
        if (isPrimitives) {
            return type.getComponentType() + "[" + Array.getLength(value) + "]" + start(value);
        }
        return SHOWN_TYPES.contains(type.getName()) || type.getName().startsWith("java.time.")
                ? cut(value.toString())
                : name(type);
    }

    private static String start(Object primitives) {
        StringBuilder text = new StringBuilder();
        int length = Array.getLength(primitives);
        for (int i = 0; i < Math.min(length, 8); i++) {
            text.append(i == 0 ? " " : ", ").append(Array.get(primitives, i));
        }
        return text.append(length > 8 ? ", ..." : "").toString();
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** Returns the name of a class, without the number that a hidden one has in this JVM. */
    private static String name(Class<?> type) {
        String name = type.getName();
        int number = name.indexOf("$$Lambda");
        return number < 0 ? name : name.substring(0, number) + "$$Lambda";
    }

    private static String quoted(String text) {
        String masked = Secrets.masked(text);
        boolean whole = text.length() <= Secrets.SEARCHED && masked.length() <= SHOWN;
        String shown = whole ? masked : cut(masked);
        String escaped = shown.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\"", "\\\"");
        return '"' + escaped + '"' + (whole ? "" : " (" + text.length() + " characters)");
    }

    private static boolean isSecret(String label) {
        return !label.equals("{key}") && Secrets.isName(label);
    }
}
