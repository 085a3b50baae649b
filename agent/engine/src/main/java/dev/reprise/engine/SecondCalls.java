package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.value.Uncacheable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls again as their callers made them, when what was answered about some of their items is good for nothing. Their
 * answers are recorded like any other. Thread-safe.
 */
final class SecondCalls {

    /** The call that this thread is about to make again; for that moment only. */
    private static final ThreadLocal<@Nullable Miss> BEGINNING = new ThreadLocal<>();

    private final Executor guard;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    SecondCalls(Executor guard) {
        this.guard = guard;
    }

    /**
     * Makes a call again, about all its items. To be called where host code may run.
     *
     * @return what the method returned
     * @throws Exception what it threw; or if what the call depends on is not what it was any more
     */
    @Nullable
    Object make(Miss miss) throws Exception {
        RealCall real = miss.method().real();
        @Nullable Object[][] arguments = {null};
        guard.execute(() -> arguments[0] = unchanged(miss));
        if (real == null || arguments[0] == null) {
            throw new IllegalStateException(miss.method().name() + " was asked about some items of a call, and what it"
                    + " answered cannot be used; it cannot be asked about all of them, because the receiver or an argument"
                    + " was changed meanwhile");
        }
        BEGINNING.set(miss);
        try {
            return real.make(miss.inputs().receiver(), arguments[0]);
        } finally {
            BEGINNING.remove();
        }
    }

    /** Returns the arguments of a call, or others of the same content if the caller changed the items since; otherwise null. */
    private static @Nullable Object @Nullable [] unchanged(Miss miss) {
        BatchCall call = miss.batch();
        @Nullable Object[] arguments = miss.inputs().arguments();
        try {
            if (isOf(miss, arguments)) {
                return arguments.clone();
            }
            @Nullable Object[] same = call == null ? arguments : call.batch().about(arguments, call.items());
            return isOf(miss, same) ? same : null;
        } catch (Unkeyable | Uncacheable | RuntimeException | LinkageError changed) {
            return null;
        }
    }

    private static boolean isOf(Miss miss, @Nullable Object[] arguments) throws Unkeyable {
        Inputs inputs = miss.inputs();
        CacheKey key = miss.method().plan().key(inputs.tenant(), inputs.receiver(), arguments);
        return key.equals(miss.key());
    }

    /** Returns the call that was made before if this thread begins to make it again, once; otherwise null. */
    @SuppressWarnings("ReferenceEquality") // Of the very same receiver.
    static @Nullable Miss begun(CachedMethod method, @Nullable Object receiver) {
        Miss miss = BEGINNING.get();
        if (miss == null || miss.method() != method || miss.inputs().receiver() != receiver) {
            return null;
        }
        BEGINNING.remove();
        return miss;
    }
}
