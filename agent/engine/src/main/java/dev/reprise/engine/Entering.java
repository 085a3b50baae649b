package dev.reprise.engine;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Evicting;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Passing;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.Lookup.Suspending;
import dev.reprise.engine.Nesting.Running;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Call;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.value.Uncacheable;
import org.jspecify.annotations.Nullable;

/** Looks calls up that begin, each as its method hands over answers. Thread-safe. */
final class Entering {

    private final Callers callers;
    private final LookUps lookUps;
    private final Batches batches;
    private final Explanations explanations;
    private final Notices notices;
    private final Admission admission;
    private final Subscriptions subscriptions;
    private final Promises promises;
    private final Callbacks callbacks;
    private final Pacing pacing;
    private final OwnClock ownClock;
    private final VainPaths vainPaths = new VainPaths();

    Entering(
            Callers callers,
            LookUps lookUps,
            Batches batches,
            Explanations explanations,
            Notices notices,
            Admission admission,
            Subscriptions subscriptions,
            Promises promises,
            Callbacks callbacks,
            Pacing pacing,
            OwnClock ownClock) {
        this.callers = callers;
        this.lookUps = lookUps;
        this.batches = batches;
        this.explanations = explanations;
        this.notices = notices;
        this.admission = admission;
        this.subscriptions = subscriptions;
        this.promises = promises;
        this.callbacks = callbacks;
        this.pacing = pacing;
        this.ownClock = ownClock;
    }

    /** As {@link Engine#enter}. */
    Lookup enter(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        if (method.rule().evicts() != null) {
            return new Evicting(method, method.standing().isConfiguredOff());
        }
        if (method.shape() instanceof SuspendShape suspend && suspend.isResumption(arguments)) {
            return Bypass.OF_ANOTHER; // Its call was looked up when it began.
        }
        if (method.mode() == Mode.OFF) {
            notices.off(method);
            return begun(method, Bypass.INSTANCE);
        }
        OwnCost own = method.outcomes().own();
        int weight = own.weight();
        if (weight == 0) {
            return lookedUp(method, receiver, arguments);
        }
        long began = ownClock.getAsLong();
        Lookup found = lookedUp(method, receiver, arguments);
        if (!mayHaveWaited(method, found)) {
            own.took(weight, ownClock.getAsLong() - began);
        }
        return found;
    }

    /** Whether a call may have waited for an equal one, which is no work of Reprise. */
    private static boolean mayHaveWaited(CachedMethod method, Lookup found) {
        Miss miss = found.miss();
        return miss == null
                ? found instanceof Failed
                        || (found instanceof StaleHit stale && stale.failure() != null)
                        || (found instanceof Hit hit && hit.source() == Source.COALESCED)
                : method.isSingleFlight()
                        && (miss.flight() == null || miss.flight().hasWaited());
    }

    private Lookup lookedUp(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        Lookup again = method.batch() == null ? null : batches.repeated(method, receiver, arguments);
        if (again != null) {
            return begun(method, again);
        }
        explanations.callBegins();
        try {
            if (lookUps.nested(method, Nesting::current)) {
                return Bypass.OF_ANOTHER;
            }
            if (receiver != null && !method.rule().means(receiver.getClass().getName())) {
                return lookUps.bypass(method, callers.current(), receiver, arguments, foreign(receiver));
            }
            if (method.isFirstCall()) {
                vainPaths.warn(method);
            }
            Caller caller = callers.current(method, receiver, arguments);
            if (method.shape() instanceof ColdShape) {
                return begun(method, subscriptions.assembling(method, caller, receiver, arguments));
            }
            if (method.shape() instanceof HandedShape shape) {
                return begun(method, callingBack(method, shape, caller, receiver, arguments));
            }
            if (method.shape() instanceof SuspendShape shape) {
                return begun(method, suspending(method, shape, caller, receiver, arguments));
            }
            Lookup found = lookUps.lookUp(method, caller, receiver, arguments, /* before= */ null);
            if (found instanceof Following following) {
                Object promise = promises.promise(following);
                if (promise != null) {
                    return Hit.of(promise, Source.COALESCED);
                }
                found = lookUps.alone(following);
            }
            if (found instanceof Failed failed) {
                return new Failed(
                        failed.failure(), failed.source(), method.shape().failed(failed.failure()));
            }
            return found instanceof Hit hit ? replayed(method, hit, receiver, arguments) : begun(method, found);
        } catch (Throwable failure) {
            return begun(method, lookUps.failed(method, callers.current(), receiver, arguments, failure));
        }
    }

    /** Last of all: from here on this thread runs the body. */
    private static Lookup begun(CachedMethod method, Lookup found) {
        if (found instanceof Bypass bypass) {
            return passing(method, bypass);
        }
        Miss miss = found.miss();
        if (miss != null) {
            miss.meter().bodyBegins();
            if (miss.running() != null) {
                miss.running().bodyBegins();
            }
        }
        return found;
    }

    /** What a client is asked where it calls the service back is not its own, so that this is done only if it must be. */
    private static Lookup passing(CachedMethod method, Bypass bypass) {
        boolean forAll = bypass == Bypass.DECIDED;
        Running running = method.shape() instanceof HandedShape && !forAll ? null : Nesting.begin(method, forAll);
        if (running == null) {
            return bypass;
        }
        running.bodyBegins();
        return new Passing(running);
    }

    /** A method that a library's class or interface hands down to a class of the service's own. */
    private static String foreign(Object receiver) {
        return "its receiver is a " + receiver.getClass().getName()
                + ", which is not one of the library's own; name the"
                + " methods of its own if their answers depend on its fields and their arguments alone";
    }

    private Lookup callingBack(
            CachedMethod method,
            HandedShape shape,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws Unkeyable, Uncacheable {
        Lookup unfit = callbacks.unfit(method, shape, arguments);
        if (unfit != null) {
            return unfit;
        }
        Lookup found = lookUps.lookUp(method, caller, receiver, arguments.clone(), /* before= */ null);
        if (found instanceof Following following) {
            Lookup waiting = callbacks.following(following, shape, arguments);
            if (waiting != null) {
                return handing(waiting, Hit.of(waiting, Source.COALESCED));
            }
            found = lookUps.alone(following);
        }
        if (found instanceof Failed failed) {
            return handing(callbacks.failing(failed, method, shape, arguments[shape.argument()]), failed);
        }
        Lookup answer = callbacks.found(found, method, shape, arguments);
        if (answer instanceof Replay && found instanceof Hit hit) {
            lookUps.served(method, hit);
        }
        return handing(answer, found);
    }

    /** Says of a replay what it hands over, for whoever asks how the call ended. */
    private static Lookup handing(Lookup way, Lookup over) {
        return way instanceof Replay replay ? new Replay(replay.replay(), over) : way;
    }

    private Lookup suspending(
            CachedMethod method,
            SuspendShape shape,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws ReflectiveOperationException, Unkeyable, Uncacheable {
        String doubt = shape.doubt(arguments);
        if (doubt != null) {
            return notices.bypass(method, doubt);
        }
        Lookup found = lookUps.lookUp(method, caller, receiver, arguments.clone(), /* before= */ null);
        if (found instanceof Following following) {
            Object suspended = promises.suspend(following, shape);
            if (suspended != null) {
                return Hit.of(suspended, Source.COALESCED);
            }
            found = lookUps.alone(following);
        }
        if (found instanceof Hit hit) {
            return replayed(method, hit, receiver, arguments);
        }
        return found instanceof Miss miss ? suspending(miss, shape, arguments) : found;
    }

    private Suspending suspending(Miss miss, SuspendShape shape, @Nullable Object[] arguments) throws Uncacheable {
        try {
            return new Suspending(miss, shape.argument(), shape.suspend(arguments, admission.recording(miss)));
        } catch (Uncacheable | RuntimeException | Error unfit) {
            Ending.bodyOver(miss, /* isOver= */ true, /* thrown= */ null);
            throw unfit;
        }
    }

    /** Last of all: what is looked at before are the arguments as the caller gave them. */
    private Hit replayed(CachedMethod method, Hit hit, @Nullable Object receiver, @Nullable Object[] arguments)
            throws ReflectiveOperationException, Uncacheable {
        if (method.isAsHeld()) {
            lookUps.served(method, hit);
            return hit;
        }
        Effect effect = method.effect();
        Object value = effect == null ? hit.value() : effect.repeat(hit.value(), arguments);
        Object handed = method.shape().replay(pacing.of(value, method.rule()), new Call(receiver, arguments));
        if (effect != null) {
            effect.done(arguments);
        }
        lookUps.served(method, hit);
        return handed == hit.value() ? hit : hit.handing(handed);
    }
}
