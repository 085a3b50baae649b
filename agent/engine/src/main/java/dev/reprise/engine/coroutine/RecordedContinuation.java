package dev.reprise.engine.coroutine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the continuation of one call: tells what it is resumed with, then hands it on. Told once, even if what stands
 * here is resumed more than once. Thread-safe.
 */
public final class RecordedContinuation extends StandInContinuation {

    /** Takes what a call ended with, before its caller has it; never throws. */
    @FunctionalInterface
    public interface Outcome {

        /**
         * Takes the end.
         *
         * @param value what it returned; null if it is null or there is none
         * @param thrown what it ended with instead; null if it returned
         * @return what its caller gets in place of what was thrown, or that it has suspended, if he is going to be resumed
         *     otherwise; null if he gets that
         */
        @Nullable
        Object ended(@Nullable Object value, @Nullable Throwable thrown);
    }

    /**
     * How many such continuations may resume one another on one stack, where one is not the end of what another resumes;
     * beyond that many the dispatcher takes over, with a stack of its own.
     */
    private static final int DEEPEST = 32;

    /** How many of them are doing so on this thread. An array of the JDK, so that it holds nothing of the host. */
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    /**
     * The unwinding on this thread: which of them is the end of what is being resumed, and, once that has come to it, which
     * one it is and what it is resumed with. Kotlin unwinds a recursion in a loop, which each of these interrupts, and so
     * goes on here. An array, as above; empty while nothing is resumed.
     */
    private static final ThreadLocal<@Nullable Object[]> UNWINDING = ThreadLocal.withInitial(() -> new Object[3]);

    private static final int AWAITED = 0;
    private static final int ARRIVED = 1;
    private static final int RESULT = 2;

    private final Outcome outcome;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Object continuation;

    /**
     * @param real the continuation of the caller
     * @param outcome told what the call ends with, if it suspends
     */
    RecordedContinuation(Kotlin kotlin, Object real, Outcome outcome) throws Throwable {
        super(kotlin, real);
        this.outcome = outcome;
        this.continuation = kotlin.continuation(this);
    }

    /** Returns what the body gets in the place of the caller's continuation. */
    public Object continuation() {
        return continuation;
    }

    /** Returns whether a body that returned this has not ended. */
    public boolean isSuspended(@Nullable Object returned) {
        return kotlin.isSuspended(returned);
    }

    /** Says that the body has ended without suspending; false if its end has been told. */
    public boolean ended() {
        return told.compareAndSet(false, true);
    }

    @Override
    void resume(@Nullable Object resumedWith) throws Throwable {
        Object result = resumedWith;
        if (ended()) {
            Throwable thrown = kotlin.thrown(result);
            Object instead = outcome.ended(thrown == null ? result : null, thrown);
            if (thrown != null && kotlin.isSuspended(instead)) {
                return;
            }
            result = thrown == null || instead == null ? result : instead;
        }
        @Nullable Object[] unwinding = UNWINDING.get();
        if (unwinding[AWAITED] == this) { // Nothing is left to do for who calls this, but to return.
            unwinding[AWAITED] = null;
            unwinding[ARRIVED] = this;
            unwinding[RESULT] = result;
            return;
        }
        int[] depth = DEPTH.get();
        if (depth[0] >= DEEPEST) {
            kotlin.dispatch(real, result);
            return;
        }
        @Nullable Object[] before = unwinding.clone();
        depth[0]++;
        try {
            unwind(unwinding, result);
        } finally {
            depth[0]--;
            System.arraycopy(before, 0, unwinding, 0, before.length);
        }
    }

    private void unwind(@Nullable Object[] unwinding, @Nullable Object first) throws Throwable {
        RecordedContinuation next = this;
        Object result = first;
        while (next != null) {
            unwinding[AWAITED] = next.kotlin.end(next.real);
            unwinding[ARRIVED] = null;
            unwinding[RESULT] = null;
            next.kotlin.resume(next.real, result);
            next = (RecordedContinuation) unwinding[ARRIVED];
            result = unwinding[RESULT];
        }
    }
}
