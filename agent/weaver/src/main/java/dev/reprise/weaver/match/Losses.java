package dev.reprise.weaver.match;

import dev.reprise.weaver.classfile.ClassMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells a user in one line which methods of a class his pattern matches and does not get. Belongs to one class. */
final class Losses {

    private static final int NAMED = 3;

    private final Map<CompiledRule, List<String>> lost = new LinkedHashMap<>();

    /** Notes a method that cannot be woven; a constructor is none. */
    void add(Finding finding, ClassMethod method, String reason) {
        CompiledRule rule = finding.rule();
        if (rule == null || rule.rule().client() != null || !rule.pattern().exactType() || method.isInitializer()) {
            return;
        }
        List<String> methods = lost.get(rule);
        if (methods == null) {
            methods = new ArrayList<>();
            lost.put(rule, methods);
        }
        int remedy = reason.indexOf(';');
        methods.add(
                MissingMethods.readable(method) + ", because " + (remedy < 0 ? reason : reason.substring(0, remedy)));
    }

    void tell(Candidate candidate, MatchLog log) {
        for (Map.Entry<CompiledRule, List<String>> each : lost.entrySet()) {
            CompiledRule rule = each.getKey();
            List<String> methods = each.getValue();
            int more = methods.size() - NAMED;
            log.warn(rule.rule().where() + ": " + rule.pattern().text() + ": of " + candidate.typeName()
                    + " it does not cache " + String.join(", and ", more > 0 ? methods.subList(0, NAMED) : methods)
                    + (more > 0 ? ", and " + more + " more" : ""));
        }
    }
}
