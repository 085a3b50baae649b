package dev.reprise.engine;

import dev.reprise.engine.Lookup.StaleHit;
import java.util.function.LongSupplier;

/**
 * Counts calls that entries answer whose time is over, because their provider failed, and says so. Thread-safe.
 *
 * @param nanoClock a monotonic clock in nanoseconds
 */
record ForgivenCalls(CallLog calls, LongSupplier nanoClock) {

    /** Notes that an entry answers a call, which is counted as a miss beside. */
    void answered(CachedMethod method, Stale stale, StaleHit hit) {
        method.outcomes().staleForFailure();
        calls.stale(method, hit);
        Lateness.got(method);
        stale.answersFor(String.valueOf(hit.failure()), nanoClock.getAsLong());
    }
}
