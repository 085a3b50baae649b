package dev.reprise.engine.tier;

import dev.reprise.engine.thread.DaemonThread;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of writes and the one daemon thread that does them in their order. Thread-safe; never throws.
 *
 * <p>The thread starts with the first write and keeps nothing of the caller's. A write that does not fit is dropped and
 * counted, so the caller never waits for a disk; one that is larger than the whole queue fits when nothing else is there.
 *
 * <p>A monitor and no {@code Condition}: waiting for one sets up the host's common pool on Java 17 ({@code
 * AbstractQueuedSynchronizer} calls {@code ForkJoinPool.managedBlock}).
 */
public final class WriteBehind {

    private static final int MAX_WRITES = 4_096;
    private static final long MAX_BYTES = 32L << 20;

    /** There may be two of them, beside the memory tier's eighth of a small heap. */
    private static final int SHARE = 16;

    /** Some 10 MB. */
    private static final int MAX_REMOVALS = 100_000;

    /** Guarded by itself, as are all the fields that change. */
    private final ArrayDeque<Write> queue = new ArrayDeque<>();

    private final int maxWrites;
    private final long maxBytes;
    private final String name;
    private final Logger log;

    private @Nullable Thread thread;
    private boolean closed;
    /** Bytes and number of the writes that are queued or under way. */
    private long pendingBytes;

    private int pendingWrites;
    private long pendingEntries;

    /** Of the writes; they take no room of others. */
    private int pendingRemovals;

    private long dropped;
    private boolean dropsTold;
    private long failed;

    private record Write(Runnable action, int bytes, int entries, boolean isRemoval) {}

    /** Creates a queue for at most 4,096 writes and 32 MB, or a sixteenth of the heap. */
    public WriteBehind() {
        this("reprise-writer");
    }

    /** Creates a queue as the one above, whose thread has this name. */
    public WriteBehind(String name) {
        this(MAX_WRITES, maxBytes(Runtime.getRuntime().maxMemory()), name, LoggerFactory.getLogger(WriteBehind.class));
    }

    /** Creates a queue for at most this many writes and bytes, the one under way included. */
    public WriteBehind(int maxWrites, long maxBytes) {
        this(maxWrites, maxBytes, LoggerFactory.getLogger(WriteBehind.class));
    }

    WriteBehind(int maxWrites, long maxBytes, Logger log) {
        this(maxWrites, maxBytes, "reprise-writer", log);
    }

    private WriteBehind(int maxWrites, long maxBytes, String name, Logger log) {
        this.maxWrites = maxWrites;
        this.maxBytes = maxBytes;
        this.name = name;
        this.log = log;
    }

    /** Returns how many bytes may wait where the heap may become this large. */
    static long maxBytes(long heapBytes) {
        return Math.min(MAX_BYTES, heapBytes / SHARE);
    }

    /** Queues a write of one entry, as below. */
    public boolean submit(Runnable write, int bytes) {
        return submit(write, bytes, /* entries= */ 1);
    }

    /**
     * Queues a write.
     *
     * @param write may fail: the failure is counted and logged once
     * @param bytes what it holds on the heap until it is done
     * @param entries how many entries it writes
     * @return false if it was dropped because the queue is full or closed
     */
    public boolean submit(Runnable write, int bytes, int entries) {
        return submit(new Write(write, bytes, entries, /* isRemoval= */ false));
    }

    /**
     * Queues the removal of an entry, which takes no room of writes: what is removed would be served if it were dropped.
     *
     * @return false if it was dropped, because the queue is closed or 100,000 others wait
     */
    public boolean submitRemoval(Runnable removal) {
        return submit(new Write(removal, /* bytes= */ 0, /* entries= */ 0, /* isRemoval= */ true));
    }

    private boolean submit(Write write) {
        boolean tell;
        synchronized (queue) {
            boolean full = isFullFor(write);
            if (!closed && !full && started()) {
                queue.add(write);
                count(write, 1);
                queue.notifyAll();
                return true;
            }
            dropped += write.entries;
            tell = full && write.entries > 0 && !closed && !dropsTold;
            dropsTold |= tell;
        }
        if (tell) {
            log.warn(
                    "more entries come at a time than {} can write, if it can at all: those that do not fit are dropped,"
                            + " and counted at the end",
                    name);
        }
        return false;
    }

    private boolean isFullFor(Write write) {
        int writes = pendingWrites - pendingRemovals;
        return write.isRemoval
                ? pendingRemovals >= MAX_REMOVALS
                : writes >= maxWrites || (writes > 0 && pendingBytes + write.bytes > maxBytes);
    }

    private void count(Write write, int sign) {
        pendingWrites += sign;
        pendingRemovals += write.isRemoval ? sign : 0;
        pendingEntries += (long) sign * write.entries;
        pendingBytes += (long) sign * write.bytes;
    }

    /**
     * Waits until everything that was submitted is done.
     *
     * @return false if the time was over or the calling thread was interrupted before; its interrupt flag stays set
     */
    public boolean flush(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (queue) {
            try {
                for (long left = atMost.toNanos(); pendingWrites > 0 && left > 0; left = deadline - System.nanoTime()) {
                    queue.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return pendingWrites == 0;
        }
    }

    /**
     * Drops what is queued, as if it had not fitted; a write that is under way goes on.
     */
    public void discard() {
        synchronized (queue) {
            for (Write write : queue) {
                count(write, -1);
                dropped += write.entries;
            }
            queue.clear();
            queue.notifyAll();
        }
    }

    /** Takes no more writes and lets the thread end when it has done those that are queued. Does not wait. */
    public void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
    }

    /** Returns of how many entries the writes are queued or under way. */
    public long pending() {
        synchronized (queue) {
            return pendingEntries;
        }
    }

    /** Returns of how many entries the writes were dropped because the queue was full or closed. */
    public long dropped() {
        synchronized (queue) {
            return dropped;
        }
    }

    /** Returns how many writes threw. */
    public long failed() {
        synchronized (queue) {
            return failed;
        }
    }

    private boolean started() {
        if (thread != null) {
            return true;
        }
        try {
            Thread writer = DaemonThread.of(name, this::run);
            writer.start();
            thread = writer;
            return true;
        } catch (Throwable e) { // Out of native threads, for one. The next write tries again.
            log.debug("cannot start the writer thread", e);
            return false;
        }
    }

    private void run() {
        while (doNext()) {
            // One call per write, so that no local variable keeps the last one alive while the thread waits.
        }
    }

    private boolean doNext() {
        Write write = next();
        if (write == null) {
            return false;
        }
        boolean done = false;
        try {
            write.action.run();
            done = true;
        } catch (Throwable e) {
            report(e);
        } finally {
            finished(write, done);
        }
        return true;
    }

    private @Nullable Write next() {
        synchronized (queue) {
            while (queue.isEmpty() && !closed) {
                try {
                    queue.wait();
                } catch (InterruptedException e) {
                    log.debug("the writer thread was interrupted and goes on");
                }
            }
            Thread.interrupted(); // Somebody's stray interrupt would make the next file channel close itself.
            return queue.poll();
        }
    }

    private void finished(Write write, boolean done) {
        synchronized (queue) {
            count(write, -1);
            if (!done) {
                failed++;
            }
            queue.notifyAll();
        }
    }

    private void report(Throwable e) {
        try {
            if (failed() == 0) {
                log.warn("a write of an entry failed; the entry is lost, later failures are only counted", e);
            }
        } catch (Throwable ignored) { // A broken log must not end the thread either.
        }
    }
}
