package dev.reprise.engine.config;

import java.time.Duration;

/**
 * How long entries live.
 *
 * @param ttl the time to live, above zero
 * @param jitter by up to how many percent of it an entry ends sooner, 0 to 100
 */
public record Lifetime(Duration ttl, int jitter) {

    /** Returns how long the entries of a rule's method live. */
    public static Lifetime of(MethodRule rule, ScopeSettings scope) {
        return new Lifetime(rule.ttl() == null ? scope.ttl() : rule.ttl(), scope.ttlJitter());
    }
}
