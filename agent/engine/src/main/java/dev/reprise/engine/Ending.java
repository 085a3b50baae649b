package dev.reprise.engine;

import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Suspending;
import dev.reprise.engine.coroutine.RecordedContinuation;
import org.jspecify.annotations.Nullable;

/** Takes the ends of bodies of calls that were misses, as {@link Engine} is told of them. Thread-safe. */
final class Ending {

    private final Admission admission;
    private final LateAnswers late;
    private final Callbacks callbacks;

    Ending(Admission admission, LateAnswers late, Callbacks callbacks) {
        this.admission = admission;
        this.late = late;
        this.callbacks = callbacks;
    }

    /** Returns what the caller gets. */
    @Nullable
    Object exit(Miss miss, @Nullable Object result, @Nullable Throwable thrown) {
        ended(miss);
        boolean isOver = true; // Unless it turns out to be taken.
        try {
            Object handed = admission.bodyEnded(miss, result, thrown);
            isOver = result == null;
            return thrown == null ? handed : late.instead(miss, thrown);
        } finally {
            bodyOver(miss, isOver, thrown);
        }
    }

    /** As above, of a call whose answer an argument gets. */
    @Nullable
    Object exit(Calling calling, @Nullable Object result, @Nullable Throwable thrown) {
        ended(calling.miss());
        boolean isOver = true; // Unless it turns out to be taken.
        if (thrown != null) {
            failing(calling.miss(), thrown);
        }
        try {
            admission.bodyEnded(calling, result, thrown);
            isOver = thrown != null;
            return thrown == null
                    ? calling.callback().handed(result)
                    : LateAnswers.isPossible(calling.miss()) ? callbacks.instead(calling, thrown, late) : null;
        } finally {
            bodyOver(calling.miss(), isOver, thrown);
        }
    }

    /** As above, of a suspend function. */
    @Nullable
    Object exit(Suspending suspending, @Nullable Object result, @Nullable Throwable thrown) {
        ended(suspending.miss());
        RecordedContinuation continuation = suspending.continuation();
        boolean hasEnded = thrown != null || !continuation.isSuspended(result);
        try {
            if (!hasEnded || !continuation.ended()) {
                return result;
            }
            Object handed = admission.bodyEnded(suspending.miss(), result, thrown);
            return thrown == null ? handed : late.instead(suspending.miss(), thrown);
        } finally {
            bodyOver(suspending.miss(), hasEnded, thrown);
        }
    }

    /** Who waits on no thread is told so, though it is thrown here. */
    private static void failing(Miss miss, Throwable thrown) {
        if (miss.flight() != null && miss.method().shape().isPromised()) {
            miss.flight().failing(thrown, miss.method());
        }
    }

    private static void ended(Miss miss) {
        miss.meter().bodyEnds(miss.method().shape().isAtHand());
        if (miss.running() != null) {
            miss.running().bodyEnds();
        }
    }

    /** Where the answer comes later, it ends those equal calls' wait. */
    static void bodyOver(Miss miss, boolean isOver, @Nullable Throwable thrown) {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.bodyOver();
            if (isOver || !(miss.method().shape().isPromised() || flight.isPulled())) {
                flight.end(thrown, miss.method());
            }
        }
    }
}
