package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which entries of a scope are about to be removed from the stores, and must not be read until they are. Thread-safe. */
final class Withdrawals {

    /** How many removals are to come for each key. */
    private final Map<CacheKey, Integer> underWay = new ConcurrentHashMap<>();

    private final AtomicLong begun = new AtomicLong();

    /** Returns how many have begun; what was read before the last of them may be what was withdrawn. */
    long begun() {
        return begun.get();
    }

    /** Returns the keys of which a removal is to come. */
    Set<CacheKey> underWay() {
        return Set.copyOf(underWay.keySet());
    }

    boolean has(CacheKey key) {
        return underWay.containsKey(key);
    }

    /** Notes that an entry is going to be removed from so many stores. */
    void begin(CacheKey key, int stores) {
        if (stores > 0) {
            underWay.merge(key, stores, Integer::sum);
        }
        begun.incrementAndGet();
    }

    /** Notes that it was removed from one of them. */
    void end(CacheKey key) {
        underWay.computeIfPresent(key, (same, left) -> left > 1 ? left - 1 : null);
    }
}
