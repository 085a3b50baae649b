package dev.reprise.engine.thread;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for what nobody waits for: few, with a short queue before them. One who has much to do, or whose work hangs, leaves a half of
 * both to the others. Each piece of work has a thread of its own, which ends with it, so that nothing of one is there for the next,
 * and no thread of the agent holds what code of the host left on it. Thread-safe.
 */
public final class Background {

    /** The most at a time: mostly they wait for a provider. */
    public static final int MOST = 16;

    /** So many more may wait for a thread. */
    public static final int LONGEST = 64;

    /** So long, for what waits keeps everything alive that it is about, an application that is gone, too. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final int most;
    private final int longest;
    private final long patience;
    private final ThreadFactory threads;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    /** Whose work runs. */
    private final List<Object> running = new ArrayList<>();

    private @Nullable Alarms alarms;

    /** Whether an alarm is set. */
    private boolean watched;

    /** Something to do. */
    public interface Work {

        /** Does it; throws nothing. */
        void run();

        /** Takes that it will not be done, because it has waited for too long; calls no code of the host, and throws nothing. */
        void dropped();
    }

    /**
     * Something to do that waits.
     *
     * @param owner whose it is
     * @param context the context class loader that it expects; null for none
     * @param since when it began to wait
     */
    private record Waiting(
            Object owner, Work work, @Nullable ClassLoader context, long since) {}

    /** Starts no thread yet. */
    public Background() {
        this(MOST, LONGEST, PATIENCE, work -> DaemonThread.of("reprise-behind", work));
    }

    /**
     * @param most how many threads there may be at a time, of one owner half of it
     * @param longest how much work may wait for one, of one owner half of it
     * @param patience how long it may, in nanoseconds
     * @param threads makes each thread, which need not start
     */
    Background(int most, int longest, long patience, ThreadFactory threads) {
        this.most = most;
        this.longest = longest;
        this.patience = patience;
        this.threads = threads;
    }

    /**
     * Has something done soon, with the context class loader of this thread.
     *
     * @param owner whose it is, compared by identity
     * @return false if there is too much to do, or no thread to be had
     */
    public boolean send(Object owner, Work work) {
        Waiting sent = new Waiting(owner, work, Thread.currentThread().getContextClassLoader(), System.nanoTime());
        synchronized (this) {
            if (!isRoomFor(owner)) {
                return waits(sent);
            }
            running.add(owner);
        }
        if (started(sent)) {
            return true;
        }
        ended(owner);
        return false;
    }

    private boolean isRoomFor(Object owner) {
        return running.size() < most && ofOwner(owner) < Math.max(1, most / 2);
    }

    private int ofOwner(Object owner) {
        int all = 0;
        for (Object each : running) {
            all += each == owner ? 1 : 0;
        }
        return all;
    }

    private boolean waits(Waiting sent) {
        int all = 0;
        for (Waiting each : waiting) {
            all += each.owner == sent.owner ? 1 : 0;
        }
        if (waiting.size() >= longest || all >= Math.max(1, longest / 2)) {
            return false;
        }
        return isLookedAfter(patience) && waiting.add(sent);
    }

    /** Whether somebody looks for what is late, after so long at the most. */
    private boolean isLookedAfter(long nanos) {
        if (watched) {
            return true;
        }
        try {
            Alarms made = alarms;
            if (made == null) {
                made = new Alarms();
                alarms = made;
            }
            made.in(nanos, this::dropLate);
            watched = true;
        } catch (Throwable noThread) {
            return false; // Whoever comes next tries it again.
        }
        return true;
    }

    /** Lets go what has waited for too long. */
    private void dropLate() {
        List<Waiting> late = new ArrayList<>();
        synchronized (this) {
            watched = false;
            long now = System.nanoTime();
            for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
                long left = next.since + patience - now;
                if (left > 0) {
                    isLookedAfter(left);
                    break;
                }
                late.add(waiting.remove());
            }
        }
        for (Waiting each : late) {
            each.work.dropped();
        }
    }

    private boolean started(Waiting next) {
        try {
            threads.newThread(() -> run(next)).start();
            return true;
        } catch (Throwable noThread) {
            return false;
        }
    }

    private void run(Waiting next) {
        try {
            work(next);
        } finally {
            ended(next.owner);
            goOn();
        }
    }

    private static void work(Waiting next) {
        Thread.currentThread().setContextClassLoader(next.context);
        next.work.run();
    }

    private synchronized void ended(Object owner) {
        for (int i = 0; i < running.size(); i++) {
            if (running.get(i) == owner) {
                running.remove(i);
                return;
            }
        }
    }

    /** One has ended: the next one has its place, and if there is no thread to be had, this one. */
    private void goOn() {
        for (Waiting next = next(); next != null && !started(next); next = next()) {
            try {
                work(next);
            } catch (Throwable thrown) {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
            } finally {
                ended(next.owner);
            }
        }
    }

    private synchronized @Nullable Waiting next() {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (isRoomFor(next.owner)) {
                each.remove();
                running.add(next.owner);
                return next;
            }
        }
        return null;
    }
}
