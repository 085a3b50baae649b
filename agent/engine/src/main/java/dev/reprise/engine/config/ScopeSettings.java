package dev.reprise.engine.config;

import java.time.Duration;

/**
 * A namespace of entries with its own lifetime and bounds.
 *
 * @param name 1 to 64 of {@code A-Za-z0-9._-}, not starting with a dot
 * @param ttl how long an entry is served
 * @param maxEntries {@link Long#MAX_VALUE} for no limit
 * @param maxBytes {@link Long#MAX_VALUE} for no limit
 */
public record ScopeSettings(String name, Duration ttl, long maxEntries, long maxBytes) {}
