package dev.reprise.engine;

import dev.reprise.engine.thread.DaemonThread;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares answers on a thread of its own, one after the other: that may take a while, and the thread that brings an answer
 * may be one that everything waits for. When too many wait, the next ones are not compared. The thread ends when there is
 * nothing to compare for a while. Thread-safe.
 */
final class Comparisons {

    private static final Logger log = LoggerFactory.getLogger(Comparisons.class);

    private static final int MOST_WAITING = 256;
    private static final long MOST_BYTES = 8L << 20;
    private static final long IDLE_MILLIS = 2_000;

    private final Executor guard;
    private final Queue<Comparing> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private long bytes;
    private boolean busy;

    private record Comparing(Runnable work, long bytes) {}

    /**
     * @param guard runs what the engine does while no call has been brought to it
     */
    Comparisons(Executor guard) {
        this.guard = guard;
    }

    /**
     * Has something compared later, if there is room.
     *
     * @param work throws nothing
     * @param size about how many bytes it holds
     */
    synchronized void later(Runnable work, long size) {
        if (waiting.size() >= MOST_WAITING || (!waiting.isEmpty() && bytes + size > MOST_BYTES)) {
            return;
        }
        if (thread == null && !started()) {
            return;
        }
        waiting.add(new Comparing(work, size));
        bytes += size;
        notifyAll();
    }

    private boolean started() {
        try {
            Thread made = DaemonThread.of("reprise-audit", this::run);
            made.start();
            thread = made;
            return true;
        } catch (Throwable noThread) { // The next one tries again.
            log.debug("cannot start the thread that compares answers", noThread);
            return false;
        }
    }

    private void run() {
        for (Comparing next = next(); next != null; next = next()) {
            try {
                guard.execute(next.work);
            } catch (Throwable failure) { // An error of the host's code, which is decoded there, is nothing to the next
                // one.
                log.debug("an answer could not be compared", failure);
            } finally {
                done();
            }
        }
    }

    private synchronized @Nullable Comparing next() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        while (waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || !waits(left)) {
                thread = null;
                return null;
            }
        }
        Comparing next = waiting.remove();
        bytes -= next.bytes;
        busy = true;
        return next;
    }

    private synchronized void done() {
        busy = false;
        notifyAll();
    }

    /** Waits until everything is compared, or the time is over. */
    synchronized void flush(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (busy || !waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || !waits(left)) {
                return;
            }
        }
    }

    /** Returns false if the thread was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // Whoever calls this does.
    private boolean waits(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
