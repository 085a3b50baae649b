package dev.reprise.engine.shape;

import dev.reprise.engine.shape.ColdShape.Lead;
import dev.reprise.engine.shape.ColdShape.Subscribed;
import dev.reprise.engine.shape.ColdShape.Subscriptions;
import dev.reprise.engine.shape.ColdShape.Wait;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that asks at each subscription whether an entry answers it.
 *
 * @param single whether no more than one element can come
 */
record ColdPublisher(Protocol protocol, Object real, boolean single, Subscriptions subscriptions) {

    Object publisher() {
        return Protocol.make(protocol.publisher(), (proxy, method, arguments) -> {
            subscribe(arguments[0]);
            return null;
        });
    }

    private void subscribe(@Nullable Object subscriber) throws Throwable {
        if (subscriber == null) {
            Protocol.call(protocol.subscribe(), real, subscriber);
        } else {
            goOn(subscriptions.begin(new ReactorSubscriber(subscriber)), subscriber, /* pending= */ null);
        }
    }

    /**
     * Lets a subscription go on.
     *
     * @param pending what the subscriber has by now; null if he has nothing
     */
    private void goOn(Subscribed found, Object subscriber, @Nullable PendingSubscription pending) throws Throwable {
        if (found instanceof Subscribed.Waiting waiting) {
            await(waiting.news(), subscriber, pending);
        } else if (found instanceof Subscribed.Answered answer) {
            Replay replay = new Replay(protocol, subscriber, answer.parts());
            if (pending == null) {
                replay.start();
            } else {
                pending.become(replay.subscription());
            }
        } else if (found instanceof Subscribed.Failed failed) {
            begun(subscriber, pending).fail(failed.failure());
        } else if (found instanceof Subscribed.Asking asking) {
            if (ReactorSubscriber.goesOnAfterErrors(subscriber)) {
                asking.parts().abandon("its subscriber goes on after elements that fail (onErrorContinue)");
            }
            try {
                PendingSubscription own = asking.parts().forgives() ? begun(subscriber, pending) : pending;
                ask(heard(subscriber, asking.parts(), asking.region(), asking.lead(), own), asking.region());
            } catch (Throwable thrown) { // A subscription that is none will not tell how it ends.
                asking.parts().failed(thrown);
                throw thrown;
            } finally {
                if (asking.lead() != null) {
                    asking.lead().bodyOver();
                }
            }
        } else if (found instanceof Subscribed.Passing passing) {
            ask(heard(subscriber, /* parts= */ null, passing.region(), /* lead= */ null, pending), passing.region());
        } else {
            ask(
                    pending == null
                            ? subscriber
                            : heard(subscriber, /* parts= */ null, /* region= */ null, /* lead= */ null, pending),
                    /* region= */ null);
        }
    }

    /** Returns what the subscriber has by now, or what he has from now on. */
    private PendingSubscription begun(Object subscriber, @Nullable PendingSubscription before) throws Throwable {
        if (before != null) {
            return before;
        }
        PendingSubscription pending = new PendingSubscription(protocol, subscriber);
        pending.start();
        return pending;
    }

    private void await(Wait wait, Object subscriber, @Nullable PendingSubscription before) throws Throwable {
        PendingSubscription pending = begun(subscriber, before);
        if (!wait.begin(pending::isCancelled, found -> goOnLater(found, subscriber, pending))) {
            goOn(wait.instead(), subscriber, pending);
        }
    }

    private void goOnLater(Subscribed found, Object subscriber, PendingSubscription pending) {
        try {
            try {
                goOn(found, subscriber, pending);
            } catch (Throwable thrown) { // By the real one, before it had anybody to tell; nobody is here to take it.
                pending.fail(thrown);
            }
        } catch (Throwable thrown) {
            Replay.<RuntimeException>rethrow(thrown);
        }
    }

    private void ask(Object subscriber, @Nullable Region region) throws Throwable {
        Object before = region == null ? null : region.enter();
        try {
            Protocol.call(protocol.subscribe(), real, subscriber);
        } finally {
            if (region != null) {
                region.back(before);
            }
        }
    }

    /**
     * Stands for a subscriber.
     *
     * @param parts takes what he gets; null if nobody does
     * @param lead told whether he takes what comes; null if nobody wants to know
     * @param pending what he has already instead of the subscription that he would get; null if he has none
     */
    private Object heard(
            Object subscriber,
            @Nullable Parts parts,
            @Nullable Region region,
            @Nullable Lead lead,
            @Nullable PendingSubscription pending) {
        Demand demand = new Demand();
        AtomicBoolean begun = new AtomicBoolean();
        return Protocol.make(type(subscriber), (proxy, method, arguments) -> {
            if (parts != null) {
                record(method, arguments, parts, demand, lead);
            }
            List<?> instead =
                    parts == null || pending == null || !method.getName().equals("onError") || begun.get()
                            ? null
                            : instead(parts, first(arguments));
            if (method.getName().equals("onNext")) {
                begun.setPlain(true); // Signals come one after the other.
            }
            Object before = region == null ? null : region.leave();
            try {
                if (pending != null && instead != null) {
                    pending.become(new Replay(protocol, subscriber, instead).subscription());
                    return null;
                }
                if (pending != null && method.getName().equals("onSubscribe")) {
                    pending.become(arguments[0]);
                    return null;
                }
                Object answer = Protocol.call(method, subscriber, arguments == null ? new Object[0] : arguments);
                return region != null && ReactorSubscriber.isAsked(method)
                        ? ReactorSubscriber.with(region, method, answer)
                        : answer;
            } finally {
                demand.taken();
                if (region != null) {
                    region.back(before);
                }
            }
        });
    }

    private static @Nullable List<?> instead(Parts parts, @Nullable Object thrown) {
        return thrown instanceof Throwable failure ? parts.instead(failure) : null;
    }

    private void record(
            Method method, @Nullable Object @Nullable [] arguments, Parts parts, Demand demand, @Nullable Lead lead) {
        switch (method.getName()) {
            case "onNext" -> {
                demand.met();
                parts.next(first(arguments));
                if (!demand.isLeft()) {
                    parts.pulled();
                }
                if (single) {
                    parts.complete(); // Who waits for the one element does not wait for the end.
                }
            }
            case "onError" -> parts.failed(first(arguments));
            case "onSubscribe" -> {
                if (arguments != null && arguments[0] != null) {
                    arguments[0] = watched(arguments[0], parts, demand);
                    if (lead != null) {
                        lead.heldUpIf(demand::isHeldUp);
                    }
                }
            }
            case "onComplete" -> parts.complete();
            default -> {
                // What else there is, such as the context of Reactor, is the subscriber's.
            }
        }
    }

    private static @Nullable Object first(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? null : arguments[0];
    }

    /**
     * Demand and cancellation reach the real subscription as they would without a recording; but what comes after a
     * cancellation, from a thread that has not noticed it yet, is not recorded. Nor is it a queue, as Reactor's own may be,
     * from which a subscriber takes the elements himself if he can.
     */
    private Object watched(Object subscription, Parts parts, Demand demand) {
        return Protocol.make(protocol.subscription(), (proxy, method, arguments) -> {
            if (method.getName().equals("cancel")) {
                parts.cancelled();
            } else if (method.getName().equals("request")) {
                demand.requested((Long) arguments[0]);
                parts.pulling();
            }
            return Protocol.call(method, subscription, arguments == null ? new Object[0] : arguments);
        });
    }

    /** Reactor hands its context on by a subscriber of a kind of its own. */
    private Class<?> type(Object subscriber) {
        Class<?> core = ReactorSubscriber.type(subscriber);
        return core == null ? protocol.subscriber() : core;
    }
}
