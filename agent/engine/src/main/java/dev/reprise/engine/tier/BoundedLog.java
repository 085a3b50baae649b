package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.EvictionLog;
import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Keeps callers from waiting for a log of evictions on a disk that is slow or does not answer. Thread-safe. */
final class BoundedLog implements EvictionLog {

    /** Whoever evicts wants it done, rather than to go on at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EvictionLog epochs;
    private final BoundedReads reads;
    private final Logger log;

    /** What was not written in time, and may never be. */
    private volatile @Nullable Appending late;

    BoundedLog(EvictionLog epochs, BoundedReads reads, Logger log) {
        this.epochs = epochs;
        this.reads = reads;
        this.log = log;
    }

    @Override
    public boolean read() {
        Reading reading = new Reading();
        try {
            reads.run(reading);
            return reading.done;
        } catch (IOException impossible) {
            return false;
        }
    }

    /** Behind something that hangs nothing more is begun: each would hold a thread. */
    @Override
    public boolean append(List<Eviction> evictions) {
        return append(evictions, /* isAnew= */ false);
    }

    @Override
    public boolean appendAnew(List<Eviction> evictions) {
        return append(evictions, /* isAnew= */ true);
    }

    private boolean append(List<Eviction> evictions, boolean isAnew) {
        Appending hanging = late;
        if (hanging != null && !hanging.isOver()) {
            return false;
        }
        Appending appending = new Appending(evictions, isAnew);
        try {
            DaemonThread.of("reprise-evictions", appending).start();
        } catch (Throwable e) { // Out of native threads, for one.
            log.debug("cannot start a thread to write evictions", e);
            return false;
        }
        boolean written = appending.await();
        late = appending.isOver() ? null : appending;
        return written;
    }

    private final class Reading implements BoundedReads.Read {

        private volatile boolean done;

        @Override
        public @Nullable Blob run() {
            done = epochs.read();
            return null;
        }

        @Override
        public boolean isOfAnEntry() {
            return false;
        }
    }

    private final class Appending implements Runnable {

        private final List<Eviction> evictions;
        private final boolean isAnew;

        /** Guarded by this object, as is the other one. */
        private boolean over;

        private boolean written;

        private Appending(List<Eviction> evictions, boolean isAnew) {
            this.evictions = evictions;
            this.isAnew = isAnew;
        }

        @Override
        public void run() {
            boolean done = false;
            try {
                done = isAnew ? epochs.appendAnew(evictions) : epochs.append(evictions);
            } finally {
                synchronized (this) {
                    written = done;
                    over = true;
                    notifyAll();
                }
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        /** Returns whether it was written in time. The interrupt flag of the caller's thread stays as it is. */
        synchronized boolean await() {
            boolean interrupted = false;
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (long left = PATIENCE.toNanos(); !over && left > 0; left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return written;
        }
    }
}
