package dev.reprise.engine.callback;

import dev.reprise.engine.shape.Demand;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.PromisedStage;
import dev.reprise.engine.shape.Protocol;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.value.CallbackPart.Called;
import dev.reprise.engine.value.CallbackPart.Ended;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a handler of a stream of events. Recorded are the events that its first subscriber gets, before he has them;
 * kept if he got them all and the handler was told of the end. Nothing is kept of a request that the SDK made again, of a
 * stream that failed or was cancelled, and of a call whose handler or subscriber threw something.
 */
final class RecordedHandler implements RecordedArgument, InvocationHandler {

    private static final Object[] NONE = {};

    private final EventStreamShape shape;
    private final Object real;
    private final Parts parts;
    private final @Nullable Region region;
    private final Object handler;
    private final Demand demand = new Demand();

    /** Failures that the handler is told of when it turns out that nothing answers in their place. */
    private final List<@Nullable Object> heldBack = new ArrayList<>();

    private Failing failing = Failing.NOT_YET;
    private boolean responded;
    private boolean streaming;
    private boolean subscribed;
    private boolean streamed;
    private boolean dropped;
    private @Nullable CompletableFuture<?> future;
    private @Nullable Object handed;

    /** What becomes of failures that the SDK tells of, perhaps on another thread than that on which the call ends. */
    private enum Failing {

        /** There may be another try. */
        NOT_YET,
        /** The call has failed, and something is looked for that answers instead. */
        UNDECIDED,
        /** Something answers in their place. */
        ANSWERED,
        /** The handler is told. */
        TOLD
    }

    RecordedHandler(EventStreamShape shape, Object real, Parts parts, @Nullable Region region) throws Uncacheable {
        this.shape = shape;
        this.real = real;
        this.parts = parts;
        this.region = region;
        this.handler = StandIn.of(shape.handler(), real, this);
    }

    @Override
    public Object callback() {
        return handler;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given.clone();
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals")
                    ? real.equals(unwrapped(arguments[0]))
                    : Protocol.call(method, real, arguments);
        }
        if (method.equals(shape.responseReceived())) {
            tellFailuresQuietly(); // The request was made again.
            received(arguments[0]);
        } else if (method.equals(shape.onEventStream()) && arguments[0] != null) {
            arguments[0] = streaming(arguments[0]);
        } else if (method.equals(shape.complete())) {
            complete();
        } else if (method.equals(shape.exceptionOccurred())) {
            if (holdsBack(arguments[0])) {
                return null;
            }
            failed(arguments[0]);
        }
        return call(method, real, "its handler", arguments);
    }

    private static @Nullable Object unwrapped(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof RecordedHandler recorded
                ? recorded.real
                : other;
    }

    /** Whether a failure that came before anything else is to be told later, if at all. */
    private synchronized boolean holdsBack(@Nullable Object thrown) {
        if (!parts.forgives() || responded || failing == Failing.TOLD) {
            return false;
        }
        if (failing != Failing.ANSWERED) {
            heldBack.add(thrown);
        }
        return true;
    }

    private void tellFailures() throws Throwable {
        List<@Nullable Object> all;
        synchronized (this) {
            failing = Failing.TOLD;
            all = new ArrayList<>(heldBack);
            heldBack.clear();
        }
        for (Object thrown : all) {
            failed(thrown);
            call(shape.exceptionOccurred(), real, "its handler", thrown);
        }
    }

    /** Returns the future of what answers in place of a failure; null if nothing does, and the handler has been told. */
    private @Nullable CompletionStage<?> instead(Throwable thrown) {
        boolean first;
        synchronized (this) {
            first = failing == Failing.NOT_YET && !responded;
            if (first) {
                failing = Failing.UNDECIDED;
            }
        }
        CompletionStage<?> answer = first && !(thrown instanceof CancellationException) ? replay(thrown) : null;
        if (answer == null) {
            tellFailuresQuietly();
        }
        return answer;
    }

    private @Nullable CompletionStage<?> replay(Throwable thrown) {
        try {
            failed(thrown);
            List<?> all = parts.instead(thrown);
            CompletionStage<?> answer = all == null ? null : shape.instead(real, all);
            if (answer != null) {
                answered();
            }
            return answer;
        } catch (Throwable noMemory) { // The failure is told as if there were no entry.
            return null;
        }
    }

    private synchronized void answered() {
        failing = Failing.ANSWERED;
        heldBack.clear();
    }

    private void tellFailuresQuietly() {
        try {
            tellFailures();
        } catch (Throwable ofHandler) {
            // As the SDK does, which says so in the host's log.
        }
    }

    private synchronized void received(@Nullable Object response) {
        if (responded) {
            breakOff("its request was made again");
        } else {
            responded = true;
            parts.next(new Called(shape.responseReceived(), new @Nullable Object[] {response}));
        }
    }

    private synchronized Object streaming(Object publisher) throws Throwable {
        if (streaming || !responded) {
            breakOff("its request was made again");
            return publisher;
        }
        streaming = true;
        return shape.adapted(Protocol.make(shape.protocol().publisher(), (proxy, method, arguments) -> {
            Object subscriber = arguments[0];
            return Protocol.call(
                    method, publisher, subscriber == null || !isFirst() ? subscriber : recording(subscriber));
        }));
    }

    /** Another subscriber is refused by the SDK, or gets nothing. */
    private synchronized boolean isFirst() {
        boolean first = !subscribed;
        subscribed = true;
        return first;
    }

    private Object recording(Object subscriber) {
        return Protocol.make(shape.protocol().subscriber(), (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "onSubscribe" -> arguments[0] = watched(arguments[0]);
                case "onNext" -> {
                    demand.met();
                    next(arguments[0]);
                }
                case "onError" -> failed(arguments[0]);
                case "onComplete" -> streamed();
                default -> {
                    // There is no other.
                }
            }
            try {
                return call(method, subscriber, "its subscriber", arguments);
            } finally {
                demand.taken();
            }
        });
    }

    /** Demand and cancellation reach the real publisher, which may send its last events all the same. */
    private @Nullable Object watched(@Nullable Object subscription) {
        return subscription == null
                ? null
                : Protocol.make(shape.protocol().subscription(), (proxy, method, arguments) -> {
                    if (method.getName().equals("cancel")) {
                        cancelled();
                    } else {
                        demand.requested((Long) arguments[0]);
                    }
                    return Protocol.call(method, subscription, arguments == null ? NONE : arguments);
                });
    }

    private synchronized void next(@Nullable Object event) {
        if (event != null && event.getClass().isAnonymousClass()) {
            abandon("it has an event that this version of the SDK does not know");
        } else {
            parts.next(new Called(shape.protocol().onNext(), new @Nullable Object[] {event}));
        }
    }

    private synchronized void streamed() {
        streamed = true;
    }

    private synchronized void complete() {
        if (future != null && future.isCompletedExceptionally()) {
            breakOff("it was cancelled before its end");
        } else if (streamed && !dropped) {
            parts.next(new Ended(/* onCallersThread= */ false, null));
            parts.complete();
        } else {
            breakOff("its handler was told of the end, and its subscriber was not");
        }
    }

    /** Calls what is the host's own. */
    private @Nullable Object call(Method method, Object owner, String who, @Nullable Object... arguments)
            throws Throwable {
        method.trySetAccessible();
        Object before = region == null ? null : region.leave();
        try {
            return Protocol.call(method, owner, arguments);
        } catch (Throwable thrown) {
            breakOff(who + " threw " + thrown.getClass().getName());
            throw thrown;
        } finally {
            if (region != null) {
                region.back(before);
            }
        }
    }

    /** Whether its subscriber does not ask for the next event. */
    @Override
    public synchronized boolean isBusy() {
        return subscribed && !streamed && demand.isHeldUp();
    }

    @Override
    public void bodyThrew(Throwable thrown) {
        tellFailuresQuietly();
        parts.failing(thrown);
        breakOff("it threw " + thrown.getClass().getName());
    }

    /** The future that it returned is told of the end after the handler, unless its holder ends it. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
    public void bodyEnded(@Nullable Object result) {
        CompletableFuture<?> returned = (CompletableFuture<?>) result;
        synchronized (this) {
            future = returned;
        }
        if (returned != null) {
            ended(returned);
        }
        if (returned != null && parts.forgives()) {
            PromisedStage stage = new PromisedStage();
            stage.become(returned, this::instead);
            handed = stage;
        }
    }

    @Override
    public @Nullable Object handed(@Nullable Object result) {
        return handed == null ? result : handed;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // As above.
    private void ended(CompletableFuture<?> returned) {
        returned.whenComplete((nothing, thrown) -> {
            if (thrown instanceof CancellationException) {
                cancelled();
            } else if (thrown != null) {
                failed(thrown);
            } else {
                tellFailuresQuietly();
            }
        });
    }

    private void failed(@Nullable Object failure) {
        if (failure instanceof Throwable thrown && !isDropped()) {
            parts.failing(thrown);
        }
        breakOff(Parts.failure(failure));
    }

    private synchronized boolean isDropped() {
        return dropped;
    }

    private synchronized void cancelled() {
        if (!streamed && !dropped) {
            dropped = true;
            parts.cancelled();
        }
    }

    private synchronized void breakOff(String reason) {
        if (!dropped) {
            dropped = true;
            parts.breakOff(reason);
            parts.withdrawBroken(reason);
        }
    }

    @Override
    public synchronized void abandon(String reason) {
        if (!dropped) {
            dropped = true;
            parts.abandon(reason);
            parts.withdraw(reason);
        }
    }
}
