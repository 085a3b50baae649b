package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.weaver.classfile.MethodAnnotation;

/** Turns the values of a {@code @Cached} into a rule, as if the configuration had it. */
@FunctionalInterface
public interface AnnotationRules {

    /**
     * Makes a rule.
     *
     * @param method the annotated method as the configuration would name it: {@code com.acme.A#m(int)}
     * @param annotation its annotation
     * @return the rule
     * @throws IllegalArgumentException if a value is impossible; the message says which and what would be right
     */
    MethodRule rule(String method, MethodAnnotation annotation);
}
