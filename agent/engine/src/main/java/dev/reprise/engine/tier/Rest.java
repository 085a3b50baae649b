package dev.reprise.engine.tier;

import java.time.Duration;

/** Sleeps as long as its thread has worked, every few milliseconds. Used by one thread. */
final class Rest implements Runnable {

    private static final long STEP = Duration.ofMillis(2).toNanos();

    private long begun = System.nanoTime();

    @Override
    public void run() {
        long worked = System.nanoTime() - begun;
        if (worked >= STEP) {
            try {
                Thread.sleep(Math.min(worked, 10 * STEP) / 1_000_000);
            } catch (InterruptedException e) {
                // Somebody's stray interrupt.
            }
            begun = System.nanoTime();
        }
    }
}
