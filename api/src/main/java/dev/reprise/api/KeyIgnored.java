package dev.reprise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a {@link Cached} method, or a field of one of its arguments or of its receiver, on which the
 * answer does not depend, such as a trace identifier. Calls that differ only there share an entry.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD})
public @interface KeyIgnored {}
