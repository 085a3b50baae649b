package dev.reprise.engine;

import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.redis.RedisTier;
import dev.reprise.engine.thread.DaemonThread;
import dev.reprise.engine.tier.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Real calls of other processes whose answers are waited for on no thread: one thread asks for all of them whether they are
 * over, at once, and ends the flight that stands for each here. So a server that does not answer holds all of them up for the
 * time of one look-up; then it is not asked any more, and everybody makes his own call. The thread is there only while there
 * is something to ask. Thread-safe.
 */
final class RemoteFlights {

    static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    static final long LAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long IDLE_MILLIS = 2_000;

    private final RedisTier redis;
    private final Flights flights;
    private final Executor guard;
    private final long boundNanos;
    private final ThreadFactory threads;
    private final List<Remote> waiting = new ArrayList<>();
    private @Nullable Thread thread;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     * @param bound how long a call of another process is waited for at the most
     */
    RemoteFlights(RedisTier redis, Flights flights, Executor guard, Duration bound) {
        this(redis, flights, guard, bound, work -> DaemonThread.of("reprise-remote-flights", work));
    }

    /**
     * @param threads makes the thread that asks, which need not start
     */
    RemoteFlights(RedisTier redis, Flights flights, Executor guard, Duration bound, ThreadFactory threads) {
        this.redis = redis;
        this.flights = flights;
        this.guard = guard;
        this.boundNanos = bound.toNanos();
        this.threads = threads;
    }

    /** Calls, and when they are asked for next. */
    private static final class Remote {

        private final List<ClaimedCall> calls;
        private final Flight flight;
        private final Supplier<@Nullable Object> entry;
        private long pause = FIRST_PAUSE;
        private long due = System.nanoTime() + FIRST_PAUSE;

        Remote(List<ClaimedCall> calls, Flight flight, Supplier<@Nullable Object> entry) {
            this.calls = calls;
            this.flight = flight;
            this.entry = entry;
        }

        void again() {
            pause = nextPause(pause);
            due = System.nanoTime() + pause;
        }
    }

    /** Returns how long to wait after a look, given for how long it was before that. */
    static long nextPause(long pause) {
        return Math.min(LAST_PAUSE, pause * 3 / 2);
    }

    /**
     * Sees to it that a flight ends as calls of other processes do.
     *
     * @param flight stands for those here
     * @param entry looks for what they were answered
     */
    void await(List<ClaimedCall> calls, Flight flight, Supplier<@Nullable Object> entry) {
        flight.madeElsewhere();
        Remote remote = new Remote(calls, flight, entry);
        synchronized (this) {
            if (thread != null || started()) {
                waiting.add(remote);
                notifyAll();
                return;
            }
        }
        flight.end(); // Nobody would ask: everybody makes his own call.
    }

    private boolean started() {
        try {
            Thread made = threads.newThread(this::run);
            made.start();
            thread = made;
            return true;
        } catch (Throwable noThread) { // The next one tries again.
            return false;
        }
    }

    private void run() {
        try {
            for (List<Remote> due = due(); !due.isEmpty(); due = due()) {
                ask(due);
            }
        } catch (InterruptedException nobodyDoes) {
            giveUp();
        } catch (Throwable failed) {
            giveUp();
            throw failed;
        }
    }

    /** Lets everybody make his own call. */
    private synchronized void giveUp() {
        thread = null;
        waiting.forEach(remote -> remote.flight.end());
        waiting.clear();
    }

    /** Returns what is to be asked for by now, waiting for that; nothing if this thread is of no use any more. */
    private synchronized List<Remote> due() throws InterruptedException {
        long idleSince = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            waiting.removeIf(remote -> remote.flight.isOver() || now - remote.flight.beganNanos() > boundNanos);
            List<Remote> due = new ArrayList<>();
            long next = Long.MAX_VALUE;
            for (Remote remote : waiting) {
                if (remote.due - now <= 0) {
                    due.add(remote);
                } else {
                    next = Math.min(next, remote.due - now);
                }
            }
            if (!due.isEmpty()) {
                return due;
            }
            long idle = IDLE_MILLIS - TimeUnit.NANOSECONDS.toMillis(now - idleSince);
            if (waiting.isEmpty() && idle <= 0) {
                thread = null;
                return due;
            }
            wait(waiting.isEmpty() ? idle : 1 + TimeUnit.NANOSECONDS.toMillis(next));
        }
    }

    private void ask(List<Remote> due) {
        List<ClaimedCall> calls = new ArrayList<>();
        due.forEach(remote -> calls.addAll(remote.calls));
        boolean[] claimed = redis.areClaimed(calls, new Patience());
        List<Remote> over = new ArrayList<>();
        int next = 0;
        for (Remote remote : due) {
            boolean any = false;
            for (int i = 0; i < remote.calls.size(); i++) {
                any |= claimed[next++];
            }
            if (any) {
                remote.again();
            } else {
                over.add(remote);
            }
        }
        synchronized (this) {
            waiting.removeAll(over);
        }
        for (Remote remote : over) {
            flights.later(() -> guard.execute(() -> end(remote))); // To look for an entry takes time.
        }
    }

    /** A claim ends after the entry is written; without one, somebody here makes the call. */
    private static void end(Remote remote) {
        Object found = null;
        try {
            found = remote.entry.get();
        } finally {
            if (found == null) {
                remote.flight.abandon();
            } else {
                remote.flight.end();
            }
        }
    }
}
