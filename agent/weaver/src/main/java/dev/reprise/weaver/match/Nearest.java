package dev.reprise.weaver.match;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the class that somebody may have meant. */
final class Nearest {

    private Nearest() {}

    /** Returns the class of the same simple name, or else that of the nearest name, if one is near enough. */
    static @Nullable String toClass(String wanted, Collection<String> names) {
        String simple = simple(wanted);
        for (String name : names) {
            if (simple(name).equals(simple)) {
                return name;
            }
        }
        return dev.reprise.engine.config.Nearest.of(wanted, names);
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
