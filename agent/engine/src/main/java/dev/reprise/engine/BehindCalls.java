package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.config.ExceptionNames;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.thread.Background;
import dev.reprise.engine.worth.Worth;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes real calls behind callers whom an entry answers, on other threads than theirs: to ask again for what the entry holds, or to
 * compare with it. They are recorded like any other. Thread-safe.
 *
 * <p>Nothing holds there that is bound to a thread, but for what this agent puts in force again. So this is only for methods that
 * do not depend on it: those of the catalogue's clients, and those of which a user says so.
 */
final class BehindCalls {

    /** What this thread is about to call; for that moment only. */
    private static final ThreadLocal<@Nullable Way> BEGINNING = new ThreadLocal<>();

    /**
     * How a call is made.
     *
     * @param flight ended with it; null if nobody else is kept from making it
     * @param entry what an entry would answer, to compare with; null if nothing is compared
     */
    record Way(
            CachedMethod method,
            CacheKey key,
            @Nullable Flight flight,
            @Nullable Object entry) {}

    private final Callers callers;
    private final Executor guard;
    private final LongSupplier nanoClock;
    private @Nullable Background threads;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     * @param nanoClock a monotonic clock in nanoseconds
     */
    BehindCalls(Callers callers, Executor guard, LongSupplier nanoClock) {
        this.callers = callers;
        this.guard = guard;
        this.nanoClock = nanoClock;
    }

    /**
     * Returns whether no call is to be made for what an entry answers, behind its caller or on his thread: the provider has just
     * failed, and whoever asked it as often as there are hits would keep it and this machine busy.
     */
    boolean arePaused(CachedMethod method) {
        Behind behind = method.behind();
        return behind != null && !behind.isOver() && behind.isPaused(nanoClock.getAsLong());
    }

    /** Returns whether it is too early to ask again for what an entry holds, as above, or because the last answer could not be kept. */
    boolean isTooEarly(CachedMethod method, Stale stale, CacheKey key) {
        return arePaused(method) || stale.pauses().hold(key, nanoClock.getAsLong());
    }

    /** Where a call is made. */
    enum Where {
        BEHIND,
        /** On its caller's thread. */
        HERE,
        /** Nowhere, if it can be done without: too much is to be done behind callers. */
        NOWHERE
    }

    /**
     * Has a call made behind its caller, to ask again for what an entry holds.
     *
     * @param flight ended with it, if it is made so
     */
    Where asksAgain(CachedMethod method, CacheKey key, Inputs inputs, Flight flight) {
        return begin(method, key, inputs, flight);
    }

    /** Has a call made behind its caller, to compare what it is answered with an entry, as above. */
    Where compares(CachedMethod method, CacheKey key, Inputs inputs) {
        return begin(method, key, inputs, /* flight= */ null);
    }

    private Where begin(CachedMethod method, CacheKey key, Inputs inputs, @Nullable Flight flight) {
        Behind behind = method.behind();
        if (behind == null || behind.isOver() || !Steady.are(method, inputs.arguments())) {
            return Where.HERE;
        }
        Inputs kept = new Inputs(
                inputs.caller(), inputs.receiver(), inputs.arguments().clone(), /* before= */ null);
        return threads().send(method, new Sent(method, behind, key, kept, flight)) ? Where.BEHIND : Where.NOWHERE;
    }

    /** A call that is to be made. */
    private final class Sent implements Background.Work {

        private final CachedMethod method;
        private final Behind behind;
        private final CacheKey key;
        private final Inputs inputs;
        private final @Nullable Flight flight;

        Sent(CachedMethod method, Behind behind, CacheKey key, Inputs inputs, @Nullable Flight flight) {
            this.method = method;
            this.behind = behind;
            this.key = key;
            this.inputs = inputs;
            this.flight = flight;
        }

        @Override
        public void run() {
            make(method, behind, key, inputs, flight);
        }

        /** Another call asks, then. */
        @Override
        public void dropped() {
            if (flight != null) {
                flight.end();
            }
        }
    }

    /** Most services never need one. */
    private synchronized Background threads() {
        Background made = threads;
        if (made == null) {
            made = new Background();
            threads = made;
        }
        return made;
    }

    private void make(CachedMethod method, Behind behind, CacheKey key, Inputs inputs, @Nullable Flight flight) {
        boolean isTaken = false;
        try {
            @Nullable Way[] way = new Way[1];
            guard.execute(() -> way[0] = wayNow(method, behind, key, inputs, flight));
            isTaken = way[0] != null && make(method, behind, inputs, way[0]);
        } catch (Throwable thrown) {
            ended(method, behind, thrown);
        } finally {
            if (flight != null && !isTaken) {
                flight.end();
            }
        }
    }

    /** Returns whether the call is recorded, and its end will be told to whoever records it. */
    private boolean make(CachedMethod method, Behind behind, Inputs inputs, Way way) throws Exception {
        RealCall real = Objects.requireNonNull(method.real());
        Object result;
        boolean isTaken;
        behind.begins();
        BEGINNING.set(way);
        try {
            result = callers.as(inputs.caller(), () -> real.make(inputs.receiver(), inputs.arguments()));
        } finally {
            isTaken = BEGINNING.get() == null;
            if (!isTaken) { // It was not even looked up: switched off meanwhile, say.
                BEGINNING.remove();
                behind.begun();
            }
        }
        if (result instanceof CompletionStage<?> stage && method.shape().isPromised()) {
            stage.whenComplete((answer, thrown) -> ended(method, behind, thrown));
        } else {
            ended(method, behind, /* thrown= */ null);
        }
        return isTaken;
    }

    /** Returns how the call can be made as things are now; null if it cannot be, or is of no use any more. */
    private @Nullable Way wayNow(
            CachedMethod method, Behind behind, CacheKey key, Inputs inputs, @Nullable Flight flight) {
        if (method.mode() != Mode.ON || arePaused(method) || (flight != null && flight.isOver())) {
            return null;
        }
        try {
            String unfit = unfit(method, key, inputs);
            if (unfit != null) {
                behind.inVain(unfit, nanoClock.getAsLong());
                return null;
            }
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            behind.inVain("its receiver or an argument cannot be read any more", nanoClock.getAsLong());
            return null;
        }
        LateEntry late = method.entries().late(key, method, method.evictedBy(inputs.tenant()));
        if (late == null) {
            return null; // It was evicted.
        }
        if (flight == null) {
            return late.lateMillis() >= 0 ? null : new Way(method, key, flight, Found.value(late.found()));
        }
        return late.lateMillis() < -method.life().ahead() // Somebody else has asked.
                ? null
                : new Way(method, key, flight, /* entry= */ null);
    }

    private @Nullable String unfit(CachedMethod method, CacheKey key, Inputs inputs) throws Unkeyable {
        Caller caller = inputs.caller();
        Object here = callers.as(caller, () -> callers.current(method, inputs.receiver(), inputs.arguments()));
        if (!(here instanceof Caller now) || now.doubt() != null || !Objects.equals(now.tenant(), caller.tenant())) {
            return "on another thread it would be a call of another tenant";
        }
        return method.plan()
                        .key(caller.tenant(), inputs.receiver(), inputs.arguments())
                        .equals(key)
                ? null
                : "its receiver or an argument was changed since";
    }

    private void ended(CachedMethod method, Behind behind, @Nullable Throwable thrown) {
        if (thrown == null) {
            behind.answered();
        } else {
            guard.execute(() -> failed(method, behind, thrown));
        }
    }

    private void failed(CachedMethod method, Behind behind, Throwable thrown) {
        String ofProvider = thrown instanceof Exception ? method.providerFailure(thrown) : null;
        if (ofProvider == null) {
            behind.inVain("it threw " + ExceptionNames.own(thrown).getClass().getName(), nanoClock.getAsLong());
        } else {
            behind.providerFailed(ofProvider, nanoClock.getAsLong());
        }
    }

    /** Returns what an entry holds as what saves its caller nothing but time, for the real call is made all the same. */
    static Object timeAlone(Object found) {
        Worth worth = Found.worth(found);
        return worth == null ? found : new Found(Found.value(found), Found.source(found), worth.time());
    }

    /** Returns how this thread makes a call that it begins, once; null if that is not one made behind anybody. */
    static @Nullable Way begun(CachedMethod method, CacheKey key) {
        Behind behind = method.behind();
        if (behind == null || !behind.isBeginning()) {
            return null;
        }
        Way way = BEGINNING.get();
        if (way == null || way.method() != method || !way.key().equals(key)) {
            return null;
        }
        BEGINNING.remove();
        behind.begun();
        return way;
    }
}
