package dev.reprise.engine.tier;

import java.time.Duration;

/**
 * Sleeps after every quarter of a millisecond of work, so that its thread takes about a fifth of one processor and keeps
 * nobody from it for long. Used by one thread.
 */
final class Rest implements Runnable {

    private static final long STEP = Duration.ofNanos(250_000).toNanos();

    private long begun = System.nanoTime();

    @Override
    public void run() {
        if (System.nanoTime() - begun >= STEP) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                // Somebody's stray interrupt.
            }
            begun = System.nanoTime();
        }
    }
}
