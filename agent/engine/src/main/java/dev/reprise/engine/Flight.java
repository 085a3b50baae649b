package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real call that runs, for whose answer equal calls wait. Thread-safe. */
final class Flight {

    private final Flights flights;
    private final CacheKey key;

    /** Weak, because a call whose end was not told, for lack of memory say, is not to hold a thread of the host. */
    private final WeakReference<Thread> leader;

    private final long beganNanos;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Runnable last;

    Flight(Flights flights, CacheKey key, Thread leader, long beganNanos) {
        this.flights = flights;
        this.key = key;
        this.leader = new WeakReference<>(leader);
        this.beganNanos = beganNanos;
    }

    /** The real call is over, and what it answered is an entry if it can be one. */
    void end() {
        flights.ended(this);
        over.countDown();
        Runnable then = last;
        if (then != null) {
            last = null;
            then.run();
        }
    }

    /** Has something done when it is over, before it is. */
    void whenOver(Runnable then) {
        last = then;
    }

    /** Returns whether it was over by then. */
    boolean await(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns whether the real call waits for a monitor at the time. */
    boolean isBlocked() {
        Thread thread = leader.get();
        return thread == null || thread.getState() == Thread.State.BLOCKED;
    }

    CacheKey key() {
        return key;
    }

    /** Returns the thread that makes the real call; null if it is gone. */
    @Nullable
    Thread leader() {
        return leader.get();
    }

    long beganNanos() {
        return beganNanos;
    }
}
