package dev.reprise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose success makes entries stale, such as one that changes what prompts are built from: they are evicted, as
 * {@link Reprise#evictScope} and {@link Reprise#evictTag} do it, before its caller goes on.
 *
 * <p>A method succeeds when it returns; one that returns a future when that is completed with a value, one that returns a
 * publisher or a stream when that has come to its end, each time. What throws or fails evicts nothing. Without the agent the
 * annotation does nothing. On a method of an interface it holds for every class that implements the method; on a method of a
 * class it holds for that method's own body. At least one scope or tag must be named, and the method cannot be
 * {@link Cached} as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Evicts {

    /**
     * The scopes whose entries are evicted.
     *
     * @return the names of the scopes
     */
    String[] scope() default {};

    /**
     * The tags whose entries are evicted.
     *
     * @return the tags, as {@link Cached#tags} has them
     */
    String[] tags() default {};
}
