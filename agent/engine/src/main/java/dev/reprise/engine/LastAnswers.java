package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers when calls of one method were answered last, so that how one fails that had begun before is not taken for how things
 * are. Takes the same memory however many they are: some keys share a place, and an answer to one counts as one to all of them,
 * so that it may say too much, and never too little. Thread-safe.
 */
final class LastAnswers {

    private static final int PLACES = 1 << 11;

    /** By the engine's monotonic clock; 0 if there was none. */
    private final AtomicLongArray nanos = new AtomicLongArray(PLACES);

    /**
     * Notes that calls were answered.
     *
     * @param keys those of what was answered
     * @param now by the monotonic clock
     */
    void answered(Collection<CacheKey> keys, long now) {
        long at = now == 0 ? 1 : now;
        for (CacheKey key : keys) {
            nanos.accumulateAndGet(place(key), at, LastAnswers::later);
        }
    }

    /** Returns whether one of some keys was answered since a call began, or at that moment. */
    boolean isSince(Collection<CacheKey> keys, long began) {
        for (CacheKey key : keys) {
            long at = nanos.get(place(key));
            if (at != 0 && at - began >= 0) {
                return true;
            }
        }
        return false;
    }

    private static long later(long before, long now) {
        return before != 0 && before - now > 0 ? before : now;
    }

    private static int place(CacheKey key) {
        return (int) key.b() & PLACES - 1;
    }
}
