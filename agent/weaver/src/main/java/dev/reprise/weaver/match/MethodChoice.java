package dev.reprise.weaver.match;

import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import dev.reprise.weaver.classfile.MethodAnnotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses methods of one class: the user's rules before annotations before the catalogue, and among rules the first.
 *
 * <p>A bridge stands for the method that it calls: what is found for the bridge holds for its target, and the bridge
 * itself is never woven.
 */
final class MethodChoice {

    private final RuleTable table;
    private final AnnotationRules annotations;
    private final Matches matches;
    private final MissingMethods missing;
    private final MatchLog log;

    MethodChoice(RuleTable table, AnnotationRules annotations, Matches matches, MatchLog log) {
        this.table = table;
        this.annotations = annotations;
        this.matches = matches;
        this.log = log;
        this.missing = new MissingMethods(matches, new UnknownVersions(table, log), log);
    }

    List<ChosenMethod> choose(ClassLoader loader, Candidate candidate) {
        List<ClassMethod> methods = candidate.file().methods();
        Map<String, ClassMethod> bySignature = new HashMap<>();
        for (ClassMethod method : methods) {
            bySignature.put(method.signature(), method);
        }
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (ClassMethod method : methods) {
            ClassMethod target = target(method, bySignature);
            Finding finding = target == null ? null : find(candidate, method);
            if (target != null && finding != null) {
                Finding stronger = Finding.stronger(findings.get(target.signature()), finding);
                findings.put(target.signature(), stronger == null ? finding : stronger);
            }
        }
        missing.report(loader, candidate, methods);
        List<ChosenMethod> chosen = new ArrayList<>();
        Losses losses = new Losses();
        for (Map.Entry<String, Finding> found : findings.entrySet()) {
            ClassMethod method = bySignature.get(found.getKey());
            if (method != null) {
                accept(candidate, method, found.getValue(), chosen, losses);
            }
        }
        losses.tell(candidate, log);
        return chosen;
    }

    private static @Nullable ClassMethod target(ClassMethod method, Map<String, ClassMethod> bySignature) {
        if (method.name().equals("<clinit>")) {
            return null;
        }
        if (!method.isBridge()) {
            return method.isSynthetic() && !isLambda(method.name()) ? null : method;
        }
        ClassMethod called = method.bridgeTarget() == null ? null : bySignature.get(method.bridgeTarget());
        return called == null || called.isBridge() ? null : called;
    }

    /** The body of a lambda has a name in the class file, and is woven only for a rule that is about lambdas. */
    private static boolean isLambda(String methodName) {
        return methodName.startsWith("lambda$") || methodName.contains("$lambda$"); // The latter is Kotlin's.
    }

    private @Nullable Finding find(Candidate candidate, ClassMethod method) {
        List<Finding> all = new ArrayList<>();
        for (CompiledRule rule : candidate.naming()) {
            if (rule.matches(method)
                    && (!isLambda(method.name()) || isLambda(rule.pattern().methodName()))) {
                all.add(configured(rule, candidate.typeName(), method));
            }
        }
        for (Candidate.Inherited inherited : candidate.inherited()) {
            if (method.overrides() && inherited.rule().matches(method)) {
                all.add(configured(inherited.rule(), inherited.typeName(), method));
            }
        }
        Finding best = annotated(candidate, method);
        MethodRule known = null;
        for (Finding finding : all) {
            CompiledRule rule = finding.rule();
            if (finding.strength() == Finding.CATALOGUE && rule != null) {
                boolean means = rule.rule().means(candidate.typeName());
                known = known == null || (means && !known.means(candidate.typeName())) ? rule.rule() : known;
                best = means && !table.isOff(rule.number()) ? Finding.stronger(best, finding) : best;
            } else {
                best = Finding.stronger(best, finding);
            }
        }
        noteTaken(all, best);
        if (best == null) {
            noteForeign(candidate, method, known);
            return null;
        }
        return known == null || best.strength() == Finding.CATALOGUE ? best : best.on(known);
    }

    /** A client's interface can be implemented by anybody, and what an implementer asks nobody can know. */
    private void noteForeign(Candidate candidate, ClassMethod method, @Nullable MethodRule known) {
        if (known != null
                && table.isServed(known)
                && !method.isAbstract()
                && !isOfLibrary(known, candidate.typeName())) {
            String name = MissingMethods.readable(candidate.typeName(), method);
            log.warn(known.place() + ": " + name + " is not the library's own and not cached; if its answer depends on"
                    + " its fields and its arguments alone, name it: `methods: [{ method: \"" + name + "\" }]`");
        }
    }

    /** Of the library's own classes an entry knows which it means. */
    private static boolean isOfLibrary(MethodRule known, String typeName) {
        String pattern = known.pattern().text();
        int second = pattern.indexOf('.', pattern.indexOf('.') + 1);
        return second > 0 && typeName.startsWith(pattern.substring(0, second + 1));
    }

    private void noteTaken(List<Finding> all, @Nullable Finding best) {
        for (Finding finding : all) {
            if (finding.rule() != null && best != null && best.rule() != null && finding.order() > best.order()) {
                matches.taken(finding.rule().number(), best.rule().number());
            }
        }
    }

    private static Finding configured(CompiledRule rule, String typeName, ClassMethod method) {
        int strength = rule.rule().client() == null ? Finding.USER : Finding.CATALOGUE;
        return new Finding(strength, rule.number(), rule, null, typeName, method, null);
    }

    private static @Nullable Finding annotated(Candidate candidate, ClassMethod method) {
        if (method.annotation() != null && !method.isBridge()) {
            return new Finding(Finding.ANNOTATION, 0, null, method.annotation(), candidate.typeName(), method, null);
        }
        if (!method.overrides()) {
            return null;
        }
        for (TypeShape type : candidate.supertypes()) {
            for (ClassMethod declared : type.annotated()) {
                if (declared.signature().equals(method.signature())) {
                    String typeName = type.name().replace('/', '.');
                    return new Finding(Finding.ANNOTATION, 1, null, declared.annotation(), typeName, declared, null);
                }
            }
        }
        return null;
    }

    private void accept(
            Candidate candidate, ClassMethod method, Finding finding, List<ChosenMethod> chosen, Losses losses) {
        // An abstract method that speaks for its implementers is no mistake, and they are found when they load.
        if (method.isAbstract() && finding.speaksForSubtypes()) {
            if (finding.rule() != null) {
                matches.sawType(finding.rule().number());
            }
            return;
        }
        String reason = Refusals.reason(method, candidate.file().majorVersion(), finding);
        String name = MissingMethods.readable(candidate.typeName(), method);
        if (reason != null) {
            if (finding.namesMethod()) {
                log.warn(finding.refused(name, reason));
            } else {
                losses.add(finding, method, reason);
            }
            settle(finding);
            return;
        }
        try {
            int number = number(finding, method);
            settle(finding);
            ClassMethod declared = finding.declared();
            chosen.add(new ChosenMethod(
                    method,
                    new Plan(number, method.name(), method.descriptor(), finding.typeName(), declared.descriptor()),
                    replaceable(method, table.rule(number)),
                    /* replays= */ table.rule(number).callback() != null,
                    /* repeats= */ table.rule(number).batch() != null,
                    /* evicts= */ table.rule(number).evicts() != null));
        } catch (IllegalArgumentException impossible) {
            log.warn(finding.refused(name, impossible.getMessage()));
        }
    }

    /** By the rule that the gate will be told of: the two must agree on what a body gets. */
    private static List<Integer> replaceable(ClassMethod method, MethodRule rule) {
        CallbackRule callback = rule.callback();
        BatchRule batch = rule.batch();
        if (callback != null) {
            return List.of(callback.argument());
        }
        if (method.isSuspend()) {
            return List.of(Descriptors.parameters(method.descriptor()).size() - 1);
        }
        return batch == null ? List.of() : List.of(batch.argument());
    }

    private void settle(Finding finding) {
        if (finding.rule() != null) {
            matches.settle(finding.rule().number());
        }
    }

    private int number(Finding finding, ClassMethod method) {
        TreeSet<Integer> ignored = new TreeSet<>(method.ignoredParameters());
        ignored.addAll(finding.declared().ignoredParameters());
        MethodAnnotation annotation = finding.annotation();
        MethodRule known = finding.known();
        if (finding.rule() != null) {
            int number = finding.rule().number();
            MethodRule rule = table.rule(number);
            MethodRule whole = IgnoredParameters.added(known == null ? rule : rule.on(known), ignored);
            // Most are the very same, and a record's own equality would be made up when it is first asked.
            return Objects.equals(whole, rule) ? number : table.add(whole);
        }
        if (annotation == null) {
            throw new IllegalArgumentException("neither a rule nor an annotation names it");
        }
        MethodRule rule = annotations.rule(MissingMethods.readable(finding.typeName(), finding.declared()), annotation);
        return table.add(IgnoredParameters.added(known == null ? rule : rule.on(known), ignored));
    }
}
