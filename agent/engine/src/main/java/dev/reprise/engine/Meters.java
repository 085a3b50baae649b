package dev.reprise.engine;

import java.util.function.LongSupplier;

/**
 * Begins to measure calls whose bodies run.
 *
 * @param nanoClock a monotonic clock in nanoseconds
 * @param cpuClock tells the CPU time of threads
 */
record Meters(LongSupplier nanoClock, CpuClock cpuClock) {

    /**
     * Begins a call.
     *
     * @param observes whether it is only observed
     */
    Meter begin(CachedMethod method, boolean observes) {
        return Meter.begin(!method.asksProvider(), observes, this, Lateness.countBeside(method));
    }

    long nanos() {
        return nanoClock.getAsLong();
    }
}
