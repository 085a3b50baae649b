package dev.reprise.engine.tier;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one call waits for tiers on other machines, however many entries it looks up. Begins with the first of them. Used
 * by one thread.
 */
public final class Patience {

    private boolean begun;
    private long end;
    private long spent;

    /** Has the call wait so much less from now on, if it has not begun: it has waited for something else. */
    public void spend(long nanos) {
        spent += nanos;
    }

    /** Returns when it ends, by the clock in nanoseconds; it begins now if it has not yet. */
    public long end(LongSupplier nanoClock, Duration atMost) {
        if (!begun) {
            begun = true;
            end = nanoClock.getAsLong() + atMost.toNanos() - spent;
        }
        return end;
    }
}
