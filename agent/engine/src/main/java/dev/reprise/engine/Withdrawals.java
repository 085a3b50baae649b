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

    /**
     * A removal that came to nothing.
     *
     * @param source whose store
     */
    private record Stuck(Source source, CacheKey key) {}

    /** How many removals of each came to nothing, so that what they were to remove is read no more as long as it is there. */
    private final Map<Stuck, Integer> stuck = new ConcurrentHashMap<>();

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

    /** Notes that it could not be removed from one of them. */
    void failed(Source source, CacheKey key) {
        stuck.merge(new Stuck(source, key), 1, Integer::sum);
    }

    /** Returns whether it was to be removed from one of them, and could not be. */
    boolean isStuck(Source source, CacheKey key) {
        return !stuck.isEmpty() && stuck.containsKey(new Stuck(source, key));
    }

    /** Notes that it is there no more, because it was removed, or another has taken its place. */
    void isGone(Source source, CacheKey key) {
        Integer times = stuck.isEmpty() ? null : stuck.remove(new Stuck(source, key));
        for (int i = 0; times != null && i < times; i++) {
            end(key);
        }
    }

    /** Notes that it was removed from one of them. */
    void end(CacheKey key) {
        underWay.computeIfPresent(key, (same, left) -> left > 1 ? left - 1 : null);
    }
}
