package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodPattern;
import dev.reprise.weaver.classfile.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules, ordered so that most classes are dismissed after one lookup by name and one look at their words. */
final class RuleIndex {

    static final String CACHED_DESCRIPTOR = "Ldev/reprise/api/Cached;";
    static final String EVICTS_DESCRIPTOR = "Ldev/reprise/api/Evicts;";
    private static final String GATE = "java/lang/RepriseGate";

    private final Vocabulary vocabulary;
    private final int cachedWord;
    private final int evictsWord;
    private final int gateWord;
    /** By the type's name, with a dot where a nested class may have a dollar. */
    private final Map<String, List<CompiledRule>> byExactType = new HashMap<>();

    private final List<CompiledRule> byTypePattern = new ArrayList<>();
    private final List<CompiledRule> withSubtypes = new ArrayList<>();
    private final BitSet missingWords = new BitSet();
    private final boolean whole;
    private boolean namesJdkTypes;

    RuleIndex(RuleTable table) {
        Vocabulary.Builder words = new Vocabulary.Builder();
        whole = table.isWhole();
        for (String missing : table.missingPackages()) {
            missingWords.set(words.prefix(missing.replace('.', '/')));
        }
        cachedWord = words.word(CACHED_DESCRIPTOR);
        evictsWord = words.word(EVICTS_DESCRIPTOR);
        gateWord = words.word(GATE);
        for (int number = 0; number < table.configured(); number++) {
            add(CompiledRule.of(number, table.rule(number), words));
        }
        vocabulary = words.build();
    }

    private void add(CompiledRule rule) {
        MethodPattern pattern = rule.pattern();
        if (pattern.exactType()) {
            String key = pattern.typeText().replace('$', '.');
            List<CompiledRule> rules = byExactType.getOrDefault(key, new ArrayList<>());
            rules.add(rule);
            byExactType.put(key, rules);
        } else {
            byTypePattern.add(rule);
        }
        if (pattern.subtypes()) {
            withSubtypes.add(rule);
            namesJdkTypes |= pattern.typeText().startsWith("java.");
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Whether a rule with subtypes names a type of the JDK. */
    boolean namesJdkTypes() {
        return namesJdkTypes;
    }

    /** Whether all rules are in it. */
    boolean isWhole() {
        return whole;
    }

    /** Whether a class may be one that a rule which is not in it means. */
    boolean mayMissRules(BitSet words) {
        return missingWords.intersects(words);
    }

    boolean mentionsAnnotation(BitSet words) {
        return words.get(cachedWord) || words.get(evictsWord);
    }

    /** Whether a class calls the gate already, because somebody handed in bytes that were woven before. */
    boolean mentionsGate(BitSet words) {
        return words.get(gateWord);
    }

    /** Returns the rules whose type is, or is matched by, a name such as {@code com.acme.Outer$Inner}. */
    List<CompiledRule> naming(String typeName) {
        String key = typeName.indexOf('$') < 0 ? typeName : typeName.replace('$', '.');
        List<CompiledRule> exact = byExactType.getOrDefault(key, List.of());
        if (exact.isEmpty() && byTypePattern.isEmpty()) {
            return List.of();
        }
        List<CompiledRule> found = new ArrayList<>();
        addNaming(typeName, exact, found);
        addNaming(typeName, byTypePattern, found);
        return found;
    }

    private static void addNaming(String typeName, List<CompiledRule> rules, List<CompiledRule> found) {
        for (CompiledRule rule : rules) {
            if (rule.pattern().matchesType(typeName)) {
                found.add(rule);
            }
        }
    }

    /** Returns the rules for subtypes whose method a class with these words may declare. */
    List<CompiledRule> possibleInSubtypes(BitSet words) {
        if (withSubtypes.isEmpty()) {
            return List.of();
        }
        List<CompiledRule> possible = new ArrayList<>();
        for (CompiledRule rule : withSubtypes) {
            if (rule.isPossible(words)) {
                possible.add(rule);
            }
        }
        return possible;
    }
}
