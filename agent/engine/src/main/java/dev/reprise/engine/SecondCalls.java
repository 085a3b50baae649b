package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.value.Uncacheable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls again as their callers made them, when what was answered about some of their items is good for nothing. Their
 * answers are recorded like any other. Thread-safe.
 */
final class SecondCalls {

    /** The call that this thread is about to make again; for that moment only. */
    private static final ThreadLocal<@Nullable Again> BEGINNING = new ThreadLocal<>();

    /**
     * A call that is made again.
     *
     * @param first the call as it was made before
     * @param arguments what the method gets
     * @param isUnchanged whether it depends on what it did then: otherwise its answer is that of another call
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Again(Miss first, @Nullable Object[] arguments, boolean isUnchanged) {}

    private final Callers callers;
    private final Executor guard;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    SecondCalls(Callers callers, Executor guard) {
        this.callers = callers;
        this.guard = guard;
    }

    /**
     * Makes a call again, about all its items. To be called where host code may run.
     *
     * @return what the method returned
     * @throws Exception what it threw
     */
    @Nullable
    Object make(Miss miss) throws Exception {
        RealCall real = Objects.requireNonNull(miss.method().real());
        Again[] again = new Again[1];
        guard.execute(() -> again[0] = again(miss));
        BEGINNING.set(again[0]);
        try {
            Inputs inputs = miss.inputs();
            return callers.as(inputs.caller(), () -> real.make(inputs.receiver(), again[0].arguments));
        } finally {
            BEGINNING.remove();
        }
    }

    private static Again again(Miss miss) {
        @Nullable Object[] arguments = miss.inputs().arguments().clone();
        if (isOf(miss, arguments)) {
            return new Again(miss, arguments, /* isUnchanged= */ true);
        }
        @Nullable Object[] asItWas = aboutItsItems(miss, arguments);
        return new Again(miss, asItWas, isOf(miss, asItWas));
    }

    /** Returns the arguments, with all the items that they had when the call was made. */
    private static @Nullable Object[] aboutItsItems(Miss miss, @Nullable Object[] arguments) {
        BatchCall call = miss.batch();
        try {
            return call == null || isSame(call.items(), call.batch().items(arguments))
                    ? arguments
                    : call.batch().about(arguments, call.items());
        } catch (Uncacheable | RuntimeException | LinkageError cannotBeMade) {
            return arguments; // As the method would have them by now if it had been called with them at once.
        }
    }

    @SuppressWarnings("ReferenceEquality") // Whatever the host takes for equal.
    private static boolean isSame(List<Object> items, List<Object> now) {
        boolean same = items.size() == now.size();
        for (int i = 0; same && i < items.size(); i++) {
            same = items.get(i) == now.get(i);
        }
        return same;
    }

    private static boolean isOf(Miss miss, @Nullable Object[] arguments) {
        Inputs inputs = miss.inputs();
        try {
            CacheKey key = miss.method().plan().key(inputs.tenant(), inputs.receiver(), arguments);
            return key.equals(miss.key());
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return false;
        }
    }

    /** Returns the call that this thread begins to make again, once; otherwise null. */
    @SuppressWarnings("ReferenceEquality") // Of the very same receiver.
    static @Nullable Again begun(CachedMethod method, @Nullable Object receiver) {
        Again again = BEGINNING.get();
        if (again == null
                || again.first.method() != method
                || again.first.inputs().receiver() != receiver) {
            return null;
        }
        BEGINNING.remove();
        return again;
    }
}
