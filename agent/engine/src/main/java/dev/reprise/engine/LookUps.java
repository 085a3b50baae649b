package dev.reprise.engine;

import dev.reprise.engine.BehindCalls.Where;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.Nesting.Running;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.worth.Worth;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds what answers a call, and says of each how it went. Thread-safe. */
final class LookUps {

    private static final String FAILED_BEFORE =
            "an equal call failed a short while ago, and negative-ttl holds for that";
    private static final String NOT_STORED = "no entry answers it, and Reprise.noStore is in force";

    private final CallLog calls;
    private final Explanations explanations;
    private final Notices notices;
    private final Batches batches;
    private final Coalescing coalescing;
    private final @Nullable SharedFlights shared;
    private final Meters meters;
    private final BehindCalls behind;
    private final Revalidations revalidations;
    private final ForgivenCalls forgiven;

    LookUps(
            CallLog calls,
            Explanations explanations,
            Notices notices,
            Batches batches,
            Coalescing coalescing,
            @Nullable SharedFlights shared,
            Meters meters,
            BehindCalls behind,
            ForgivenCalls forgiven) {
        this.calls = calls;
        this.explanations = explanations;
        this.notices = notices;
        this.batches = batches;
        this.coalescing = coalescing;
        this.shared = shared;
        this.meters = meters;
        this.behind = behind;
        this.revalidations = new Revalidations(behind);
        this.forgiven = forgiven;
    }

    /** Whether another client's call that makes this one stands for it. */
    boolean nested(CachedMethod method, Supplier<@Nullable Running> around) {
        Running outer = method.rule().ofClient() ? around.get() : null;
        if (outer == null || !outer.standsFor(method)) {
            return false;
        }
        calls.bypassed(method, "it is made by a call of " + outer.name() + ", whose answer stands for it");
        return true;
    }

    /** Bypasses a call because its look-up failed. */
    Lookup failed(
            CachedMethod method,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Throwable failure) {
        return bypass(method, caller, receiver, arguments, reason(method, failure));
    }

    private String reason(CachedMethod method, Throwable failure) {
        if (failure instanceof Unkeyable unkeyable) {
            return unkeyable.path() + " " + unkeyable.reason();
        }
        return failure instanceof Uncacheable uncacheable
                ? uncacheable.reason()
                : notices.unexpected(method, "the look-up failed", failure);
    }

    /** Bypasses a call that was not looked up. */
    Lookup bypass(
            CachedMethod method,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            String reason) {
        Lookup bypass = notices.bypass(method, reason);
        explanations.explain(method, caller.tenant(), receiver, arguments, bypass);
        return bypass;
    }

    /** Notes that a call fails as the one has failed that it waited for. */
    void failedAlike(CachedMethod method) {
        coalescing.failedAlike(method);
    }

    /** Notes that an entry answers a call. */
    void served(CachedMethod method, Hit hit) {
        if (hit instanceof StaleHit stale) {
            servedLate(method, stale);
        } else {
            saved(method, hit);
            calls.hit(method, hit.source());
        }
    }

    private static void saved(CachedMethod method, Hit hit) {
        Worth worth = hit.worth();
        method.outcomes().hit(hit.source(), worth);
        Meter around = Meter.current();
        if (around != null && worth != null) {
            around.spared(worth);
        }
    }

    /** In place of a failure it counts as if the call had asked the provider itself: the entry saves nothing that was to be had. */
    private void servedLate(CachedMethod method, StaleHit hit) {
        Stale stale = method.stale();
        if (stale != null && hit.failure() != null) {
            method.outcomes().missed();
            forgiven.answered(method, stale, hit);
        } else {
            saved(method, hit);
            method.outcomes().stale();
            Lateness.got(method);
            calls.stale(method, hit);
        }
        Meter around = Meter.current();
        if (around != null) {
            around.belowGotLate(hit.failure());
        }
    }

    /**
     * Looks a call up, and explains it if somebody wants to know.
     *
     * @param before the key that the call had when it was made; null if it is made now
     */
    Lookup lookUp(
            CachedMethod method,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        Lookup found = found(method, caller, receiver, arguments, before);
        explanations.explain(method, caller.tenant(), receiver, arguments, found);
        return found;
    }

    private Lookup found(
            CachedMethod method,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        String refusal = method.refusal();
        if (refusal != null) {
            return notices.bypass(method, refusal);
        }
        Mode mode = method.mode(); // Once, for it may change meanwhile.
        String unasked = caller.control().objection(mode);
        if (unasked != null) {
            return notices.controlled(method, unasked);
        }
        String objection = Callers.objection(caller, method);
        if (objection != null) {
            return notices.decided(method, objection);
        }
        String tooWarm = method.tooWarm(receiver, arguments);
        if (tooWarm != null) {
            return notices.decided(method, tooWarm);
        }
        BatchCall call = batches.call(method, arguments);
        if (call != null) {
            return found(method, call, new Inputs(caller, receiver, arguments, /* before= */ null), before);
        }
        CacheKey key = method.plan().key(caller.tenant(), receiver, arguments);
        if (before != null && !before.equals(key)) {
            return notices.changedSince(method);
        }
        if (mode == Mode.OBSERVE) {
            watch(method, caller, receiver, arguments);
            return miss(method, key, caller, receiver, arguments, /* observes= */ true, /* flight= */ null);
        }
        if (!method.rolledOut(key)) {
            return notices.leaveOut(method);
        }
        BehindCalls.Way way = method.behind() == null ? null : BehindCalls.begun(method, key);
        if (way != null) {
            return behind(way, caller, receiver, arguments);
        }
        if (caller.control() != Control.NONE) {
            return controlled(method, key, caller, receiver, arguments);
        }
        Object value = method.stale() == null
                ? method.entries().get(key, method, method.evictedBy(caller.tenant()))
                : inTime(method, method.stale(), key, caller, receiver, arguments);
        if (value instanceof Lookup late) {
            return late;
        }
        if (value != null && !(Found.value(value) instanceof RecordedBatch)) {
            return isShadowed(method, receiver, arguments)
                    ? shadowed(method, key, caller, receiver, arguments, value)
                    : Found.hit(value);
        }
        Inputs inputs = new Inputs(caller, receiver, arguments, /* before= */ null);
        Failed failed = value != null ? null : failedBefore(method, key, inputs);
        if (failed != null) {
            return failed;
        }
        if (value != null || !coalescing.isFor(method)) {
            return missed(method, key, caller, receiver, arguments, /* flight= */ null);
        }
        return coalescing.found(new OneCall(this, shared, method, key, inputs));
    }

    /** Returns how a call fails because an equal one did a short while ago, and notes that; null if nothing is remembered. */
    @Nullable
    Failed failedBefore(CachedMethod method, CacheKey key, Inputs inputs) {
        Negatives negatives = remembered(method);
        return negatives == null ? null : noted(method, negatives.found(method, key, inputs));
    }

    /** Returns as above for a call about items that is about to be made. */
    @Nullable
    Failed failedBefore(Miss miss) {
        Negatives negatives = remembered(miss.method());
        return negatives == null ? null : noted(miss.method(), negatives.foundOf(miss));
    }

    /** Whoever has waited may find that it is switched off by now. */
    private static @Nullable Negatives remembered(CachedMethod method) {
        Negatives negatives = method.negatives();
        return negatives == null || method.mode() != Mode.ON ? null : negatives;
    }

    private @Nullable Failed noted(CachedMethod method, @Nullable Failed failed) {
        if (failed != null) {
            notices.controlled(method, FAILED_BEFORE);
        }
        return failed;
    }

    /** Nobody but the miss ends the flight of a call that is made behind its caller. */
    private Miss behind(BehindCalls.Way way, Caller caller, @Nullable Object receiver, @Nullable Object[] arguments)
            throws Uncacheable {
        Miss made = null;
        try {
            calls.behind(way.method(), way.entry() != null);
            made = miss(way.method(), way.key(), caller, receiver, arguments, /* observes= */ false, way.flight())
                    .behind(way.entry());
            return made;
        } finally {
            if (made == null && way.flight() != null) {
                way.flight().end();
            }
        }
    }

    /** Returns what is found for a call that does not wait for an equal one. */
    Lookup alone(Following following) throws Unkeyable, Uncacheable {
        CachedMethod method = following.method();
        Inputs inputs = following.inputs();
        Hit hit = told(following);
        if (hit != null) {
            return hit;
        }
        BatchCall call = batches.call(method, inputs.arguments());
        if (call == null) {
            return missed(
                    method,
                    following.key(),
                    inputs.caller(),
                    inputs.receiver(),
                    inputs.arguments(),
                    /* flight= */ null);
        }
        method.outcomes().missed();
        return batches.found(method, call, inputs, /* before= */ null);
    }

    /** Returns what answers a call that waited for an equal one; null if there is nothing. */
    @Nullable
    Hit told(Following following) throws Unkeyable, Uncacheable {
        CachedMethod method = following.method();
        Inputs inputs = following.inputs();
        BatchCall call = batches.call(method, inputs.arguments());
        if (call != null) {
            Lookup found = batches.found(method, call, inputs, /* before= */ null);
            return found instanceof Hit hit
                    ? hit.coalesced()
                    : LateAnswers.afterWait(method, following.flight(), () -> LateItems.found(found));
        }
        Object held = method.entries()
                .get(following.key(), method, method.evictedBy(inputs.caller().tenant()));
        return held == null || Found.value(held) instanceof RecordedBatch
                ? LateAnswers.afterWait(
                        method, following.flight(), () -> LateAnswers.ofOne(method, following.key(), inputs))
                : Hit.coalesced(held);
    }

    /** With a temperature, a model may answer otherwise, which says nothing of the entry. */
    private static boolean isShadowed(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        return method.isShadowed() && method.temperature(receiver, arguments) == null;
    }

    /** Returns what an entry holds, or what is found of one that is late; null if there is none. */
    private @Nullable Object inTime(
            CachedMethod method,
            Stale stale,
            CacheKey key,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws Uncacheable {
        if (!stale.asksAgain()) {
            return method.entries().get(key, method, method.evictedBy(caller.tenant()));
        }
        return revalidations.found(
                method,
                stale,
                key,
                new Inputs(caller, receiver, arguments, /* before= */ null),
                own -> missed(method, key, caller, receiver, arguments, own));
    }

    /**
     * Lets the real method answer a call, too, that an entry could, to see whether it answers the same: behind the caller, who gets
     * the hit, where the method may be called on any thread; otherwise on his thread and in place of the hit, for elsewhere it
     * would lack what hangs on that.
     */
    private Lookup shadowed(
            CachedMethod method,
            CacheKey key,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Object found)
            throws Uncacheable {
        if (behind.arePaused(method)) {
            return Found.hit(found);
        }
        Where where = behind.compares(method, key, new Inputs(caller, receiver, arguments, /* before= */ null));
        if (where != Where.HERE) {
            return Found.hit(where == Where.BEHIND ? BehindCalls.timeAlone(found) : found);
        }
        method.outcomes().missed();
        return miss(method, key, caller, receiver, arguments, /* observes= */ false, /* flight= */ null)
                .shadowing(Found.value(found));
    }

    /** Looks a call up of which something is asked; it waits for nobody, and nobody waits for it. */
    private Lookup controlled(
            CachedMethod method, CacheKey key, Caller caller, @Nullable Object receiver, @Nullable Object[] arguments)
            throws Uncacheable {
        Control control = caller.control();
        Object value = control.reads()
                ? method.entries().get(key, method, method.evictedBy(caller.tenant()), new Patience(), control)
                : null;
        if (value != null && !(Found.value(value) instanceof RecordedBatch)) {
            return Found.hit(value);
        }
        return control.keeps()
                ? missed(method, key, caller, receiver, arguments, /* flight= */ null)
                : notices.controlled(method, NOT_STORED);
    }

    Miss missed(
            CachedMethod method,
            CacheKey key,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            @Nullable Flight flight)
            throws Uncacheable {
        method.outcomes().missed();
        watch(method, caller, receiver, arguments);
        return miss(method, key, caller, receiver, arguments, /* observes= */ false, flight);
    }

    private Lookup found(CachedMethod method, BatchCall call, Inputs inputs, @Nullable CacheKey before)
            throws Unkeyable, Uncacheable {
        long landings = coalescing.landings();
        Lookup found = batches.found(method, call, inputs, before);
        if (found instanceof Hit hit
                && inputs.caller().control() == Control.NONE
                && isShadowed(method, inputs.receiver(), inputs.arguments())) {
            method.outcomes().missed();
            return batches.shadowed(method, call, inputs, hit.value());
        }
        if (found.miss() != null && !inputs.caller().control().keeps()) {
            return notices.controlled(method, NOT_STORED);
        }
        if (found.miss() != null
                && !found.miss().meter().observes()
                && inputs.caller().control() == Control.NONE) {
            Failed failed = failedBefore(found.miss());
            if (failed != null) {
                return failed;
            }
        }
        if (found.miss() != null
                && method.mode() != Mode.OBSERVE
                && inputs.caller().control() == Control.NONE
                && coalescing.isFor(method)) {
            found = coalescing.found(
                    new ItemsCall(this, batches, coalescing, shared, call, found, found.miss(), landings));
        }
        if (found instanceof Reduced reduced && Reductions.isAnsweredInPart(reduced.miss())) {
            method.outcomes().partlyMissed(reduced.worth());
        } else if (found instanceof Reduced) {
            method.outcomes().missed();
        } else if (found instanceof Miss miss) {
            if (!miss.meter().observes()) {
                method.outcomes().missed();
            }
            watch(method, inputs.caller(), inputs.receiver(), inputs.arguments());
        }
        return found;
    }

    private Miss miss(
            CachedMethod method,
            CacheKey key,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            boolean observes,
            @Nullable Flight flight)
            throws Uncacheable {
        Effect effect = method.effect();
        Object before = effect == null ? null : effect.before(arguments);
        return new Miss(
                method,
                key,
                meters.begin(method, observes),
                new Inputs(caller, receiver, arguments, before),
                Nesting.begin(method),
                /* batch= */ null,
                method.evictedBy(caller.tenant()).begin(),
                flight);
    }

    private void watch(CachedMethod method, Caller caller, @Nullable Object receiver, @Nullable Object[] arguments) {
        String path =
                method.watch().missed(() -> method.plan().explain(caller.tenant(), receiver, arguments), receiver);
        if (path != null) {
            notices.differ(method, path);
        }
    }
}
