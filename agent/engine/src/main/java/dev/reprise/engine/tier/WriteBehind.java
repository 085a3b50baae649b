package dev.reprise.engine.tier;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of writes and the one daemon thread that does them in their order. Thread-safe; never throws.
 *
 * <p>The thread starts with the first write and keeps nothing of the caller's: no context class loader, no inheritable
 * thread locals, no access control context, no thread group. A write that does not fit is dropped and counted, so the
 * caller never waits for a disk.
 */
public final class WriteBehind {

    private static final int MAX_WRITES = 4_096;
    private static final long MAX_BYTES = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Write> queue = new ArrayDeque<>();
    private final int maxWrites;
    private final long maxBytes;
    private final Logger log;

    private @Nullable Thread thread;
    private boolean closed;
    /** Bytes and number of the writes that are queued or under way. */
    private long pendingBytes;

    private int pendingWrites;
    private long dropped;
    private long failed;

    private record Write(Runnable action, int bytes) {}

    /** Creates a queue for at most 4,096 writes and 32 MB. */
    public WriteBehind() {
        this(MAX_WRITES, MAX_BYTES);
    }

    /** Creates a queue for at most this many writes and bytes, the one under way included. */
    public WriteBehind(int maxWrites, long maxBytes) {
        this(maxWrites, maxBytes, LoggerFactory.getLogger(WriteBehind.class));
    }

    WriteBehind(int maxWrites, long maxBytes, Logger log) {
        this.maxWrites = maxWrites;
        this.maxBytes = maxBytes;
        this.log = log;
    }

    /**
     * Queues a write.
     *
     * @param write may fail: the failure is counted and logged once
     * @param bytes what it holds on the heap until it is done
     * @return false if it was dropped because the queue is full or closed
     */
    public boolean submit(Runnable write, int bytes) {
        lock.lock();
        try {
            if (closed || pendingWrites >= maxWrites || pendingBytes + bytes > maxBytes || !started()) {
                dropped++;
                return false;
            }
            queue.add(new Write(write, bytes));
            pendingWrites++;
            pendingBytes += bytes;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything that was submitted is done.
     *
     * @return false if the time was over or the calling thread was interrupted before; its interrupt flag stays set
     */
    public boolean flush(Duration atMost) {
        long left = atMost.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (pendingWrites > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            interrupted |= Thread.interrupted();
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return pending() == 0;
    }

    /** Takes no more writes and lets the thread end when it has done those that are queued. Does not wait. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of writes that are queued or under way. */
    public int pending() {
        lock.lock();
        try {
            return pendingWrites;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many writes were dropped because the queue was full or closed. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many writes threw. */
    public long failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    private boolean started() {
        if (thread != null) {
            return true;
        }
        try {
            Thread writer = newThread();
            writer.start();
            thread = writer;
            return true;
        } catch (Throwable e) { // Out of native threads, for one. The next write tries again.
            log.debug("cannot start the writer thread", e);
            return false;
        }
    }

    /**
     * Privileged, because a thread keeps the access control context of its creator up to Java 23, and with it the class
     * loaders of everything on the creator's stack: an undeployed web application would never be collected.
     */
    @SuppressWarnings("removal")
    private Thread newThread() {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            Thread writer = new Thread(group, this::run, "reprise-writer", 0, /* inheritThreadLocals= */ false);
            writer.setDaemon(true);
            writer.setContextClassLoader(null);
            return writer;
        });
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
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Thread.interrupted(); // Somebody's stray interrupt would make the next file channel close itself.
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    private void finished(Write write, boolean done) {
        lock.lock();
        try {
            pendingWrites--;
            pendingBytes -= write.bytes;
            if (!done) {
                failed++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
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
