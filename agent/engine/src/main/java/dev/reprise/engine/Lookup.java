package dev.reprise.engine;

import dev.reprise.engine.callback.RecordedArgument;
import dev.reprise.engine.coroutine.RecordedContinuation;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.worth.Worth;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the engine found for a call that begins. */
public sealed interface Lookup {

    /** Returns the call if its body runs for an answer that will be recorded, otherwise null. */
    default @Nullable Miss miss() {
        return null;
    }

    /** An entry answers the call; the body is skipped. Two hits are equal if their answers are, wherever they come from. */
    sealed class Hit implements Lookup permits StaleHit {

        /** What memory holds as it is, where it is that, so that there is one object less to make at each hit. */
        private final Object found;

        /**
         * @param found the answer, or a {@link Found} with it if more is known than that it comes from memory
         */
        Hit(Object found) {
            this.found = found;
        }

        /** A hit in any tier. */
        static Hit of(Object value, Source source) {
            return of(value, source, /* worth= */ null);
        }

        /** A hit in any tier, of which is known what it is worth, or null. */
        static Hit of(Object value, Source source, @Nullable Worth worth) {
            return new Hit(source == Source.MEMORY && worth == null ? value : new Found(value, source, worth));
        }

        /** A hit of what an equal call was answered meanwhile: to wait for that took time, too. */
        static Hit coalesced(Object found) {
            Worth worth = Found.worth(found);
            return of(Found.value(found), Source.COALESCED, worth == null ? null : worth.withoutTime());
        }

        /** Returns this as a hit of what an equal call was answered meanwhile. */
        Hit coalesced() {
            return coalesced(found);
        }

        /** Returns the answer, of the method's return type, held by nobody else unless it is immutable. */
        public final Object value() {
            return Found.value(found);
        }

        /** Returns the tier that it comes from. */
        public final Source source() {
            return Found.source(found);
        }

        /** Returns this as one that hands over something else for its answer. */
        Hit handing(Object handed) {
            return of(handed, source());
        }

        /** Returns what the call was spared; null if nobody knows. */
        @Nullable
        Worth worth() {
            return Found.worth(found);
        }

        @Override
        public final boolean equals(@Nullable Object other) {
            return other instanceof Hit hit && value().equals(hit.value());
        }

        @Override
        public final int hashCode() {
            return value().hashCode();
        }

        @Override
        public String toString() {
            return "Hit[" + value() + "]";
        }
    }

    /** An entry answers the call whose time is over. */
    final class StaleHit extends Hit {

        private final long ageMillis;
        private final @Nullable String failure;

        /**
         * @param found the answer, or a {@link Found} with it
         * @param ageMillis how long ago the real method gave it, in milliseconds
         */
        StaleHit(Object found, long ageMillis) {
            this(found, ageMillis, /* failure= */ null);
        }

        /**
         * @param found as above
         * @param ageMillis as above
         * @param failure what the provider did, if the entry answers in place of that; otherwise null
         */
        StaleHit(Object found, long ageMillis, @Nullable String failure) {
            super(found);
            this.ageMillis = ageMillis;
            this.failure = failure;
        }

        @Override
        Hit handing(Object handed) {
            return new StaleHit(new Found(handed, source(), worth()), ageMillis, failure);
        }

        /** Returns in place of which failure of the provider the entry answers; null if another call asks again meanwhile. */
        @Nullable
        String failure() {
            return failure;
        }

        /** Returns how long ago the real method gave the answer, in milliseconds. */
        public long ageMillis() {
            return ageMillis;
        }
    }

    /**
     * The call fails as an equal one has failed; the body is skipped.
     *
     * @param failure what the caller gets, his own
     * @param source where it comes from
     * @param handed what is returned to him and tells him of it; null if it is thrown
     */
    record Failed(
            Throwable failure, Source source, @Nullable Object handed) implements Lookup {

        /** Makes one that is thrown. */
        public Failed(Throwable failure, Source source) {
            this(failure, source, /* handed= */ null);
        }
    }

    /**
     * No entry answers the call: the body runs, and its end is told to {@link Engine#exit}.
     *
     * @param method the method called
     * @param key the call's key, computed before the body could change an argument
     * @param meter measures what the call costs
     * @param inputs the receiver and the arguments, to see whether they are still the same at the end of the call
     * @param running what stands for the calls of other clients that the body makes; null if the method is no client's
     * @param batch what is known of the items that the call is about; null if it is not about items
     * @param begun what was in force when the call began
     * @param flight ended with the body, whose answer equal calls wait for; null if they do not
     * @param shadowed what an entry would have answered, had the real method not been asked to see whether it answers the
     *     same; null if none would
     * @param isAhead whether an entry would have answered, had it not been time to ask again
     * @param isBehind whether an entry has answered the caller, so that nobody waits for this one
     */
    record Miss(
            CachedMethod method,
            CacheKey key,
            Meter meter,
            Inputs inputs,
            Nesting.@Nullable Running running,
            @Nullable BatchCall batch,
            Begun begun,
            @Nullable Flight flight,
            @Nullable Object shadowed,
            boolean isAhead,
            boolean isBehind)
            implements Lookup {

        /** Makes a call that no entry answers. */
        Miss(
                CachedMethod method,
                CacheKey key,
                Meter meter,
                Inputs inputs,
                Nesting.@Nullable Running running,
                @Nullable BatchCall batch,
                Begun begun,
                @Nullable Flight flight) {
            this(
                    method,
                    key,
                    meter,
                    inputs,
                    running,
                    batch,
                    begun,
                    flight,
                    /* shadowed= */ null,
                    /* isAhead= */ false,
                    /* isBehind= */ false);
        }

        @Override
        public Miss miss() {
            return this;
        }

        /** Returns this call as one whose answer equal calls wait for. */
        Miss with(Flight itsFlight) {
            return new Miss(method, key, meter, inputs, running, batch, begun, itsFlight, shadowed, isAhead, isBehind);
        }

        /** Returns this call as one that an entry would have answered. */
        Miss shadowing(Object entry) {
            return new Miss(method, key, meter, inputs, running, batch, begun, flight, entry, isAhead, isBehind);
        }

        /** Returns this call as one that is made before the time of an entry is over. */
        Miss ahead() {
            return new Miss(
                    method, key, meter, inputs, running, batch, begun, flight, shadowed, /* isAhead= */ true, isBehind);
        }

        /**
         * Returns this call as one that is made behind its caller, whom an entry has answered.
         *
         * @param entry what it is compared with; null if with nothing
         */
        Miss behind(@Nullable Object entry) {
            return new Miss(
                    method, key, meter, inputs, running, batch, begun, flight, entry, isAhead, /* isBehind= */ true);
        }
    }

    /**
     * Entries answer a part of the items that the call is about, or other processes ask for them: the body runs with the
     * others in place of all, and its end is told to {@link Engine#exit(Reduced, Object, Throwable)}. By itself it makes of
     * what the body returned what the caller gets, or returns itself if nothing can be made of it, and keeps nothing. When
     * it is called, it waits for what other processes ask for, or makes the call about all items; that is to be done outside
     * of the engine.
     *
     * @param miss the call
     * @param argument the index of the argument
     * @param others what takes its place
     * @param reductions makes the answer
     * @param worth what the entries save; null if nobody knows
     */
    record Reduced(
            Miss miss,
            int argument,
            @Nullable Object others,
            Reductions reductions,
            @Nullable Worth worth) implements Lookup, UnaryOperator<@Nullable Object>, Callable<@Nullable Object> {

        /** Returns this call as one whose answer equal calls wait for. */
        Reduced with(Flight flight) {
            return new Reduced(miss.with(flight), argument, others, reductions, worth);
        }

        @Override
        public @Nullable Object apply(@Nullable Object result) {
            return orThis(reductions.whole(miss, result));
        }

        /** Returns what the caller gets, or this if there is nothing for him. */
        @Nullable
        Object orThis(@Nullable Object handed) {
            return handed == Recording.NONE ? this : handed;
        }

        @Override
        public @Nullable Object call() throws Exception {
            return reductions.again(miss);
        }
    }

    /**
     * An equal call is under way whose answer this one can be told. Never leaves the engine.
     *
     * @param method the method called
     * @param key the call's key
     * @param inputs the receiver and the arguments, for its own call, if it comes to that
     * @param flight the other call
     * @param question the key of the same call of no receiver; null if that does not matter
     * @param waitsAgain whether it has waited before, for one that was given up
     */
    record Following(
            CachedMethod method,
            CacheKey key,
            Inputs inputs,
            Flight flight,
            @Nullable CacheKey question,
            boolean waitsAgain)
            implements Lookup {

        /** Returns what it is to fail with as the other call has failed, its own; null if it is not to. */
        @Nullable
        Throwable failure() {
            return flight.failureFor(method);
        }
    }

    /**
     * The call only makes what will ask for the answer when somebody subscribes: the body runs, and what it returned is told
     * to {@link Engine#assembled}.
     *
     * @param method the method called
     * @param key the call's key, computed before the body could change an argument
     * @param inputs the receiver and the arguments, of which the real answer will be made
     */
    record Assembly(CachedMethod method, CacheKey key, Inputs inputs) implements Lookup {}

    /**
     * No entry answers the call, whose answer an argument gets: the body runs with another in its place, and its end is
     * told to {@link Engine#exit(Calling, Object, Throwable)}.
     *
     * @param miss the call
     * @param argument the index of the argument
     * @param callback what stands for it
     */
    record Calling(Miss miss, int argument, RecordedArgument callback) implements Lookup {}

    /**
     * No entry answers the call of a suspend function: the body runs with another continuation in the place of its
     * caller's, and what it returns is told to {@link Engine#exit(Suspending, Object, Throwable)}.
     *
     * @param miss the call
     * @param argument the index of the continuation
     * @param continuation what stands for it
     */
    record Suspending(Miss miss, int argument, RecordedContinuation continuation) implements Lookup {}

    /**
     * An entry answers the call, whose answer an argument gets; the body is skipped.
     *
     * @param replay makes the calls, or sees that they are made, and returns what the caller gets; to be called by the
     *     caller, outside of the engine
     * @param answer what it hands over, a {@link Hit} or a {@link Failed}; null if that is known without it
     */
    record Replay(
            Callable<@Nullable Object> replay, @Nullable Lookup answer) implements Lookup {

        Replay(Callable<@Nullable Object> replay) {
            this(replay, /* answer= */ null);
        }
    }

    /**
     * What a call was given.
     *
     * @param caller whose call it is, as it was when it began
     * @param before what the method's {@link Effect} has to know of the arguments as they were; null if it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Inputs(
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            @Nullable Object before) {

        @Nullable
        String tenant() {
            return caller.tenant();
        }

        /** Returns whether an object is the receiver or one of the arguments, not merely equal to it. */
        boolean include(Object object) {
            if (object == receiver) {
                return true;
            }
            for (Object argument : arguments) {
                if (object == argument) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * No entry answers the call, and none is made of it: the body runs, and its end is told to {@link
     * Engine#exit(Passing)}, because until then the same holds for calls of clients that it makes.
     *
     * @param running stands for them
     */
    record Passing(Nesting.Running running) implements Lookup {}

    /**
     * The call makes entries stale if it succeeds: the body runs, and its end is told to {@link Engine#exit(Evicting, Object,
     * Throwable)}.
     *
     * @param method the method called
     * @param wasOff whether the configuration had it switched off when the call began
     */
    record Evicting(CachedMethod method, boolean wasOff) implements Lookup {

        /** Returns whether nothing is to be done at the end: if it is on by then, others may have asked during the call. */
        boolean isLeftAlone() {
            return wasOff && method.standing().isConfiguredOff();
        }
    }

    /** The body runs, and its end is of no interest. Why is counted by reason at the method. */
    enum Bypass implements Lookup {
        /** It is none of its own, but a part of another one. */
        OF_ANOTHER,
        /** It cannot be answered from an entry. */
        INSTANCE,
        /** It could be, but the user wants that it is not. */
        DECIDED
    }
}
