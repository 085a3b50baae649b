package dev.reprise.engine.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that tell answers to those who wait for them. What is told may be code of the host, which blocks as long as it
 * likes, perhaps until another one has been told: as long as those there are do not get on, there is one more every moment. So
 * there are few for many who are told something short, and nobody waits for a thread for good. They end when there is nothing
 * to tell. Thread-safe.
 */
public final class Couriers {

    private static final int USUALLY = Runtime.getRuntime().availableProcessors();
    private static final long IDLE_SECONDS = 2;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

    private final Alarms alarms;
    private final ThreadPoolExecutor threads;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** Starts no thread yet. */
    public Couriers(Alarms alarms) {
        this.alarms = alarms;
        this.threads = new ThreadPoolExecutor(
                USUALLY,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> DaemonThread.ofHost("reprise-courier", work));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has somebody told, later. What that throws goes to the handler of uncaught exceptions, as on a client's own thread.
     *
     * @param context the context class loader that he expects; null for none
     */
    public void send(Runnable telling, @Nullable ClassLoader context) {
        try {
            threads.execute(() -> tell(telling, context));
        } catch (OutOfMemoryError noThread) {
            tell(telling, context); // Better here than never.
            return;
        }
        if (watched.compareAndSet(false, true)) {
            try {
                lookLater();
            } catch (OutOfMemoryError noThread) { // Of no matter to whoever sends, who may have more to send.
                watched.set(false);
            }
        }
    }

    private void tell(Runnable telling, @Nullable ClassLoader context) {
        begun.incrementAndGet();
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(context);
        try {
            telling.run();
        } finally {
            self.setContextClassLoader(before);
        }
    }

    private void lookLater() {
        long before = begun.get();
        alarms.in(LOOK, () -> look(before));
    }

    private void look(long before) {
        if (threads.getQueue().isEmpty()) {
            threads.setCorePoolSize(USUALLY);
            watched.set(false);
            if (threads.getQueue().isEmpty() || !watched.compareAndSet(false, true)) {
                return;
            }
        } else if (begun.get() == before) {
            oneMore();
        }
        lookLater();
    }

    private void oneMore() {
        try {
            threads.setCorePoolSize(threads.getCorePoolSize() + 1);
        } catch (OutOfMemoryError noThread) {
            threads.setCorePoolSize(Math.max(1, threads.getPoolSize())); // At the next look, then.
        }
    }
}
