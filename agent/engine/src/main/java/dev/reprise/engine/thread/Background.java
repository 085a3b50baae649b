package dev.reprise.engine.thread;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Threads for what nobody waits for: few, with a short queue before them. Each piece of work has a thread of its own, which ends with it, so
 * that nothing of one is there for the next, and no thread of the agent holds what code of the host left on it. Thread-safe.
 */
public final class Background {

    /** The most at a time: mostly they wait for a provider. */
    public static final int MOST = 16;

    /** So many more may wait for a thread. */
    public static final int LONGEST = 64;

    private final int most;
    private final int longest;
    private final Queue<Work> waiting = new ArrayDeque<>();
    private int running;

    /** Something to do, and the context class loader that it expects; null for none. */
    private record Work(Runnable action, @Nullable ClassLoader context) {}

    /** Starts no thread yet. */
    public Background() {
        this(MOST, LONGEST);
    }

    /**
     * @param most how many threads there may be at a time
     * @param longest how much work may wait for one
     */
    Background(int most, int longest) {
        this.most = most;
        this.longest = longest;
    }

    /**
     * Has something done soon, with the context class loader of this thread.
     *
     * @param action throws nothing
     * @return false if there is too much to do, or no thread to be had
     */
    public boolean send(Runnable action) {
        Work work = new Work(action, Thread.currentThread().getContextClassLoader());
        synchronized (this) {
            if (running == most) {
                return waiting.size() < longest && waiting.add(work);
            }
            running++;
        }
        if (started(work)) {
            return true;
        }
        synchronized (this) {
            running--;
        }
        return false;
    }

    private boolean started(Work work) {
        try {
            DaemonThread.of("reprise-behind", () -> run(work)).start();
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
    }

    private void run(Work work) {
        try {
            Thread.currentThread().setContextClassLoader(work.context);
            work.action.run();
        } finally {
            next();
        }
    }

    /** One has ended. */
    private void next() {
        Work next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        if (!started(next)) {
            run(next); // On this thread, then.
        }
    }
}
