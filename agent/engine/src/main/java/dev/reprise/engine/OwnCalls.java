package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.key.CacheKey;
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

    /** A call that waited. */
    record Way(CacheKey key, boolean waitsAgain) {}

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
        boolean[] isUnchanged = new boolean[1];
        guard.execute(() -> isUnchanged[0] = isUnchanged(following));
        if (!isUnchanged[0]) {
            throw new IllegalStateException(following.method().name()
                    + ": the equal call that this one waited for has not answered, and its own cannot be made, because its"
                    + " receiver or an argument was changed since (Reprise; single-flight: off for the method)");
        }
        BEGINNING.set(way(following, how));
        try {
            return callers.as(inputs.caller(), () -> real.make(inputs.receiver(), inputs.arguments()));
        } finally {
            BEGINNING.remove();
        }
    }

    private static boolean isUnchanged(Following following) {
        Inputs inputs = following.inputs();
        try {
            return following
                    .method()
                    .plan()
                    .key(inputs.caller().tenant(), inputs.receiver(), inputs.arguments())
                    .equals(following.key());
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return false;
        }
    }

    /** Where somebody gave up, one of those who waited makes the call for the others, once. */
    static Way way(Following following, End how) {
        return new Way(following.key(), how == End.ABANDONED && !following.waitsAgain());
    }

    /** Returns how this thread makes a call after it waited, once; otherwise null. */
    static @Nullable Way begun(CacheKey key) {
        Way way = BEGINNING.get();
        if (way == null || !way.key.equals(key)) {
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
