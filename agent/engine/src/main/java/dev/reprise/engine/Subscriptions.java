package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Nesting.Running;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Asker;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.ColdShape.Subscribed;
import dev.reprise.engine.value.Uncacheable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that only make what will ask: they are looked up at each subscription. Thread-safe. */
final class Subscriptions {

    private final Callers callers;
    private final LookUps lookUps;
    private final Explanations explanations;
    private final Notices notices;
    private final Admission admission;
    private final Pacing pacing;
    private final Flights flights;
    private final Executor guard;

    Subscriptions(
            Callers callers,
            LookUps lookUps,
            Explanations explanations,
            Notices notices,
            Admission admission,
            Pacing pacing,
            Flights flights,
            Executor guard) {
        this.callers = callers;
        this.lookUps = lookUps;
        this.explanations = explanations;
        this.notices = notices;
        this.admission = admission;
        this.pacing = pacing;
        this.flights = flights;
        this.guard = guard;
    }

    /** Returns what there is to know of a call when it is made. */
    Lookup assembling(CachedMethod method, Caller caller, @Nullable Object receiver, @Nullable Object[] arguments)
            throws Unkeyable {
        String refusal = method.refusal();
        if (refusal != null) {
            return lookUps.bypass(method, caller, receiver, arguments, refusal);
        }
        CacheKey key = method.plan().key(caller.tenant(), receiver, arguments);
        return new Assembly(method, key, new Inputs(caller, receiver, arguments, /* before= */ null));
    }

    /**
     * Takes what the body of a call returned that only made what will ask.
     *
     * @param assembly what {@link #assembling} returned
     * @param result what the body returned; null if it returned null or threw
     * @return what the caller gets: what stands for the result, or the result
     */
    @Nullable
    Object assembled(Assembly assembly, @Nullable Object result) {
        if (result == null || !(assembly.method().shape() instanceof ColdShape shape)) {
            return result;
        }
        try {
            return shape.assemble(result, asker -> subscribed(assembly, asker));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            notices.refuse(
                    assembly.method(),
                    "nothing can stand for a " + result.getClass().getName() + ": "
                            + failure.getClass().getName());
            return result;
        }
    }

    private Subscribed subscribed(Assembly assembly, Asker asker) {
        Subscribed[] how = {Subscribed.Passed.INSTANCE};
        guard.execute(() -> how[0] = subscribedInside(assembly, asker));
        return how[0];
    }

    private Subscribed subscribedInside(Assembly assembly, Asker asker) {
        CachedMethod method = assembly.method();
        if (lookUps.nested(method, () -> asker.region() instanceof Running outer ? outer : Nesting.current())) {
            return Subscribed.Passed.INSTANCE;
        }
        explanations.callBegins();
        Inputs inputs = assembly.inputs();
        Caller caller = callers.subscribing(inputs.caller(), method, inputs, asker);
        String refusal = SubscribersHeaders.refusal(method, asker);
        return refusal == null
                ? lookedUp(assembly, caller)
                : goesOn(method, lookUps.bypass(method, caller, inputs.receiver(), inputs.arguments(), refusal));
    }

    private Subscribed lookedUp(Assembly assembly, Caller caller) {
        CachedMethod method = assembly.method();
        Inputs inputs = assembly.inputs();
        Lookup found;
        try {
            found = lookUp(assembly, caller);
        } catch (Throwable failure) {
            found = lookUps.failed(method, caller, inputs.receiver(), inputs.arguments(), failure);
        }
        return found instanceof Following following
                ? new Subscribed.Waiting(new Waiting(assembly, following))
                : goesOn(method, found);
    }

    private Subscribed goesOn(CachedMethod method, Lookup found) {
        try {
            return how(method, found);
        } catch (Throwable failure) { // Who subscribes gets what the real one has.
            notices.unexpected(method, "the subscription could not be answered or recorded", failure);
            Miss miss = found.miss();
            if (miss != null && miss.flight() != null) {
                miss.flight().end();
            }
            return Subscribed.Passed.INSTANCE;
        }
    }

    private Subscribed how(CachedMethod method, Lookup found) {
        if (found instanceof Hit hit) {
            lookUps.served(method, hit);
            return new Subscribed.Answered((List<?>) pacing.of(hit.value(), method.rule()));
        }
        if (found instanceof Miss miss) {
            return new Subscribed.Asking(admission.recording(miss).parts(), miss.running(), miss.flight());
        }
        if (found instanceof Failed failed) {
            return new Subscribed.Failed(failed.failure());
        }
        Running running = found == Bypass.DECIDED ? Nesting.begin(method) : null;
        return running == null ? Subscribed.Passed.INSTANCE : new Subscribed.Passing(running);
    }

    /**
     * A subscription that waits for the answer of an equal call. If that has none for it, it subscribes to what its own call made,
     * on another thread than its subscriber's.
     */
    private final class Waiting implements ColdShape.Wait {

        private final Assembly assembly;
        private final Following following;

        Waiting(Assembly assembly, Following following) {
            this.assembly = assembly;
            this.following = following;
        }

        @Override
        public boolean begin(BooleanSupplier isOver, Consumer<Subscribed> then) {
            return flights.follow(following.flight(), how -> {
                if (!isOver.getAsBoolean()) {
                    goOn(how, then);
                }
            });
        }

        @Override
        public boolean isOfUse() {
            return flights.mayFollow(following.flight());
        }

        @Override
        public void begin(Consumer<Supplier<Subscribed>> then) {
            if (!flights.follow(following.flight(), how -> then.accept(() -> foundAfter(how)))) {
                flights.later(() -> then.accept(this::instead)); // Not on this thread, which does not wait yet.
            }
        }

        private void goOn(End how, Consumer<Subscribed> then) {
            callers.as(following.inputs().caller(), () -> {
                then.accept(foundAfter(how));
                return null;
            });
        }

        private Subscribed foundAfter(End how) {
            Subscribed[] found = {Subscribed.Passed.INSTANCE};
            guard.execute(() -> OwnCalls.as(OwnCalls.way(following, how), () -> found[0] = told(how)));
            return found[0];
        }

        private Subscribed told(End how) {
            Hit hit = null;
            try {
                hit = how == End.OVER ? lookUps.told(following) : null;
            } catch (Throwable unkeyableByNow) {
                // As it will turn out again.
            }
            if (hit != null) {
                return goesOn(assembly.method(), hit);
            }
            Throwable failure = following.failure();
            if (failure == null) {
                return lookedUp(assembly, following.inputs().caller());
            }
            lookUps.failedAlike(assembly.method());
            return new Subscribed.Failed(failure);
        }

        @Override
        public Subscribed instead() {
            Subscribed[] found = {Subscribed.Passed.INSTANCE};
            guard.execute(() -> found[0] = alone());
            return found[0];
        }

        private Subscribed alone() {
            CachedMethod method = assembly.method();
            try {
                return goesOn(method, lookUps.alone(following));
            } catch (Throwable failure) {
                Inputs inputs = following.inputs();
                return goesOn(
                        method,
                        lookUps.failed(method, inputs.caller(), inputs.receiver(), inputs.arguments(), failure));
            }
        }
    }

    /** Looks a call up whose key was made before it was known whose it is, perhaps. */
    private Lookup lookUp(Assembly assembly, Caller caller) throws Unkeyable, Uncacheable {
        CachedMethod method = assembly.method();
        Inputs inputs = assembly.inputs();
        boolean isSame = Objects.equals(caller.tenant(), inputs.tenant());
        if (!isSame
                && !method.plan()
                        .key(inputs.tenant(), inputs.receiver(), inputs.arguments())
                        .equals(assembly.key())) {
            return notices.changedSince(method);
        }
        return lookUps.lookUp(method, caller, inputs.receiver(), inputs.arguments(), isSame ? assembly.key() : null);
    }
}
