package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Owner;

/**
 * An entry in memory, as it is told of.
 *
 * @param value what is held
 * @param bytes what it takes, overhead included
 * @param createdAtSecond when the real call answered, in seconds since 1970
 * @param expiresAtMillis the first instant at which it is no longer served
 * @param isEvicted whether it was evicted, and only takes room until somebody asks for it
 * @param owner whose it is
 */
public record MemoryLook(
        Object value, long bytes, long createdAtSecond, long expiresAtMillis, boolean isEvicted, Owner owner) {}
