package dev.reprise.engine;

import java.util.function.LongSupplier;

/**
 * The engine's monotonic clock, for what is measured around a call and not needed for its answer: it never throws. Thread-safe.
 */
final class OwnClock implements LongSupplier {

    private final LongSupplier nanoClock;

    /** Of whichever thread, and nobody is to wait for it. */
    private long last;

    OwnClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Returns the time in nanoseconds; where it cannot be told, about the last that could. */
    @Override
    public long getAsLong() {
        try {
            long now = nanoClock.getAsLong();
            last = now;
            return now;
        } catch (Throwable failing) {
            return last;
        }
    }
}
