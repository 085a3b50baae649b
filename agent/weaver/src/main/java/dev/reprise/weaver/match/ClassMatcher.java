package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.weaver.classfile.ClassFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the methods of a class that are to be woven. A class costs more than a look at its constant pool only if a
 * rule names it, if it holds the words of a rule for subtypes, or if annotations are in play.
 *
 * <p>Safe for use by any number of threads.
 */
public final class ClassMatcher {

    private final RuleTable table;
    private volatile RuleIndex index;
    private final Hierarchy hierarchy;
    private final MethodChoice choice;
    private final Matches matches;

    /**
     * Creates a matcher.
     *
     * @param table the rules
     * @param annotations how to turn an annotation into a rule
     * @param warnings takes a line for each thing that the user named and will not get, and why
     */
    public ClassMatcher(RuleTable table, AnnotationRules annotations, Consumer<String> warnings) {
        this.table = table;
        this.index = new RuleIndex(table);
        this.hierarchy = new Hierarchy(index.namesJdkTypes());
        this.matches = new Matches(table);
        MatchLog log = new MatchLog(warnings);
        this.choice = new MethodChoice(table, annotations, matches, log);
        refuseJdkTypes(table, log);
    }

    private void refuseJdkTypes(RuleTable table, MatchLog log) {
        for (int number = 0; number < table.configured(); number++) {
            MethodRule rule = table.rule(number);
            if (rule.pattern().typeText().startsWith("java.") && !rule.pattern().subtypes()) {
                log.warn(rule.where() + ": " + rule.pattern().text()
                        + " is not cached: classes of the JDK are never woven; name the method that calls it");
                matches.settle(number);
            }
        }
    }

    /** Returns which rules have found what they name. */
    public Matches matches() {
        return matches;
    }

    /**
     * Chooses methods.
     *
     * @param loader the class's loader, which is asked for the class files of supertypes
     * @param bytes its class file
     * @return the methods to weave; empty for almost every class
     * @throws RuntimeException if the bytes are no class file
     */
    public List<ChosenMethod> match(ClassLoader loader, byte[] bytes) {
        Candidate candidate = candidate(loader, ClassFile.of(bytes), index);
        return candidate == null ? List.of() : choice.choose(loader, candidate);
    }

    private @Nullable Candidate candidate(ClassLoader loader, ClassFile file, RuleIndex rules) {
        BitSet words = file.words(rules.vocabulary());
        if (rules.mentionsGate(words)) {
            return null;
        }
        if (rules.mayMissRules(words)) {
            return candidate(loader, file, whole());
        }
        boolean annotated = rules.mentionsAnnotation(words);
        LoaderView view = hierarchy.view(loader);
        // To ask a loader is a search of its whole class path, so a class that inherits nothing is no reason to.
        boolean inherits = file.isDerived() && view.seesAnnotation(loader);
        if (view.maySeeAnnotation()) {
            view.remember(TypeShape.of(file, annotated));
        }
        List<CompiledRule> naming = rules.naming(file.name().replace('/', '.'));
        List<CompiledRule> possible = rules.possibleInSubtypes(words);
        List<TypeShape> supertypes = inherits || !possible.isEmpty() ? hierarchy.supertypes(loader, file) : List.of();
        Candidate candidate = new Candidate(file, naming, inherited(possible, naming, supertypes), supertypes);
        if (!annotated && !candidate.isPromising()) {
            return null;
        }
        // What the user named may be a client's, of which the catalogue knows more.
        return rules.isWhole() ? candidate : candidate(loader, file, whole());
    }

    private synchronized RuleIndex whole() {
        if (!index.isWhole()) {
            table.complete();
            index = new RuleIndex(table);
        }
        return index;
    }

    private static List<Candidate.Inherited> inherited(
            List<CompiledRule> possible, List<CompiledRule> naming, List<TypeShape> supertypes) {
        List<Candidate.Inherited> found = new ArrayList<>();
        for (CompiledRule rule : possible) {
            TypeShape type = isAmong(naming, rule) ? null : firstNamed(rule, supertypes);
            if (type != null) {
                found.add(new Candidate.Inherited(rule, type.name().replace('/', '.')));
            }
        }
        return found;
    }

    private static boolean isAmong(List<CompiledRule> rules, CompiledRule rule) {
        for (CompiledRule each : rules) {
            if (each.number() == rule.number()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable TypeShape firstNamed(CompiledRule rule, List<TypeShape> types) {
        for (TypeShape type : types) {
            if (rule.pattern().matchesType(type.name().replace('/', '.'))) {
                return type;
            }
        }
        return null;
    }
}
