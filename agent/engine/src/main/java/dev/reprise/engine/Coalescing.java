package dev.reprise.engine;

import dev.reprise.engine.Flights.Turn;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.value.Uncacheable;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call that no entry answers wait for an equal one, on its thread or on none as its method hands over answers, or lets
 * equal ones wait for it. Thread-safe.
 */
final class Coalescing {

    private final Flights flights;
    private final CallLog calls;

    Coalescing(Flights flights, CallLog calls) {
        this.flights = flights;
        this.calls = calls;
    }

    /** A call that no entry answers, as far as it was looked up. Belongs to one thread. */
    interface Unanswered {

        CachedMethod method();

        CacheKey key();

        Inputs inputs();

        /**
         * Looks once more for what answers it: what has waited for another may find what that was answered, and what makes the
         * real call itself may find that of one that ended between the look-up and this.
         *
         * @param own null if it has waited for another
         * @param since when its wait began, or the call that it waited for: it waits for nothing for longer than the bound from then on
         * @return null if the body is to run
         */
        @Nullable
        Lookup meanwhile(@Nullable Flight own, long since) throws Unkeyable, Uncacheable;

        /** Returns what is kept for it though its time may be over; null if nothing is. To be asked after it was looked for once more. */
        @Nullable
        LateEntry late();

        /**
         * Returns how it fails, as one did that has ended meanwhile and whose failure is remembered, and notes that; null if
         * nothing is remembered.
         */
        @Nullable
        Failed failedBefore();

        /**
         * Returns whether another process makes an equal call, or makes it known that this one does. If so, the given flight
         * stands for that of the other process, and whoever makes this call may follow it.
         *
         * @param own this call's, which others may follow
         */
        default boolean isMadeElsewhere(Flight own) throws Unkeyable, Uncacheable {
            return false;
        }

        /** Looks once more, after it was made known; null if nothing answers it. */
        default @Nullable Lookup sinceClaimed() {
            return null;
        }

        /**
         * Returns it as a call whose body runs.
         *
         * @param own ended with the body; null if nobody waits for its answer
         */
        Lookup missed(@Nullable Flight own) throws Uncacheable;
    }

    /** Returns whether calls of a method wait for equal ones at all. */
    boolean isFor(CachedMethod method) {
        return method.isSingleFlight()
                && !flights.areOff()
                && !method.isChangedByItsCalls()
                && !method.pullers().areLeft();
    }

    /** Returns what {@link Flights#landings} does. */
    long landings() {
        return flights.landings();
    }

    /** Returns what is found for a call of a method that {@linkplain #isFor this is for}. */
    Lookup found(Unanswered call) throws Unkeyable, Uncacheable {
        long since = System.nanoTime();
        boolean waitsHere = call.method().waitsOnItsThread();
        OwnCalls.Way way = waitsHere ? null : OwnCalls.begun(call.method(), call.key());
        if (way != null && !way.waitsAgain()) {
            return call.missed(/* own= */ null);
        }
        if (waitsHere) {
            return after(
                    call,
                    flights.leadOrWait(
                            call.key(),
                            call.method().shape().isPulled() ? call.method().pullers() : null),
                    since,
                    /* waitsAgain= */ false);
        }
        Flight own = call.method().shape().isTakenByHandler()
                ? flights.begin(call.key(), call.method().pullers())
                : flights.begin(call.key());
        Flight flight = flights.inForce(own);
        if (flight == own) {
            return after(call, new Turn(own, /* isOwn= */ true), since, /* waitsAgain= */ way != null);
        }
        return following(call, flight, /* waitsAgain= */ way != null);
    }

    private static Lookup following(Unanswered call, Flight flight, boolean waitsAgain) throws Unkeyable, Uncacheable {
        return Steady.are(call.method(), call.inputs().arguments())
                ? new Following(call.method(), call.key(), call.inputs(), flight, question(call), waitsAgain)
                : call.missed(/* own= */ null);
    }

    /** What is subscribed to was made with its receiver and arguments. */
    private static @Nullable CacheKey question(Unanswered call) throws Unkeyable {
        CachedMethod method = call.method();
        Inputs inputs = call.inputs();
        return method.shape() instanceof ColdShape
                ? null
                : method.plan().key(inputs.tenant(), /* receiver= */ null, inputs.arguments());
    }

    private Lookup after(Unanswered call, Turn turn, long since, boolean waitsAgain) throws Unkeyable, Uncacheable {
        Flight own = turn.isOwn() ? turn.flight() : null;
        try {
            Lookup meanwhile = call.meanwhile(
                    own, own == null ? earlier(since, turn.flight().beganNanos()) : since);
            if (meanwhile != null) {
                end(own);
                return meanwhile;
            }
            Lookup late = own == null ? LateAnswers.afterWait(call.method(), turn.flight(), call::late) : null;
            if (late != null) {
                return late;
            }
            Throwable failure = own == null ? turn.flight().failureFor(call.method()) : null;
            if (failure != null) {
                failedAlike(call.method());
                return new Failed(failure, Source.COALESCED);
            }
            Failed before = call.failedBefore();
            if (before != null) {
                end(own);
                return before;
            }
            if (own != null && !call.method().waitsOnItsThread()) {
                if (call.isMadeElsewhere(own)) {
                    return following(call, own, waitsAgain);
                }
                Lookup found = call.sinceClaimed();
                if (found != null) {
                    end(own);
                    return found;
                }
            }
            return call.missed(own);
        } catch (Throwable thrown) {
            end(own);
            throw thrown;
        }
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private static void end(@Nullable Flight flight) {
        if (flight != null) {
            flight.end();
        }
    }

    /** Notes that a call fails as the one has failed that it waited for: nothing was served to it. */
    void failedAlike(CachedMethod method) {
        method.outcomes().missed();
        calls.missed(method, "it failed as the equal call did that it waited for");
    }
}
