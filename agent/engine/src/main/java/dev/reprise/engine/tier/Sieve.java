package dev.reprise.engine.tier;

import org.jspecify.annotations.Nullable;

/**
 * The SIEVE eviction order: entries in the order of their insertion, and a hand that walks from the oldest to the
 * newest, spares each visited entry once and takes the first unvisited one. A hit moves nothing, so it needs no lock.
 *
 * <p>Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024: fewer misses than LRU and most of its successors on web
 * workloads. Not thread-safe.
 */
final class Sieve {

    private @Nullable MemoryEntry newest;
    private @Nullable MemoryEntry oldest;
    private @Nullable MemoryEntry hand;

    void add(MemoryEntry entry) {
        entry.older = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    void remove(MemoryEntry entry) {
        if (hand == entry) {
            hand = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        entry.newer = null;
        entry.older = null;
    }

    @Nullable
    MemoryEntry oldest() {
        return oldest;
    }

    /** Returns the entry to evict next, or null if there is none. It stays until it is removed. */
    @Nullable
    MemoryEntry victim(long nowMillis) {
        MemoryEntry entry = hand == null ? oldest : hand;
        while (entry != null && entry.visited && !entry.expired(nowMillis)) {
            entry.visited = false;
            entry = entry.newer == null ? oldest : entry.newer;
        }
        hand = entry;
        return entry;
    }

    void clear() {
        newest = null;
        oldest = null;
        hand = null;
    }
}
