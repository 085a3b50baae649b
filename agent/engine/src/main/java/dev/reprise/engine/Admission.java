package dev.reprise.engine;

import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.callback.RecordedArgument;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.RecordingLimits;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Call;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.shape.Silent;
import dev.reprise.engine.usage.UsageReader;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Given;
import dev.reprise.engine.value.Pulled;
import dev.reprise.engine.value.TimedParts;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes what real calls answer, and keeps it if an entry could stand for the call. Thread-safe; throws nothing. */
final class Admission {

    private static final String MADE_OF_LATE = "it was made of an answer of another call whose time was over";
    private static final String OUTDATED = "an answer is kept that was asked for anew after this call had begun";

    private final Observations observations;
    private final Auditor auditor;
    private final RecordingLimits limits;
    private final LongSupplier nanoClock;
    private final Executor guard;
    private final CallLog calls;
    private final Notices notices;
    private final Batches batches;
    private final Reductions reductions;
    private final LateAnswers late;
    private final Refreshes refreshes = new Refreshes();

    Admission(
            Observations observations,
            Auditor auditor,
            RecordingLimits limits,
            LongSupplier nanoClock,
            Executor guard,
            CallLog calls,
            Notices notices,
            Batches batches,
            Reductions reductions,
            LateAnswers late) {
        this.observations = observations;
        this.auditor = auditor;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.guard = guard;
        this.calls = calls;
        this.notices = notices;
        this.batches = batches;
        this.reductions = reductions;
        this.late = late;
    }

    /** Takes the end of the body of a call that was a miss; returns what the caller gets. */
    @Nullable
    Object bodyEnded(Miss miss, @Nullable Object result, @Nullable Throwable thrown) {
        if (result == null) {
            answered(miss, null, thrown);
            if (thrown != null && miss.method().shape().throwsFailures()) {
                failed(miss, thrown);
            }
            return thrown == null ? reductions.joined(miss, null) : null;
        }
        String unfit = handedBack(miss, result);
        if (unfit != null) {
            refuse(miss, unfit);
            return reductions.whole(miss, result);
        }
        return miss.method().shape().record(result, recording(miss));
    }

    /**
     * Takes the end of the body of a call whose answer its callback gets. What it returned is changed by nobody yet.
     *
     * @param result what the body returned; null if it returned nothing
     */
    void bodyEnded(Calling calling, @Nullable Object result, @Nullable Throwable thrown) {
        Miss miss = calling.miss();
        RecordedArgument callback = calling.callback();
        if (thrown != null) {
            callback.bodyThrew(thrown);
            return;
        }
        String unfit = result == null ? null : handedBack(miss, result);
        Effect effect = miss.method().effect();
        try {
            if (unfit != null) {
                callback.abandon(unfit);
            } else {
                callback.bodyEnded(effect == null || result == null ? result : effect.taken(result, miss.inputs()));
            }
        } catch (Uncacheable reason) {
            callback.abandon(reason.reason());
        }
    }

    /** Returns what takes the answer of a call; not always while a call has been brought to the engine. */
    MissRecording recording(Miss miss) {
        return new MissRecording(miss);
    }

    /** Takes the answer of one call. */
    final class MissRecording implements Recording, RecordedParts.End {

        private final Miss miss;

        private MissRecording(Miss miss) {
            this.miss = miss;
        }

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            @Nullable Object[] handed = {isReplacing() ? NONE : answer};
            guard.execute(() -> {
                answered(miss, answer, thrown);
                if (thrown != null) {
                    Admission.this.failed(miss, thrown);
                }
                over(miss, thrown);
                handed[0] = thrown == null ? reductions.joined(miss, answer) : null;
            });
            return handed[0];
        }

        @Override
        public @Nullable Object again() throws Exception {
            return reductions.again(miss);
        }

        @Override
        public boolean isReplacing() {
            return Reductions.isReduced(miss);
        }

        @Override
        public boolean isForgiving() {
            return LateAnswers.isPossible(miss);
        }

        @Override
        public @Nullable Object instead(Throwable thrown, Shape shape) {
            if (!isForgiving()) {
                return null;
            }
            @Nullable Object[] answer = new Object[1];
            guard.execute(() -> answer[0] = late.instead(miss, thrown, shape));
            return answer[0];
        }

        @Override
        public Parts parts() {
            Inputs inputs = miss.inputs();
            Given given = Given.of(() -> counted(miss), inputs.receiver(), inputs.arguments());
            return new GuardedParts(
                    new RecordedParts(
                            miss.method(),
                            miss.meter().observes(),
                            !miss.meter().observes() || auditor.wants(miss.method()),
                            limits,
                            nanoClock,
                            given,
                            this),
                    guard,
                    miss,
                    nanoClock,
                    isForgiving() ? thrown -> late.parts(miss, thrown) : null);
        }

        @Override
        public boolean isValue(Object answer) {
            boolean[] isValue = new boolean[1];
            guard.execute(() -> isValue[0] = miss.method().isValue(answer));
            return isValue[0];
        }

        @Override
        public Call call() {
            return new Call(miss.inputs().receiver(), miss.inputs().arguments());
        }

        @Override
        public long maxBytes() {
            return miss.method().entries().maxEntryBytes();
        }

        @Override
        public void complete(byte[] content, UsageReader.Answer usage) {
            keep(
                    miss,
                    /* result= */ null,
                    content,
                    usage,
                    (given, worth, fit) -> {
                        CachedMethod method = miss.method();
                        if (miss.batch() == null) {
                            method.entries()
                                    .putEncoded(miss.key(), method.ofParts(content), method, miss.begun(), worth, fit);
                        } else {
                            BatchRecording.keepRecorded(miss, content, given, worth, fit);
                        }
                    });
            over(miss, /* thrown= */ null);
        }

        /** Where whoever wants the parts is told of it; what is pulled fails where it is pulled. */
        @Override
        public void failed(Throwable failure) {
            Shape shape = miss.method().shape();
            if (shape.isPromised() || shape instanceof ColdShape || shape.isAtHand()) {
                Admission.this.failed(miss, failure);
            }
        }

        @Override
        public void asleepIf(BooleanSupplier condition) {
            if (miss.flight() != null) {
                miss.flight().asleepIf(condition);
            }
        }

        @Override
        public void silent(Silent answer) {
            if (miss.flight() != null) {
                miss.flight().endsWith(answer);
            }
        }

        @Override
        public void abandoned() {
            if (miss.flight() != null) {
                miss.flight().abandon();
            }
        }

        @Override
        public void refused(String reason) {
            refuse(miss, reason);
        }

        @Override
        public void brokeOff(String reason) {
            miss.meter().notRepeated();
            notices.nothingToKeep(miss.method(), reason);
            over(miss, /* thrown= */ null);
        }

        @Override
        public void withdrawnBroken(String reason) {
            miss.method().entries().withdraw(miss.key());
            notices.nothingToKeep(miss.method(), reason);
        }

        @Override
        public void withdrawn(String reason) {
            miss.method().entries().withdraw(miss.key());
            notices.refuse(miss.method(), reason);
        }
    }

    /** Notes that an answer cannot be kept, which may be said while the call goes on. */
    private void refuse(Miss miss, String reason) {
        miss.meter().notRepeated();
        ended(miss, /* over= */ false);
        notices.refuse(miss.method(), reason);
        over(miss, /* thrown= */ null);
    }

    /** Those who wait for the answer are waiting no longer: what can be kept of it is an entry. */
    private static void over(Miss miss, @Nullable Throwable thrown) {
        if (miss.flight() != null) {
            miss.flight().end(thrown, miss.method());
        }
    }

    private static void ended(Miss miss, boolean over) {
        Effect effect = miss.method().effect();
        if (effect != null) {
            effect.ended(miss.inputs(), over);
        }
    }

    private void answered(Miss miss, @Nullable Object result, @Nullable Throwable thrown) {
        CachedMethod method = miss.method();
        if (thrown != null) {
            miss.meter().notRepeated();
            ended(miss, !isCancelled(thrown) && !isCancelled(thrown.getCause()));
            notices.nothingToKeep(method, "it threw " + thrown.getClass().getName());
        } else if (result == null) {
            ended(miss, /* over= */ true);
            notices.nothingToKeep(method, "the answer is null");
        } else if (result instanceof CharSequence text && text.isEmpty()) {
            ended(miss, /* over= */ true);
            notices.nothingToKeep(method, "the answer is empty");
        } else {
            keep(
                    miss,
                    result,
                    /* parts= */ null,
                    miss.method().usage().answer(),
                    (given, worth, fit) -> {
                        Effect effect = method.effect();
                        Object held = effect == null ? result : effect.taken(result, miss.inputs());
                        if (miss.batch() == null) {
                            method.entries().put(miss.key(), held, given, method, miss.begun(), worth, fit);
                        } else {
                            BatchRecording.keep(miss, held, given, worth, fit);
                        }
                    });
        }
    }

    /** Lets equal calls fail so for a while, if a user wants that and nothing answers this one in place of its failure. */
    private void failed(Miss miss, Throwable thrown) {
        Negatives negatives = miss.method().negatives();
        if (negatives != null && !miss.isBehind() && !late.answers(miss, thrown)) {
            negatives.failed(miss, thrown);
        }
    }

    /** Whoever cancels a call does not wait for its end. */
    private static boolean isCancelled(@Nullable Throwable thrown) {
        return thrown instanceof CancellationException;
    }

    private interface Keeping {
        void keep(Given given, Worth worth, Runnable fit) throws Uncacheable;
    }

    /**
     * @param result the answer; null if it came in parts
     * @param parts these, encoded; none if nobody wanted to know them
     */
    private void keep(
            Miss miss, @Nullable Object result, byte @Nullable [] parts, UsageReader.Answer usage, Keeping keeping) {
        CachedMethod method = miss.method();
        long began = nanoClock.getAsLong();
        try {
            if (result != null) {
                usage.next(result);
            }
            Worth worth = miss.meter().ended(uses(miss, usage));
            String handedBack = result == null ? null : handedBack(miss, result); // By a future, say.
            String poor =
                    result == null || handedBack != null ? null : method.check().refusal(result);
            if (poor != null) {
                notices.nothingToKeep(method, poor);
                return;
            }
            if (miss.meter().isMadeOfLate(method)) {
                madeOfLate(miss);
                return;
            }
            Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
            String unfit = handedBack == null ? unfit(miss, counted) : handedBack;
            if (unfit != null) {
                notices.refuse(method, unfit);
                return;
            }
            Given given = Given.of(() -> counted, miss.inputs().receiver(), Reductions.given(miss));
            if (method.mode() == Mode.OFF) {
                return; // Since it began.
            }
            if (miss.meter().observes()) {
                observe(miss, result, parts, given, worth);
            } else {
                compare(miss, result, parts, given);
                if (!kept(miss, keeping, given, worth)) {
                    notices.nothingToKeep(method, OUTDATED);
                    return;
                }
                method.outcomes().stored();
                if (method.negatives() != null) {
                    method.negatives().answered(miss, nanoClock.getAsLong());
                }
                if (method.stale() != null) {
                    method.stale().answered(nanoClock.getAsLong());
                    method.stale().pauses().over(miss.key());
                }
                calls.missed(method, /* notKept= */ null);
            }
            method.kept();
        } catch (Uncacheable reason) {
            if (reason.isNoAnswer()) {
                notices.nothingToKeep(method, reason.reason());
            } else {
                notices.refuse(method, reason.reason());
            }
            if (!reason.isOfOneAnswer() && method.notKept(reason.reason())) {
                notices.givenUp(method);
            }
        } catch (Throwable failure) {
            notices.refuse(method, notices.unexpected(method, "the answer could not be kept", failure));
        } finally {
            miss.meter().notRepeated();
            ended(miss, /* over= */ true);
            method.outcomes().own().took(nanoClock.getAsLong() - began);
            miss.meter().kept();
        }
    }

    /** An answer that may be made of older ones is no younger than they are, and as long as they are all that is to be had, the next is not, either. */
    private void madeOfLate(Miss miss) {
        CachedMethod method = miss.method();
        Stale stale = method.stale();
        notices.nothingToKeep(method, MADE_OF_LATE);
        if (stale != null && stale.asksAgain()) {
            stale.pauses().longer(miss.key(), nanoClock.getAsLong());
        }
        if (miss.flight() != null) {
            miss.flight().providerFailed(miss.meter().failureBelow(), method);
        }
    }

    /** Keeps an answer, unless another that was asked for later, and not from an entry, has come before it. */
    private boolean kept(Miss miss, Keeping keeping, Given given, Worth worth) throws Uncacheable {
        if (refreshes.isOutdated(miss)) {
            return false;
        }
        keeping.keep(given, worth, () -> replace(miss));
        if (!refreshes.isOutdated(miss)) {
            return true;
        }
        for (CacheKey key : Refreshes.keys(miss)) {
            miss.method().entries().withdraw(key); // Which of the two was kept last nobody can tell.
        }
        return false;
    }

    /** An entry that was not good enough for a caller would come back if the write of its successor were dropped. */
    private void replace(Miss miss) {
        if (refreshes.keeps(miss)) {
            for (CacheKey key : Refreshes.keys(miss)) {
                miss.method().entries().replace(key);
            }
        }
    }

    /** Returns what is in the key of a call whose answer begins to come. Whether it was changed counts at the end alone. */
    private static Set<Object> counted(Miss miss) throws Uncacheable {
        Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            key(miss, miss.inputs().arguments(), counted);
        } catch (Unkeyable reason) {
            throw changed(reason);
        }
        return counted;
    }

    /**
     * Returns the key that a call has by now.
     *
     * @param arguments the call's, without what it did to them as it always does
     * @param counted filled with what is in the key
     */
    static CacheKey key(Miss miss, @Nullable Object[] arguments, Set<Object> counted) throws Unkeyable {
        Inputs inputs = miss.inputs();
        Effect effect = miss.method().effect();
        Set<Object> spent = effect == null ? Set.of() : effect.spent(inputs);
        return miss.method().plan().key(inputs.tenant(), inputs.receiver(), arguments, counted, spent);
    }

    private static Uncacheable changed(Unkeyable reason) {
        return new Uncacheable(
                "its receiver or an argument was changed while it ran: " + reason.path() + " " + reason.reason());
    }

    /** Where a client below answered, that one's call counts, and this one's is none. */
    private static List<ModelUse> uses(Miss miss, UsageReader.Answer usage) {
        boolean isServedBelow = miss.running() != null && miss.running().isServedBelow();
        return miss.method().asksProvider() && !isServedBelow
                ? usage.uses(miss.inputs().receiver(), miss.inputs().arguments())
                : List.of();
    }

    /** Compares what a real call answered with what an entry would have. */
    private void compare(Miss miss, @Nullable Object result, byte @Nullable [] parts, Given given) throws Uncacheable {
        Object entry = miss.shadowed();
        Effect effect = miss.method().effect();
        if (entry == null) {
            return;
        }
        if (miss.batch() != null) {
            Object answer = parts == null ? result : BatchRecording.answer(miss, parts);
            if (answer != null) {
                auditor.shadowed(miss, entry, answer, given);
            }
            return;
        }
        List<?> recorded =
                entry instanceof Pulled pulled ? pulled.parts() : entry instanceof TimedParts all ? all : null;
        if (result == null && recorded != null && parts != null) {
            auditor.shadowedInParts(miss, recorded, parts);
        } else if (result != null && recorded == null) {
            Object held = effect == null ? result : effect.taken(result, miss.inputs());
            auditor.shadowed(miss, entry, held, given);
        }
    }

    private void observe(Miss miss, @Nullable Object result, byte @Nullable [] parts, Given given, Worth worth)
            throws Unkeyable, Uncacheable {
        CachedMethod method = miss.method();
        if (miss.running() != null && miss.running().isServedBelow()) {
            calls.bypassed(method, "a client below it answers");
            return;
        }
        Effect effect = method.effect();
        Object held = result == null || effect == null ? result : effect.taken(result, miss.inputs());
        BatchCall batch = miss.batch();
        boolean wanted = auditor.wants(method);
        byte[] content =
                held == null || batch != null || !wanted ? null : method.codec().encode(held, given);
        Object answer =
                batch == null || parts == null || parts.length == 0 ? result : BatchRecording.answer(miss, parts);
        List<CacheKey> keys = batches.observed(miss, answer);
        List<byte[]> each = batch == null || answer == null || !wanted
                ? List.of()
                : BatchRecording.each(miss, batch, keys, answer, given);
        boolean repeated = true;
        for (CacheKey key : keys) {
            repeated &= observations.repeated(key, method.life().ttl(), miss.begun());
        }
        method.outcomes().observed();
        if (repeated) {
            method.outcomes().repeated();
            miss.meter().repeated(worth, method.outcomes()::wouldSave);
        }
        calls.observed(method, repeated);
        if (answer != null && !each.isEmpty()) {
            auditor.answeredEach(miss, answer, keys, each);
        } else if (held != null && content != null) {
            auditor.answered(miss, held, content);
        } else if (batch == null && parts != null && parts.length > 0) {
            auditor.answeredInParts(miss, parts);
        }
    }

    private static @Nullable String handedBack(Miss miss, Object result) {
        return miss.inputs().include(result) && !Codecs.isImmutable(result)
                ? "hands back its receiver or an argument; an entry could only hand back a copy"
                : null;
    }

    /**
     * Returns why an entry could not stand for the call, or null. What the call was given may have been changed by the
     * body, which a hit would not repeat, or by another thread, and then nobody knows which content was answered.
     *
     * @param counted filled with the identities of what is in the key
     */
    private static @Nullable String unfit(Miss miss, Set<Object> counted) throws Uncacheable {
        Inputs inputs = miss.inputs();
        Effect effect = miss.method().effect();
        Object[] arguments = effect == null ? inputs.arguments() : effect.undone(inputs);
        try {
            CacheKey after = key(miss, arguments, counted);
            return after.equals(miss.key()) && Reductions.isUnchanged(miss, counted)
                    ? null
                    : "its receiver or an argument was changed while it ran; an entry could not repeat that";
        } catch (Unkeyable reason) {
            return changed(reason).reason();
        }
    }
}
