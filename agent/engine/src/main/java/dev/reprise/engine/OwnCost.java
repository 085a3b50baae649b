package dev.reprise.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Adds up what the calls of a method cost Reprise itself. To time a look-up would take a fifth of one in memory, so that of all
 * but the first only some are, which then stand for many. Safe for use by any number of threads.
 */
final class OwnCost {

    private static final int ALWAYS = 64;
    private static final int ONE_OF = 256;

    /** What takes longer has met something that others have not, such as a collection or a server that is slow. */
    private static final long USUAL = 1_000_000;

    private final LongAdder nanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Written without a lock: whether it is one more or less does not matter. */
    private int left = ALWAYS;

    /** Returns for how many look-ups the next one stands; 0 if it is not to be timed. */
    int weight() {
        int before = left;
        if (before > 0) {
            left = before - 1;
            return 1;
        }
        return (ThreadLocalRandom.current().nextInt() & (ONE_OF - 1)) == 0 ? ONE_OF : 0;
    }

    /**
     * Takes the time of a look-up.
     *
     * @param weight for how many it stands, as far as it took no longer than usual
     */
    void took(int weight, long itsNanos) {
        long usual = Math.min(itsNanos, USUAL);
        nanos.add(weight * usual + itsNanos - usual);
    }

    /** Takes the time of something. */
    void took(long itsNanos) {
        nanos.add(itsNanos);
    }

    /** Takes the size of an entry that was made. */
    void kept(long itsBytes) {
        bytes.add(itsBytes);
    }

    long nanos() {
        return nanos.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}
