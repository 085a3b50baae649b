package dev.reprise.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What is known of those who pull the answers of a method. Where they leave them half pulled time and again while others wait,
 * nobody waits for them for a while. Thread-safe.
 */
final class Pullers {

    /** So many times in a row. */
    private static final int IN_VAIN = 3;

    private static final long WHILE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoClock;
    private int inVain;
    private volatile boolean areLeft;
    private volatile long until;

    Pullers() {
        this(System::nanoTime);
    }

    /**
     * @param nanoClock a monotonic clock in nanoseconds
     */
    Pullers(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Begins a call whose answer is pulled.
     *
     * @param longest how long whoever pulls it may do something else at a time
     * @param byHandler whether a handler takes it as it comes, in place of a thread that waits for it
     */
    Pulls begin(Duration longest, boolean byHandler) {
        return new Pulls(this, longest.toNanos(), byHandler, nanoClock);
    }

    /** Returns whether nobody is to wait for them now. */
    boolean areLeft() {
        return areLeft && nanoClock.getAsLong() - until < 0;
    }

    /** Somebody has waited for an answer of which its puller did not want the rest, or not soon. */
    synchronized void waitedInVain() {
        if (++inVain >= IN_VAIN) {
            until = nanoClock.getAsLong() + WHILE;
            areLeft = true;
        }
    }

    /** An answer was pulled as far as there was any. */
    synchronized void pulledAll() {
        inVain = 0;
        areLeft = false;
    }
}
