package dev.reprise.engine;

import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What an engine tells the time by.
 *
 * @param day the time of day, for expiry
 * @param nanos a monotonic clock in nanoseconds, for durations
 * @param pause lets a thread wait for about so many nanoseconds
 * @param cpu tells the CPU time of threads
 */
record Clocks(InstantSource day, LongSupplier nanos, LongConsumer pause, CpuClock cpu) {

    static Clocks of(InstantSource day, LongSupplier nanos) {
        return new Clocks(day, nanos, LockSupport::parkNanos, new CpuClock());
    }
}
