package dev.reprise.engine.thread;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads on which entries call back as a client's own threads would: each for one replay, because a callback may wait for
 * another one, for which a pool might have no thread left. Thread-safe.
 */
public final class ReplayThreads {

    /** The most at a time. Beyond that the client's own threads do it, in real calls. */
    public static final int MOST = 256;

    private final AtomicInteger running = new AtomicInteger();

    /**
     * Starts a replay with the context class loader of this thread.
     *
     * @return false if too many are under way, or there is no thread for it, nor memory
     */
    public boolean start(Runnable replay) {
        if (running.incrementAndGet() > MOST) {
            running.decrementAndGet();
            return false;
        }
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            DaemonThread.ofHost("reprise-replay", () -> run(replay, context)).start();
            return true;
        } catch (Throwable noThread) { // Whoever waits for the replay is told something all the same.
            running.decrementAndGet();
            return false;
        }
    }

    /** What a callback throws goes to the handler of uncaught exceptions, as on a client's thread. */
    private void run(Runnable replay, @Nullable ClassLoader context) {
        try {
            Thread.currentThread().setContextClassLoader(context);
            replay.run();
        } finally {
            running.decrementAndGet();
        }
    }
}
