package dev.reprise.weaver.match;

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
        List<String> ignore = new ArrayList<>(rule.ignore());
        for (int index : indexes) {
            String name = Integer.toString(index);
            if (!ignore.contains(name)) {
                ignore.add(name);
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
                rule.stateful(),
                rule.allow());
    }
}
