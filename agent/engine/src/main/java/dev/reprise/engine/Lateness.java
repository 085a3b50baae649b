package dev.reprise.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the answers that calls got of entries whose time was over: what a method makes of one is no younger than that. Those of
 * each thread, and all, for a method may ask on other threads than its own. Thread-safe.
 */
final class Lateness {

    /** Arrays of the JDK, so that a thread that lives on holds nothing of the host. */
    private static final ThreadLocal<long[]> GOT = ThreadLocal.withInitial(() -> new long[1]);

    private static final Object LOCK = new Object();
    private static final AtomicLong GIVEN = new AtomicLong();

    private Lateness() {}

    /** Notes that a call of this thread got one. */
    static void got(CachedMethod method) {
        GOT.get()[0]++;
        Stale stale = method.stale();
        synchronized (LOCK) {
            GIVEN.incrementAndGet();
            if (stale != null) {
                stale.given++;
            }
        }
    }

    /** Returns how many the calls of this thread have got so far. */
    static long count() {
        return GOT.get()[0];
    }

    /**
     * Returns how many the calls of all other methods have got so far. Its own do not count: while one of them asks again, the others
     * get stale answers.
     */
    static long countBeside(CachedMethod method) {
        Stale stale = method.stale();
        if (stale == null) {
            return GIVEN.get();
        }
        synchronized (LOCK) {
            return GIVEN.get() - stale.given;
        }
    }
}
