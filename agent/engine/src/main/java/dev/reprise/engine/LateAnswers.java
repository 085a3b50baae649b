package dev.reprise.engine;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.failure.Stopped;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Call;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.TimedParts;
import dev.reprise.engine.value.Uncacheable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what answers calls whose real method has failed: entries whose time is over, where a user lets them. Only if the
 * provider failed, the caller asks for nothing else, and the entry was not evicted. Thread-safe; throws nothing.
 */
final class LateAnswers {

    private final ForgivenCalls forgiven;
    private final Pacing pacing;

    LateAnswers(ForgivenCalls forgiven, Pacing pacing) {
        this.forgiven = forgiven;
        this.pacing = pacing;
    }

    /** Returns whether something could answer a call in place of a failure. */
    static boolean isPossible(Miss miss) {
        Stale stale = miss.method().stale();
        return stale != null && (stale.isIfError() || miss.isAhead()) && !miss.isBehind();
    }

    /** Returns what answers a call in place of what its body threw, as its caller gets it; null if nothing does. */
    @Nullable
    Hit instead(Miss miss, Throwable thrown) {
        Shape shape = miss.method().shape();
        return shape instanceof HandedShape ? null : found(miss, thrown, held -> replayed(miss, held, shape));
    }

    /** Returns what answers a call in place of what it ended with, handed over by a shape; null if nothing does. */
    @Nullable
    Object instead(Miss miss, Throwable thrown, Shape shape) {
        Hit hit = found(miss, thrown, held -> replayed(miss, held, shape));
        return hit == null ? null : hit.value();
    }

    /**
     * Returns what answers a call whose answer an argument gets, in place of what its body threw; null if nothing does.
     *
     * @param replay makes of what an entry holds what hands it over; null if that cannot be made
     */
    @Nullable
    Hit instead(Miss miss, Throwable thrown, Function<TimedParts, @Nullable Object> replay) {
        return found(miss, thrown, held -> held instanceof TimedParts parts ? replay.apply(parts) : null);
    }

    /** Returns the parts that answer a call in place of a failure that came before the first; null if nothing does. */
    @Nullable
    List<?> parts(Miss miss, Throwable thrown) {
        Hit hit = found(
                miss,
                thrown,
                held -> miss.batch() != null
                        ? List.of(held)
                        : held instanceof TimedParts parts ? parts(miss, parts) : null);
        return hit == null ? null : (List<?>) hit.value();
    }

    private @Nullable List<?> parts(Miss miss, TimedParts parts) {
        CachedMethod method = miss.method();
        Effect effect = method.effect();
        if (!(method.shape() instanceof HandedShape)) {
            return effect == null || isRepeated(miss, parts, effect) ? (List<?>) pacing.of(parts, method.rule()) : null;
        }
        if (effect != null) {
            return null; // What the method returns is not at hand where its argument is told of the failure.
        }
        List<Called> calls = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Called call) {
                calls.add(call);
            }
        }
        return pacing.of(calls, parts, method.rule());
    }

    /**
     * Returns what answers a call in place of what it ended with; null if nothing does.
     *
     * @param handed makes of what the entry holds what the caller gets; null if that cannot be made
     */
    private @Nullable Hit found(Miss miss, Throwable thrown, Function<Object, @Nullable Object> handed) {
        Stale stale = miss.method().stale();
        if (stale == null || !isWanted(miss, thrown)) {
            return null;
        }
        try {
            String failure = miss.method().providerFailure(thrown);
            LateEntry entry = late(miss, stale, failure);
            Object answer = entry == null ? null : handed.apply(Found.value(entry.found()));
            if (entry == null || answer == null) {
                tellUntaken(miss, stale, thrown, failure);
                return null;
            }
            return entry.lateMillis() >= 0
                    ? served(miss, stale, answer, entry, failure)
                    : Hit.of(
                            answer,
                            Found.source(entry.found())); // Which would have answered, had it not been asked again.
        } catch (Throwable unfit) {
            return null;
        }
    }

    /** Returns whether an entry would answer a call in place of what it ended with. */
    boolean answers(Miss miss, Throwable thrown) {
        Stale stale = miss.method().stale();
        return stale != null
                && isWanted(miss, thrown)
                && late(miss, stale, miss.method().providerFailure(thrown)) != null;
    }

    /**
     * Returns the entry that answers a call that failed; null if none does.
     *
     * @param failure what the provider did; null if it did not fail
     */
    private static @Nullable LateEntry late(Miss miss, Stale stale, @Nullable String failure) {
        if (failure == null && !miss.isAhead()) {
            return null;
        }
        LateEntry entry = late(miss);
        boolean isOver = entry != null && entry.lateMillis() >= 0;
        return entry == null || (isOver && (failure == null || !stale.allowsIfError(entry))) ? null : entry;
    }

    /** Says once of a method that an entry would have answered, had the failure been taken for the provider's. */
    private static void tellUntaken(Miss miss, Stale stale, Throwable thrown, @Nullable String failure) {
        if (failure == null && !miss.isAhead() && stale.mayTellUntaken(thrown)) {
            LateEntry entry = late(miss);
            if (entry != null && entry.lateMillis() >= 0 && stale.allowsIfError(entry)) {
                stale.tellUntaken(thrown);
            }
        }
    }

    private static @Nullable LateEntry late(Miss miss) {
        return miss.batch() == null
                ? ofOne(miss.method(), miss.key(), miss.inputs())
                : LateItems.found(miss, miss.batch());
    }

    /** Returns what is kept for a call about one thing, though its time may be over; null if nothing is. */
    static @Nullable LateEntry ofOne(CachedMethod method, CacheKey key, Inputs inputs) {
        return method.entries().late(key, method, method.evictedBy(inputs.tenant()));
    }

    /**
     * Returns what answers a call that has waited for an equal one, whose provider failed, so that it need not be asked once more;
     * null if nothing does.
     *
     * @param flight the other call
     * @param kept looks for what is kept for it though its time may be over
     */
    static @Nullable StaleHit afterWait(CachedMethod method, Flight flight, Supplier<@Nullable LateEntry> kept) {
        String failure = flight.providerFailure();
        Stale stale = method.stale();
        if (failure == null
                || stale == null
                || method.mode() != Mode.ON
                || Thread.currentThread().isInterrupted()) {
            return null;
        }
        LateEntry entry = kept.get();
        return entry == null
                        || entry.lateMillis() < 0
                        || !stale.allowsIfError(entry)
                        || Found.value(entry.found()) instanceof RecordedBatch
                ? null
                : hit(Found.value(entry.found()), entry, failure);
    }

    private static StaleHit hit(Object answer, LateEntry entry, @Nullable String failure) {
        return new StaleHit(
                new Found(answer, Found.source(entry.found()), /* worth= */ null), entry.ageMillis(), failure);
    }

    private Hit served(Miss miss, Stale stale, Object answer, LateEntry entry, @Nullable String failure) {
        StaleHit hit = hit(answer, entry, failure);
        miss.meter().gotLate(failure);
        forgiven.answered(miss.method(), stale, hit);
        return hit;
    }

    private static boolean isWanted(Miss miss, Throwable thrown) {
        return thrown instanceof Exception
                && !Stopped.was(thrown)
                && !miss.meter().observes()
                && miss.shadowed() == null
                && !miss.isBehind()
                && miss.inputs().caller().control() == Control.NONE
                && miss.method().mode() == Mode.ON
                && !Thread.currentThread().isInterrupted();
    }

    private @Nullable Object replayed(Miss miss, Object held, Shape shape) {
        CachedMethod method = miss.method();
        Inputs inputs = miss.inputs();
        Effect effect = method.effect();
        try {
            Object value = effect == null ? held : repeated(miss, held, effect);
            Object answer =
                    shape.replay(pacing.of(value, method.rule()), new Call(inputs.receiver(), inputs.arguments()));
            if (effect != null) {
                effect.done(inputs.arguments());
            }
            return answer;
        } catch (Exception unfit) {
            return null;
        }
    }

    private static boolean isRepeated(Miss miss, Object held, Effect effect) {
        try {
            repeated(miss, held, effect);
            effect.done(miss.inputs().arguments());
            return true;
        } catch (Uncacheable | RuntimeException unfit) {
            return false;
        }
    }

    private static Object repeated(Miss miss, Object held, Effect effect) throws Uncacheable {
        if (!isUnchanged(miss)) {
            throw new Uncacheable("its arguments were changed before it failed");
        }
        return effect.repeatFailed(held, miss.inputs());
    }

    /** Returns whether a call that failed has left alone what it was given, but for what it reads in it. */
    static boolean isUnchanged(Miss miss) {
        Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            return Admission.key(miss, miss.inputs().arguments(), counted).equals(miss.key());
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return false;
        }
    }
}
