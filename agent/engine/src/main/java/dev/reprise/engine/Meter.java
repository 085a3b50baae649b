package dev.reprise.engine;

import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a call costs whose body runs: its time, and what calls below it came to. Those of a client stand for
 * what is below them; a method of the service's own costs what the calls cost that it makes on its thread, or would have
 * cost if entries had not answered them, and the CPU time of that thread while its body runs. What Reprise itself does
 * meanwhile is no part of it: a hit would not spare that. Thread-safe; what a thread that lives on holds is nothing of the host.
 */
final class Meter {

    /** Weak, so that a call whose end was not told does not last. */
    private static final ThreadLocal<@Nullable WeakReference<Meter>> CURRENT = new ThreadLocal<>();

    /** How many bodies run that calls can be below; while there is none, a hit need not ask for its own. */
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private final long beganNanos;
    private final boolean isOuter;
    private final boolean observes;
    private final @Nullable Meter around;
    private final Meters clocks;
    private long ownNanos;
    private long answeredNanos = Long.MAX_VALUE;
    private long cpuBegan = CpuClock.UNKNOWN;
    private long cpuNanos;
    private @Nullable WeakReference<Meter> before;
    private final long threadId = Thread.currentThread().getId();
    private final long lateBefore = Lateness.count();
    private final long lateBeside;
    private volatile boolean gotLate;
    private volatile @Nullable String failureBelow;
    private Worth below = Worth.NOTHING;
    private @Nullable List<Repeat> repeats;

    /** A call below that was observed, and that an entry would have answered if this one's had not. */
    private record Repeat(Worth worth, Consumer<Worth> counter) {}

    private Meter(
            long beganNanos,
            boolean isOuter,
            boolean observes,
            @Nullable Meter around,
            Meters clocks,
            long lateBeside) {
        this.lateBeside = lateBeside;
        this.beganNanos = beganNanos;
        this.isOuter = isOuter;
        this.observes = observes;
        this.around = around;
        this.clocks = clocks;
    }

    /**
     * Begins a call.
     *
     * @param isOuter whether calls below it are a part of what it costs
     * @param observes whether the call is only observed
     * @param clocks tell the time, and on the threads that run the bodies of outer calls the CPU time
     * @param lateBeside what {@link Lateness#countBeside} returns for its method
     */
    static Meter begin(boolean isOuter, boolean observes, Meters clocks, long lateBeside) {
        return new Meter(clocks.nanos(), isOuter, observes, current(), clocks, lateBeside);
    }

    /** Returns whether the call is only observed, which its end has to know: the mode may be another one by then. */
    boolean observes() {
        return observes;
    }

    /** Returns when the call began, on the engine's monotonic clock. */
    long beganNanos() {
        return beganNanos;
    }

    /** Returns the meter of the call whose body this thread runs, or null. */
    static @Nullable Meter current() {
        if (RUNNING.get() == 0) {
            return null;
        }
        WeakReference<Meter> current = CURRENT.get();
        return current == null ? null : current.get();
    }

    /** The body of the call runs on this thread from here on. */
    void bodyBegins() {
        tookItself(clocks.nanos() - beganNanos);
        if (isOuter) {
            RUNNING.incrementAndGet();
            before = CURRENT.get();
            CURRENT.set(new WeakReference<>(this));
            cpuBegan = clocks.cpuClock().begin();
        }
    }

    /**
     * The body has ended, on the same thread.
     *
     * @param hasAnswered whether the answer is there
     */
    void bodyEnds(boolean hasAnswered) {
        if (hasAnswered) {
            answered();
        }
        if (isOuter) {
            took(clocks.cpuClock().since(cpuBegan));
            RUNNING.decrementAndGet();
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
                before = null;
            }
        }
    }

    /** The answer is there: whatever comes now is Reprise's own work. */
    synchronized void answered() {
        answeredNanos = Math.min(answeredNanos, clocks.nanos());
    }

    /** Reprise itself has worked for so long on this call, which is no part of what it costs, nor of what the calls around it do. */
    void tookItself(long nanos) {
        for (Meter at = this; at != null; at = at.around) {
            synchronized (at) {
                at.ownNanos += nanos;
            }
        }
    }

    /** Reprise's work on the answer is done. */
    void kept() {
        long since;
        synchronized (this) {
            since = answeredNanos == Long.MAX_VALUE ? 0 : clocks.nanos() - answeredNanos;
        }
        tookItself(since);
    }

    /** An answer that comes later may be told on another thread. */
    private synchronized void took(long cpu) {
        cpuNanos = cpu;
    }

    /**
     * A call below got the answer of an entry whose time was over, on whatever thread it came.
     *
     * @param failure what its provider did, if it got it in place of that; otherwise null
     */
    void belowGotLate(@Nullable String failure) {
        for (Meter at = this; at != null; at = at.around) {
            at.gotLate = true;
            if (failure != null) {
                at.failureBelow = failure;
            }
        }
    }

    /** This call got the answer of an entry whose time was over, as above. */
    void gotLate(@Nullable String failure) {
        if (around != null) {
            around.belowGotLate(failure);
        }
    }

    /** Returns what the provider of a call below did that an entry answered in place of that; null if there was none, or elsewhere. */
    @Nullable
    String failureBelow() {
        return failureBelow;
    }

    /**
     * Returns whether the call may have been answered by help of an entry whose time was over: by calls below it on its own thread,
     * or that a client made for it; or, if it asks no provider itself, by any call that was answered so meanwhile, for which thread
     * works for it nobody knows.
     *
     * @param method the method called
     */
    boolean isMadeOfLate(CachedMethod method) {
        return gotLate
                || (isOuter && Lateness.countBeside(method) != lateBeside)
                || (threadId == Thread.currentThread().getId() && Lateness.count() != lateBefore);
    }

    /** An entry answered a call below: without it, it would have cost this. */
    synchronized void spared(Worth worth) {
        below = below.plus(worth);
    }

    private synchronized void asked(List<ModelUse> uses) {
        below = below.plus(new Worth(0, 0, uses)); // Its time is a part of this one's.
    }

    /**
     * Returns what the call cost, at its end.
     *
     * @param uses what it asked of a provider itself; empty if that is only known of calls below
     */
    Worth ended(List<ModelUse> uses) {
        Worth all;
        answered(); // If not before.
        synchronized (this) {
            Worth own = new Worth(Math.max(0, answeredNanos - beganNanos - ownNanos), cpuNanos, uses);
            all = uses.isEmpty() ? own.plus(below) : own;
        }
        if (around != null && !all.uses().isEmpty()) {
            around.asked(all.uses());
        }
        return all;
    }

    /**
     * Notes that the call was observed, and an entry would have answered it; not if one would have answered the call around it.
     *
     * @param worth what it cost
     * @param counter counts it
     */
    void repeated(Worth worth, Consumer<Worth> counter) {
        synchronized (this) {
            repeats = null; // With this one, none of those below would have been made.
        }
        count(new Repeat(worth, counter));
    }

    /** No entry would have answered the call: those below count by themselves. */
    void notRepeated() {
        List<Repeat> all;
        synchronized (this) {
            all = repeats == null ? List.of() : repeats;
            repeats = null;
        }
        for (Repeat each : all) {
            count(each);
        }
    }

    private void count(Repeat repeat) {
        if (around == null || !around.waits(repeat)) {
            repeat.counter().accept(repeat.worth());
        }
    }

    private synchronized boolean waits(Repeat repeat) {
        if (!observes) {
            return false;
        }
        if (repeats == null) {
            repeats = new ArrayList<>();
        }
        repeats.add(repeat);
        return true;
    }
}
