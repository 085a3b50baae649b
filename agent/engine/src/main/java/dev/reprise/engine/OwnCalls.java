package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.KeyPlan;
import dev.reprise.engine.key.Unkeyable;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls that have waited for equal ones in vain, on another thread than their callers'. From there they are looked up
 * and recorded like any other. Thread-safe.
 */
final class OwnCalls {

    /** What this thread is about to call; for that moment only. */
    private static final ThreadLocal<@Nullable Way> BEGINNING = new ThreadLocal<>();

    /**
     * A call that waited.
     *
     * @param key its key; null if it has another one by now
     */
    record Way(CachedMethod method, @Nullable CacheKey key, boolean waitsAgain) {

        boolean isOf(CachedMethod other, CacheKey itsKey) {
            return method == other && (key == null || key.equals(itsKey));
        }
    }

    private final Callers callers;
    private final Executor guard;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    OwnCalls(Callers callers, Executor guard) {
        this.callers = callers;
        this.guard = guard;
    }

    /**
     * Makes the call. To be called where host code may run.
     *
     * @return what the method returned
     * @throws Exception what it threw, or that it is another call by now
     */
    @Nullable
    Object make(Following following, End how) throws Exception {
        RealCall real = Objects.requireNonNull(following.method().real());
        Inputs inputs = following.inputs();
        Way[] way = new Way[1];
        guard.execute(() -> way[0] = wayNow(following, how));
        if (way[0] == null) {
            throw new IllegalStateException(following.method().name()
                    + ": the equal call that this one waited for has not answered, and its own cannot be made, because an"
                    + " argument was changed since (Reprise; single-flight: off for the method)");
        }
        BEGINNING.set(way[0]);
        try {
            return callers.as(inputs.caller(), () -> real.make(inputs.receiver(), inputs.arguments()));
        } finally {
            BEGINNING.remove();
        }
    }

    /**
     * Returns how the call can be made as things are now; null if it would be another question. What the receiver is by now is
     * the service's own affair: a call that comes a moment later meets it as it is then, too.
     */
    private static @Nullable Way wayNow(Following following, End how) {
        CachedMethod method = following.method();
        Inputs inputs = following.inputs();
        try {
            KeyPlan plan = method.plan();
            if (plan.key(inputs.tenant(), inputs.receiver(), inputs.arguments()).equals(following.key())) {
                return way(following, how);
            }
            if (!plan.key(inputs.tenant(), /* receiver= */ null, inputs.arguments())
                    .equals(following.question())) {
                return null;
            }
            method.changedByItsCall(following.flight());
            return new Way(method, /* key= */ null, /* waitsAgain= */ false);
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return null;
        }
    }

    /** Where somebody gave up, one of those who waited makes the call for the others, once. */
    static Way way(Following following, End how) {
        return new Way(following.method(), following.key(), how == End.ABANDONED && !following.waitsAgain());
    }

    /** Returns how this thread makes a call after it waited, once; otherwise null. */
    static @Nullable Way begun(CachedMethod method, CacheKey key) {
        Way way = BEGINNING.get();
        if (way == null || !way.isOf(method, key)) {
            return null;
        }
        BEGINNING.remove();
        return way;
    }

    /** Looks something up as a call that waited. */
    static void as(Way way, Runnable lookUp) {
        BEGINNING.set(way);
        try {
            lookUp.run();
        } finally {
            BEGINNING.remove();
        }
    }
}
