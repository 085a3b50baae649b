package dev.reprise.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * What {@code single-flight} of some methods says.
 *
 * @param enabled whether equal calls at the same time wait for one real call; null for as their answers allow
 * @param sharesFailures whether those who waited fail as the real call did; null for as the configuration says
 */
public record FlightRule(
        @Nullable Boolean enabled, @Nullable Boolean sharesFailures) {}
