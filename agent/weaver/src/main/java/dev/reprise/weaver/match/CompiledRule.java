package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.NamePattern;
import dev.reprise.engine.config.TypePattern;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.Descriptors;
import dev.reprise.weaver.classfile.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A rule with the words that a class file must hold for the rule to find a method in it.
 *
 * @param number its number in the table of rules
 * @param rule the rule
 * @param nameWord the number of the method's name in the vocabulary
 * @param descriptorWord the number of the method's descriptor in the vocabulary, or -1 if any will do
 * @param suspendWord the number of its descriptor if it is a suspend function of the user's, or -1
 */
record CompiledRule(int number, MethodRule rule, int nameWord, int descriptorWord, int suspendWord) {

    static CompiledRule of(int number, MethodRule rule, Vocabulary.Builder words) {
        MethodPattern pattern = rule.pattern();
        int name = pattern.exactMethodName()
                ? words.word(pattern.methodName())
                : words.pattern(new MethodName(pattern.method()));
        List<String> parameters = pattern.parameters();
        if (parameters == null || !areFullNames(parameters)) {
            return new CompiledRule(number, rule, name, -1, -1);
        }
        int descriptor = words.prefix(Descriptors.parameterDescriptor(parameters));
        List<String> suspend = new ArrayList<>(parameters);
        suspend.add(MethodPattern.CONTINUATION);
        boolean users = rule.client() == null;
        int whole = users ? words.prefix(Descriptors.parameterDescriptor(suspend)) : -1;
        return new CompiledRule(number, rule, name, descriptor, whole);
    }

    private static boolean areFullNames(List<String> types) {
        for (String type : types) {
            if (!isFullName(type)) {
                return false;
            }
        }
        return true;
    }

    private record MethodName(NamePattern pattern) implements Predicate<String> {

        @Override
        public boolean test(String word) {
            return word.indexOf('/') < 0 && pattern.matches(word);
        }
    }

    /** Whether a type is written as its descriptor has it: not abbreviated, no pattern, no dot before a nested class. */
    private static boolean isFullName(String type) {
        return Descriptors.isPrimitive(type) || (type.indexOf('.') > 0 && new TypePattern(type, false).exact());
    }

    MethodPattern pattern() {
        return rule.pattern();
    }

    /** Whether the words leave it possible that a class declares the method. */
    boolean isPossible(BitSet words) {
        return words.get(nameWord)
                && (descriptorWord < 0 || words.get(descriptorWord) || (suspendWord >= 0 && words.get(suspendWord)));
    }

    boolean matches(ClassMethod method) {
        return pattern()
                .matchesMethod(
                        method.name(),
                        Descriptors.parameters(method.descriptor()),
                        Descriptors.returnType(method.descriptor()));
    }
}
