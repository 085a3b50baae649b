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
        List<IgnoredPath> ignore = new ArrayList<>(rule.ignore());
        for (int index : indexes) {
            IgnoredPath marked = new IgnoredPath(Integer.toString(index), rule.where());
            if (!isAmong(ignore, marked)) {
                ignore.add(marked);
            }
        }
        return new MethodRule(
                rule.pattern(),
                rule.where(),
                rule.client(),
                rule.mode(),
                rule.scope(),
                rule.ttl(),
                rule.tags(),
                rule.version(),
                List.copyOf(ignore),
                rule.rollout(),
                rule.perTenant(),
                rule.stateful(),
                rule.allow());
    }

    private static boolean isAmong(List<IgnoredPath> paths, IgnoredPath wanted) {
        for (IgnoredPath path : paths) {
            if (path.text().equals(wanted.text())) {
                return true;
            }
        }
        return false;
    }
}
