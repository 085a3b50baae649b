package dev.reprise.weaver.match;

import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.MethodRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Adds what {@code @KeyIgnored} marks to what a rule ignores. */
final class IgnoredParameters {

    private IgnoredParameters() {}

    static MethodRule added(MethodRule rule, SortedSet<Integer> indexes) {
        if (indexes.isEmpty()) {
            return rule;
        }
        List<IgnoredPath> marked = new ArrayList<>();
        for (int index : indexes) {
            if (!isIgnored(rule, Integer.toString(index))) {
                marked.add(new IgnoredPath(Integer.toString(index), rule.where()));
            }
        }
        return rule.ignoring(marked);
    }

    private static boolean isIgnored(MethodRule rule, String wanted) {
        for (IgnoredPath path : rule.ignore()) {
            if (path.text().equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
