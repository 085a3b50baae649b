package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.failure.Thrown;
import dev.reprise.engine.shape.Call;
import dev.reprise.engine.shape.Promise;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Calls that got a future of their own, or suspended, while an equal one is under way, whose answer it will be. If that has none for them,
 * they are made after all. Thread-safe.
 *
 * <p>They are made on another thread then than their callers', where nothing holds that is bound to a thread, but for what
 * this agent puts in force again. So this is only for methods that do not depend on it: those of the catalogue's clients, and
 * those of which a user says so.
 */
final class Promises {

    private final LookUps lookUps;
    private final Flights flights;
    private final Pacing pacing;
    private final OwnCalls own;
    private final Executor guard;

    Promises(LookUps lookUps, Flights flights, Pacing pacing, OwnCalls own, Executor guard) {
        this.lookUps = lookUps;
        this.flights = flights;
        this.pacing = pacing;
        this.own = own;
        this.guard = guard;
    }

    /** Returns the future that the caller gets; null if there is nothing to wait for. */
    @Nullable
    Object promise(Following following) {
        Promise promise = following.method().shape().promise();
        return flights.follow(following.flight(), how -> told(following, promise, how)) ? promise.handed() : null;
    }

    /** Returns what a suspend function returns that waits; null if there is nothing to wait for. */
    @Nullable
    Object suspend(Following following, SuspendShape shape) {
        if (!flights.mayFollow(following.flight())) {
            return null;
        }
        End[] how = {End.LATE}; // Written before what is read after.
        Runnable end = shape.await(following.inputs().arguments(), () -> goOn(following, how[0]));
        if (end == null) {
            return null;
        }
        boolean waits = flights.follow(following.flight(), told -> {
            how[0] = told;
            end.run();
        });
        if (!waits) {
            flights.later(end); // Not on this thread, on which the function has not returned yet.
        }
        return shape.suspended();
    }

    /** Returns what the function returns, on a thread of its caller's. */
    private @Nullable Object goOn(Following following, End how) throws Exception {
        Object answer = how == End.OVER ? replayed(following) : null;
        if (answer != null) {
            return answer;
        }
        Throwable failure = following.failure();
        if (failure == null) {
            return own.make(following, how);
        }
        lookUps.failedAlike(following.method());
        throw Thrown.asItIs(failure);
    }

    private void told(Following following, Promise promise, End how) {
        if (promise.isDone()) {
            return; // Its holder made the end.
        }
        Object answer = how == End.OVER ? replayed(following) : null;
        if (answer != null) {
            promise.answer(answer); // And all who wait for it, which is code of the host.
            return;
        }
        Throwable failure = following.failure();
        if (failure != null) {
            lookUps.failedAlike(following.method());
            promise.fail(failure);
            return;
        }
        try {
            promise.become(own.make(following, how));
        } catch (Throwable thrown) {
            promise.fail(thrown);
        }
    }

    private @Nullable Object replayed(Following following) {
        @Nullable Object[] replayed = new Object[1];
        guard.execute(() -> replayed[0] = replayedInside(following));
        return replayed[0];
    }

    private @Nullable Object replayedInside(Following following) {
        CachedMethod method = following.method();
        Inputs inputs = following.inputs();
        try {
            Hit hit = lookUps.told(following);
            if (hit == null) {
                return null;
            }
            Object answer = method.shape()
                    .replay(pacing.of(hit.value(), method.rule()), new Call(inputs.receiver(), inputs.arguments()));
            lookUps.served(method, hit);
            return answer;
        } catch (Throwable unfit) {
            return null;
        }
    }
}
