package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * For which entries of one method it is too early to ask again, because the last answers could not be kept while others were made of
 * older ones. Thread-safe.
 */
final class Pauses {

    /** So many are remembered at the most. */
    private static final int MOST = 1_000;

    private final ConcurrentMap<CacheKey, Pause> all = new ConcurrentHashMap<>();

    /** Notes that an answer was not kept, as {@link Pause#longer}. */
    void longer(CacheKey key, long now) {
        if (all.size() >= MOST) {
            all.values().removeIf(pause -> !pause.holds(now));
        }
        if (all.size() < MOST) {
            all.computeIfAbsent(key, each -> new Pause()).longer(now);
        }
    }

    /** Notes that an answer was kept. */
    void over(CacheKey key) {
        if (!all.isEmpty()) {
            all.remove(key);
        }
    }

    /** Returns whether it is too early to ask again. */
    boolean hold(CacheKey key, long now) {
        Pause pause = all.isEmpty() ? null : all.get(key);
        return pause != null && pause.holds(now);
    }
}
