package dev.reprise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose repeated calls the Reprise agent may answer from its cache.
 *
 * <p>Two calls share an entry only if the method, its receiver and all arguments are equal in content, save what is
 * marked {@link KeyIgnored}. Without the agent the annotation does nothing. On a method of an interface it holds for
 * every class that implements the method, JDK proxies included; on a method of a class it holds for that method's own
 * body, not for one that overrides it. An entry in the agent's configuration file for the same method overrides it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Cached {

    /**
     * The scope that holds the entries: a namespace with its own time to live and quota.
     *
     * @return the scope's name: letters, digits, {@code .}, {@code _} and {@code -}, at most 64 characters
     */
    String scope() default "default";

    /**
     * How long an entry is served after it was stored, such as {@code "90s"}, {@code "10m"}, {@code "12h"} or
     * {@code "7d"}.
     *
     * @return the time to live; empty for that of the scope
     */
    String ttl() default "";

    /**
     * Names by which the entries are evicted, see {@link Reprise#evictTag}.
     *
     * @return the tags of every entry of this method
     */
    String[] tags() default {};

    /**
     * A part of the key that the author of the method changes when its answers change. {@code "code"}, in any case, stands for the
     * digest of the class file that holds the method: every deploy that changes that file starts anew.
     *
     * @return the version; empty if there is none
     */
    String version() default "";

    /**
     * The share of keys that are served from the cache. A key is always on the same side.
     *
     * @return a share in percent, 0 to 100
     */
    int rollout() default 100;
}
