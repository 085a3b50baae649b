package dev.reprise.engine.redis;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;

/**
 * A real call that some process may have claimed.
 *
 * @param scope where its entry will be
 * @param key the key of that
 */
public record ClaimedCall(ScopeSettings scope, CacheKey key) {}
