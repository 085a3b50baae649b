package dev.reprise.engine;

import java.lang.ref.WeakReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the answer of a real call is pulled, or taken by a handler as it comes. While its puller waits for more, others wait for no
 * more than they would wait for themselves; what else he does is his own affair, for which they wait a moment only. Thread-safe.
 */
final class Pulls {

    private final Pullers pullers;
    private final long longest;
    private final boolean byHandler;
    private final LongSupplier nanoClock;

    /** Weak, for what he has may last longer than he does. */
    private WeakReference<Thread> puller = new WeakReference<>(Thread.currentThread());

    private boolean isHandedOver;
    private boolean isPulling;
    private long handedOver;
    private long since;
    /** What he took for himself in nanoseconds, without what he takes at present. */
    private long taken;

    private boolean isAwaited;

    /**
     * @param longest how long the puller may do something else, in nanoseconds
     * @param byHandler whether a handler takes the answer: no thread has to go on for it that anybody knows
     * @param nanoClock a monotonic clock in nanoseconds
     */
    Pulls(Pullers pullers, long longest, boolean byHandler, LongSupplier nanoClock) {
        this.pullers = pullers;
        this.longest = longest;
        this.byHandler = byHandler;
        this.nanoClock = nanoClock;
    }

    /** Whoever made the call has got what he is to pull. */
    synchronized void handedOver() {
        isHandedOver = true;
        isPulling = false;
        handedOver = nanoClock.getAsLong();
        since = handedOver;
        taken = 0;
    }

    /** More is asked for, on the thread that waits for it. */
    synchronized void pulling() {
        if (!byHandler && puller.get() != Thread.currentThread()) {
            puller = new WeakReference<>(Thread.currentThread());
        }
        if (!isPulling) {
            isPulling = true;
            taken += nanoClock.getAsLong() - since;
        }
    }

    /** What was asked for is there. */
    synchronized void pulled() {
        if (isPulling) {
            isPulling = false;
            since = nanoClock.getAsLong();
        }
    }

    /** Returns who made the call, or asked for more last; null if he is gone, or of no interest. */
    synchronized @Nullable Thread puller() {
        return byHandler ? null : puller.get();
    }

    /** Returns whether a thread has to go on for it that is known. */
    boolean areOnAThread() {
        return !byHandler;
    }

    /** Returns whether its puller does something else for too long at a time, or for the better part of the time. */
    synchronized boolean areSlow() {
        if (!isHandedOver) {
            return false;
        }
        long now = nanoClock.getAsLong();
        long pause = isPulling ? 0 : now - since;
        long all = taken + pause;
        return pause > longest || (all > longest && all > (now - handedOver) / 2);
    }

    /** Returns how often to look, in nanoseconds. */
    long look() {
        return Math.max(1, longest / 2);
    }

    /** Somebody waits. */
    synchronized void awaited() {
        isAwaited = true;
    }

    /**
     * The call is over for those who waited.
     *
     * @param inVain whether there is more of the answer than was pulled
     */
    void over(boolean inVain) {
        if (!inVain) {
            pullers.pulledAll();
        } else if (areAwaited()) {
            pullers.waitedInVain();
        }
    }

    /** What nobody here has got to pull, because another process makes the call, say, he did not leave either. */
    private synchronized boolean areAwaited() {
        return isAwaited && isHandedOver;
    }
}
