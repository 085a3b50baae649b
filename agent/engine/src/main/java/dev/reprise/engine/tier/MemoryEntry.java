package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import org.jspecify.annotations.Nullable;

/** A value in memory and its place in the {@link Sieve}. */
final class MemoryEntry {

    final CacheKey key;
    final Object held;
    final int weight;
    final long stamp;

    /** What it is evicted by; null if nobody evicts it. */
    final @Nullable Subjects subjects;

    /** An unsigned number; with it, an entry takes no more of the heap than without. */
    private final int createdAtSecond;

    /** Later than before where a hit extends it; never changed otherwise. */
    private volatile long expiresAtMillis;

    /** Written by hits without a lock: a lost mark costs an entry its second chance and nothing else. */
    boolean visited;

    @Nullable
    MemoryEntry newer;

    @Nullable
    MemoryEntry older;

    MemoryEntry(
            CacheKey key,
            Object held,
            int weight,
            long createdAtMillis,
            long expiresAtMillis,
            long stamp,
            @Nullable Subjects subjects) {
        this.key = key;
        this.held = held;
        this.weight = weight;
        this.createdAtSecond = (int) Math.floorDiv(createdAtMillis, 1000);
        this.expiresAtMillis = expiresAtMillis;
        this.stamp = stamp;
        this.subjects = subjects;
    }

    /** Returns whether the entry ends at another time by this: as much later, or sooner, as is worth it. */
    synchronized boolean extend(long otherExpiresAtMillis, long atLeastMillis) {
        if (Math.abs(otherExpiresAtMillis - expiresAtMillis) < atLeastMillis) {
            return false;
        }
        expiresAtMillis = otherExpiresAtMillis;
        return true;
    }

    /** Returns whether the entry may have been made before; of one whole second nobody knows. */
    boolean createdBefore(long millis) {
        return createdAtMillis() < millis;
    }

    long createdAtMillis() {
        return Integer.toUnsignedLong(createdAtSecond) * 1000;
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** Returns what there is to tell of it. */
    MemoryLook told() {
        return new MemoryLook(
                held,
                weight,
                Integer.toUnsignedLong(createdAtSecond),
                expiresAtMillis,
                subjects != null && subjects.inMemory(key) != stamp,
                subjects == null ? Owner.NOBODY : subjects.owner());
    }

    boolean expired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }
}
