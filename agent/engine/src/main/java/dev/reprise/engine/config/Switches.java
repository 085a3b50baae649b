package dev.reprise.engine.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is switched by {@code on} and {@code off} in the place of its details, where properties and variables say such. One
 * for a detail of what is off leaves it off, and {@code on} leaves the details as they are.
 */
final class Switches {

    private static final List<String> NAMES =
            List.of("tiers.memory", "tiers.disk", "tiers.redis", "single-flight", "audit");

    /** The details of what is off, which are of use if it is switched on later. */
    private final Map<String, Unused> unused = new TreeMap<>();

    /** Returns where the details of something belong that is off; null if it is not. */
    Node.@Nullable Mapping unused(List<String> path, Node.@Nullable Entry entry) {
        if (entry == null || !says(entry.value(), "off", "false") || !isSwitch(path)) {
            return null;
        }
        SourceLocation off = entry.value().where();
        Unused known = unused.get(name(path));
        Unused now = new Unused(path, off, known == null ? new Node.Mapping(off) : known.details());
        unused.put(name(path), now);
        return now.details();
    }

    /** Returns what stands at a path when a value is put there, in the place of what is there so far. */
    Node turned(List<String> path, Node.@Nullable Entry before, Node.Scalar value) {
        if (!isSwitch(path)) {
            return value;
        }
        Node.Mapping details = before != null && before.value() instanceof Node.Mapping mapping ? mapping : null;
        if (says(value, "on", "true")) {
            Unused waiting = unused.remove(name(path));
            if (details != null) {
                return details;
            }
            return waiting == null ? value : waiting.details();
        }
        if (details != null) {
            unused.put(name(path), new Unused(path, value.where(), details));
        }
        return value;
    }

    boolean isOn(Node.Entry entry) {
        return says(entry.value(), "on", "true");
    }

    /** Tells which properties and variables mean nothing, because what they are of is off. */
    void warnOfUnused(Problems problems) {
        for (Unused each : unused.values()) {
            for (Node.Entry detail : each.details().entries().values()) {
                SourceLocation where = detail.value().where();
                if (Overrides.isOverride(where)) {
                    problems.warning(
                            where,
                            name(each.path()) + " is off (" + each.off() + "), so this is ignored; to switch it on set "
                                    + Overrides.like(where, each.path()) + "=on");
                }
            }
        }
    }

    private static boolean isSwitch(List<String> path) {
        return NAMES.contains(name(path));
    }

    private static String name(List<String> path) {
        return path.size() == 1 ? path.get(0) : path.get(0).concat(".").concat(path.get(1));
    }

    private static boolean says(Node node, String word, String other) {
        if (!(node instanceof Node.Scalar scalar)) {
            return false;
        }
        String text = scalar.text().trim().toLowerCase(Locale.ROOT);
        return text.equals(word) || text.equals(other);
    }

    /** What is said of something that is off, and where it says off. */
    private record Unused(List<String> path, SourceLocation off, Node.Mapping details) {}
}
