package dev.reprise.engine;

import java.util.concurrent.TimeUnit;

/** How long nobody asks again who has asked in vain: longer and longer. Thread-safe. */
final class Pause {

    private static final long FIRST = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST = TimeUnit.SECONDS.toNanos(30);

    /** In nanoseconds; zero while there is none. */
    private long length;
    /** When it began. */
    private long begun;

    /**
     * Notes that it was in vain. Several that were under way at the same time count as one.
     *
     * @param now of a monotonic clock in nanoseconds
     */
    synchronized void longer(long now) {
        if (!holds(now)) {
            length = length == 0 ? FIRST : Math.min(2 * length, LAST);
            begun = now;
        }
    }

    /** Notes that it was not in vain. */
    synchronized void over() {
        length = 0;
    }

    /** Returns whether it is too early to ask. */
    synchronized boolean holds(long now) {
        return length != 0 && now - begun < length;
    }
}
