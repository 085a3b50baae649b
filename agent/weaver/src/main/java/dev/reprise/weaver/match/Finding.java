package dev.reprise.weaver.match;

import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.weaver.classfile.ClassMethod;
import dev.reprise.weaver.classfile.MethodAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * Something that speaks for a method to be woven: a rule or an annotation.
 *
 * @param strength {@link #USER} before {@link #ANNOTATION} before {@link #CATALOGUE}
 * @param order which of equal strength comes first
 * @param rule the rule, or null
 * @param annotation the annotation, or null
 * @param typeName the type through which the method was found: its own class or a supertype
 * @param declared the method as that type declares it, or nearest to that
 * @param known what the catalogue knows of a method that somebody else speaks for; or null
 */
record Finding(
        int strength,
        int order,
        @Nullable CompiledRule rule,
        @Nullable MethodAnnotation annotation,
        String typeName,
        ClassMethod declared,
        @Nullable MethodRule known) {

    static final int USER = 0;
    static final int ANNOTATION = 1;
    static final int CATALOGUE = 2;

    static @Nullable Finding stronger(@Nullable Finding a, @Nullable Finding b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        boolean second = b.strength < a.strength || (b.strength == a.strength && b.order < a.order);
        return second ? b : a;
    }

    Finding on(MethodRule catalogues) {
        return new Finding(strength, order, rule, annotation, typeName, declared, catalogues);
    }

    /** Returns the argument that the method calls back, or null. */
    @Nullable
    CallbackRule callback() {
        CallbackRule own = rule == null ? null : rule.rule().callback();
        return own == null && known != null ? known.callback() : own;
    }

    /** Returns the argument that holds many items, or null. */
    @Nullable
    BatchRule batch() {
        BatchRule own = rule == null ? null : rule.rule().batch();
        return own == null && known != null ? known.batch() : own;
    }

    /** Whether the method is not cached, but makes entries stale. */
    boolean evicts() {
        return rule == null
                ? annotation != null && annotation.evicts() != null
                : rule.rule().evicts() != null;
    }

    /** Whether it holds for the classes that implement the method, too. */
    boolean speaksForSubtypes() {
        return rule == null || rule.pattern().subtypes();
    }

    /** Whether the user named this method and not just a pattern that happens to match it. */
    boolean namesMethod() {
        return rule == null || (rule.rule().client() == null && rule.pattern().exactMethodName());
    }

    /** Says that the method, which the user named, is not woven. */
    String refused(String method, @Nullable String reason) {
        if (rule == null) {
            return (annotation == null ? "@Cached" : annotation.name()) + " on " + method + " has no effect: " + reason;
        }
        return rule.rule().place() + ": " + method + (evicts() ? " evicts nothing: " : " is not cached: ") + reason;
    }
}
