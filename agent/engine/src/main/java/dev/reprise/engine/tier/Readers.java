package dev.reprise.engine.tier;

import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads that read for callers who will not wait for ever. They are started when they are needed and end when
 * there was nothing to do for a while. Thread-safe.
 *
 * <p>Monitors and no {@code Condition}, as in {@link WriteBehind}.
 */
final class Readers {

    static final int MOST = 8;

    private static final int MAX_WAITING = 256;
    private static final long IDLE_MILLIS = 10_000;

    /** Guarded by itself, as are the two numbers. */
    private final ArrayDeque<Job> queue = new ArrayDeque<>();

    private int threads;
    private int idle;

    private final Lanes running = new Lanes(MOST);
    private final LongSupplier nanoClock;
    private final ObjLongConsumer<BoundedReads.Read> ended;

    /**
     * @param ended is told how many nanoseconds each read took
     */
    Readers(LongSupplier nanoClock, ObjLongConsumer<BoundedReads.Read> ended) {
        this.nanoClock = nanoClock;
        this.ended = ended;
    }

    /** One read, and what came of it. */
    static final class Job {

        private final BoundedReads.Read read;

        /** Guarded by this, as what follows. */
        private boolean over;

        private @Nullable Blob found;
        private @Nullable Throwable failure;

        Job(BoundedReads.Read read) {
            this.read = read;
        }

        /**
         * Waits until it is over. An interrupt does not end that; the flag stays set.
         *
         * @return false if the time was over before
         */
        synchronized boolean await(LongSupplier nanoClock, long atMostNanos) {
            long end = nanoClock.getAsLong() + atMostNanos;
            boolean interrupted = false;
            for (long left = atMostNanos; !over && left > 0; left = end - nanoClock.getAsLong()) {
                try {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return over;
        }

        /** Nobody waits for it any more: whoever has not begun need not. */
        synchronized void abandon() {
            over = true;
        }

        /** Returns what was read, once it is over. */
        synchronized @Nullable Blob found() throws IOException {
            if (failure instanceof IOException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return found;
        }

        private synchronized boolean isOver() {
            return over;
        }

        private synchronized void end(@Nullable Blob blob, @Nullable Throwable thrown) {
            found = blob;
            failure = thrown;
            over = true;
            notifyAll();
        }
    }

    /** Has a read done; returns false if nobody can. */
    boolean submit(Job job) {
        synchronized (queue) {
            if (queue.size() >= MAX_WAITING) {
                return false;
            }
            if (idle <= queue.size() && threads < MOST && !started() && threads == 0) {
                return false;
            }
            queue.add(job);
            queue.notify();
            return true;
        }
    }

    /** Returns for how many nanoseconds a read has been going on; zero if there is none. */
    long longest() {
        return running.longest(nanoClock.getAsLong());
    }

    private boolean started() {
        try {
            DaemonThread.of("reprise-disk-reader", this::run).start();
            threads++;
            return true;
        } catch (Throwable e) { // Out of native threads, for one.
            return false;
        }
    }

    private void run() {
        for (Job job = next(); job != null; job = next()) {
            if (!job.isOver()) {
                run(job);
            }
        }
    }

    private void run(Job job) {
        Blob found = null;
        Throwable failure = null;
        long begin = nanoClock.getAsLong();
        int lane = running.enter(begin, Long.MAX_VALUE);
        try {
            found = job.read.run();
        } catch (Throwable e) { // Out of memory, for one: the caller is told, the thread goes on.
            failure = e;
        }
        if (lane >= 0) {
            running.leave(lane);
        }
        ended.accept(job.read, nanoClock.getAsLong() - begin);
        job.end(found, failure);
    }

    private @Nullable Job next() {
        synchronized (queue) {
            idle++;
            try {
                for (long left = IDLE_MILLIS * 1_000_000, end = System.nanoTime() + left;
                        queue.isEmpty() && left > 0;
                        left = end - System.nanoTime()) {
                    queue.wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                // Somebody's stray interrupt.
            } finally {
                idle--;
            }
            Job job = queue.poll();
            if (job == null) {
                threads--;
            }
            return job;
        }
    }
}
