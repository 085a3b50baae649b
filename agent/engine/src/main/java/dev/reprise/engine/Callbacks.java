package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.callback.CallbackReplay;
import dev.reprise.engine.callback.CallbackShape;
import dev.reprise.engine.callback.EventStreamReplay;
import dev.reprise.engine.callback.EventStreamShape;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.callback.RecordedArgument;
import dev.reprise.engine.failure.Thrown;
import dev.reprise.engine.shape.PromisedStage;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import dev.reprise.engine.value.TimedParts;
import dev.reprise.engine.value.Uncacheable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Turns what was found for a call whose answer an argument gets into what the woven method does. Thread-safe. */
final class Callbacks {

    private final Admission admission;
    private final Notices notices;
    private final Pacing pacing;
    private final LookUps lookUps;
    private final Flights flights;
    private final OwnCalls own;
    private final Executor guard;

    Callbacks(
            Admission admission,
            Notices notices,
            Pacing pacing,
            LookUps lookUps,
            Flights flights,
            OwnCalls own,
            Executor guard) {
        this.admission = admission;
        this.notices = notices;
        this.pacing = pacing;
        this.lookUps = lookUps;
        this.flights = flights;
        this.own = own;
        this.guard = guard;
    }

    /** Returns the bypass of a call without a callback, or null. */
    @Nullable
    Lookup unfit(CachedMethod method, HandedShape shape, @Nullable Object[] arguments) {
        return arguments[shape.argument()] == null ? notices.bypass(method, "its callback is null") : null;
    }

    Lookup found(Lookup found, CachedMethod method, HandedShape shape, @Nullable Object[] arguments)
            throws Uncacheable {
        Object callback = arguments[shape.argument()];
        if (callback == null) {
            return found;
        }
        if (found instanceof Miss miss) {
            return calling(miss, shape, callback);
        }
        return found instanceof Hit hit ? replay((TimedParts) hit.value(), method, shape, callback, arguments) : found;
    }

    private Calling calling(Miss miss, HandedShape shape, Object callback) throws Uncacheable {
        Flight flight = miss.flight();
        try {
            RecordedArgument recorded =
                    shape.record(callback, admission.recording(miss).parts(), miss.running());
            if (flight != null) {
                flight.heldUpIf(recorded::isBusy);
            }
            return new Calling(miss, shape.argument(), recorded);
        } catch (Uncacheable | RuntimeException | Error unfit) {
            if (flight != null) {
                flight.end();
            }
            throw unfit;
        }
    }

    /**
     * Lets a call that does not wait for its answer be told what an equal one answers.
     *
     * @return what the woven method does; null if there is nothing to wait for
     */
    @Nullable
    Lookup following(Following following, HandedShape handed, @Nullable Object[] arguments) {
        Object callback = arguments[handed.argument()];
        if (callback == null) {
            return null;
        }
        if (handed instanceof CallbackShape shape) {
            return follows(new HandedCall.Callback(following, shape, callback)) ? new Replay(() -> null) : null;
        }
        PromisedStage stage = new PromisedStage();
        HandedCall told = new HandedCall.Handler(following, (EventStreamShape) handed, callback, stage);
        return follows(told) ? new Replay(() -> stage) : null;
    }

    private boolean follows(HandedCall told) {
        return flights.follow(told.following().flight(), how -> told(told, how));
    }

    private void told(HandedCall told, End how) {
        Following following = told.following();
        if (told.isOver()) {
            return;
        }
        Runnable[] replay = new Runnable[1];
        guard.execute(() -> replay[0] = how == End.OVER ? replayed(told) : null);
        Throwable failure = replay[0] == null ? following.failure() : null;
        if (failure != null) {
            lookUps.failedAlike(following.method());
            tell(() -> told.fail(failure));
        } else if (replay[0] == null) {
            call(told, how);
        } else if (!pacing.threads().start(replay[0])) {
            replay[0].run();
        }
    }

    private @Nullable Runnable replayed(HandedCall told) {
        Following following = told.following();
        CachedMethod method = following.method();
        try {
            Hit hit = lookUps.told(following);
            if (hit == null || !(hit.value() instanceof TimedParts parts)) {
                return null;
            }
            List<Called> calls = new ArrayList<>();
            for (Object part : parts) {
                if (part instanceof Called call) {
                    calls.add(call);
                }
            }
            Runnable replay = told.replay(pacing.of(calls, parts, method.rule()), pacing.threads());
            lookUps.served(method, hit);
            return replay;
        } catch (Throwable unfit) {
            return null;
        }
    }

    /** Its caller has gone on: what the method throws is told to the callback, as what it finds out later would be. */
    private void call(HandedCall told, End how) {
        try {
            told.made(own.make(told.following(), how));
        } catch (Throwable thrown) {
            tell(() -> told.fail(thrown));
        }
    }

    /** Tells a failure to code of the host. */
    @FunctionalInterface
    private interface Telling {
        void tell() throws Throwable;
    }

    private static void tell(Telling telling) {
        try {
            telling.tell();
        } catch (Throwable thrown) {
            throw Thrown.asItIs(thrown); // To the handler of uncaught exceptions.
        }
    }

    /** Lets a call fail as an equal one has: at once where the method throws, otherwise by its callback, on another thread. */
    Lookup failing(Failed failed, CachedMethod method, HandedShape shape, @Nullable Object callback) {
        if (callback != null && shape instanceof CallbackShape later && later.isPromised()) {
            return started(() -> tell(() -> later.fail(callback, failed.failure())), method, () -> null);
        }
        return new Replay(() -> {
            throw Thrown.asItIs(failed.failure());
        });
    }

    /**
     * Returns what answers a call in place of what its body threw, a {@link Replay}; null if nothing does, or its callback was called.
     *
     * @param late finds it
     */
    @Nullable
    Hit instead(Calling calling, Throwable thrown, LateAnswers late) {
        Miss miss = calling.miss();
        @Nullable Object[] arguments = miss.inputs().arguments();
        Object callback = arguments[calling.argument()];
        if (callback == null || !(miss.method().shape() instanceof CallbackShape shape)) {
            return null;
        }
        boolean hasEffect = miss.method().effect() != null;
        Hit hit = null;
        try {
            hit = late.instead(miss, thrown, parts -> {
                boolean repeats = !hasEffect || LateAnswers.isUnchanged(miss);
                Lookup replay = repeats && calling.callback().replace()
                        ? replay(parts, miss.method(), shape, callback, arguments)
                        : null;
                return replay instanceof Replay ? replay : null;
            });
            return hit;
        } finally {
            if (hit == null) {
                calling.callback().notReplaced();
            }
        }
    }

    private Lookup replay(
            TimedParts parts, CachedMethod method, HandedShape shape, Object callback, @Nullable Object[] arguments) {
        List<Called> calls = new ArrayList<>();
        Ended end = null;
        for (Object part : parts) {
            if (part instanceof Called call) {
                calls.add(call);
            } else if (part instanceof Ended ended) {
                end = ended;
            }
        }
        if (end == null || !method.holdsResult(end.result())) {
            return notices.bypass(method, "its entry is of another version of the method");
        }
        List<?> paced = pacing.of(calls, parts, method.rule());
        if (shape instanceof EventStreamShape events) {
            EventStreamReplay replay = events.replay(callback, paced, pacing.threads());
            Object future = replay.future();
            return started(replay, method, () -> future);
        }
        CallbackReplay replay = ((CallbackShape) shape).replay(callback, paced);
        if (!end.onCallersThread()) {
            return started(replay, method, () -> null);
        }
        Object held = end.result();
        return new Replay(() -> {
            replay.run();
            return repeated(method.effect(), held, arguments);
        });
    }

    private Lookup started(Runnable replay, CachedMethod method, Callable<@Nullable Object> result) {
        return pacing.threads().start(replay)
                ? new Replay(result)
                : notices.bypass(
                        method,
                        "no thread is left for its entry to call back on, of " + ReplayThreads.MOST + " at a time");
    }

    private static @Nullable Object repeated(
            @Nullable Effect effect, @Nullable Object held, @Nullable Object[] arguments) {
        if (effect == null || held == null) {
            return held;
        }
        try {
            return effect.repeat(held, arguments);
        } catch (Uncacheable refused) { // As the real one would, which calls back before it finds out.
            throw new UnsupportedOperationException(refused.reason());
        }
    }
}
