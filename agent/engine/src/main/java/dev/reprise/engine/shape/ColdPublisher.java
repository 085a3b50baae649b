package dev.reprise.engine.shape;

import dev.reprise.engine.shape.ColdShape.Subscribed;
import dev.reprise.engine.shape.ColdShape.Subscriptions;
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
        Subscribed found = subscriber == null
                ? Subscribed.Passed.INSTANCE
                : subscriptions.begin(() -> ReactorSubscriber.region(subscriber));
        if (subscriber != null && found instanceof Subscribed.Answered answer) {
            new Replay(protocol, subscriber, answer.parts()).start();
        } else if (subscriber != null && found instanceof Subscribed.Asking asking) {
            ask(subscriber, asking);
        } else {
            Protocol.call(protocol.subscribe(), real, subscriber);
        }
    }

    private void ask(Object subscriber, Subscribed.Asking asking) throws Throwable {
        Object recording = recording(subscriber, asking);
        Region region = asking.region();
        Object before = region == null ? null : region.enter();
        try {
            Protocol.call(protocol.subscribe(), real, recording);
        } finally {
            if (region != null) {
                region.back(before);
            }
        }
    }

    private Object recording(Object subscriber, Subscribed.Asking asking) {
        Parts parts = asking.parts();
        Region region = asking.region();
        return Protocol.make(type(subscriber), (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "onNext" -> {
                    parts.next(arguments[0]);
                    if (single) {
                        parts.complete(); // Who waits for the one element does not wait for the end.
                    }
                }
                case "onError" -> parts.abandon("it failed with " + arguments[0]);
                case "onSubscribe" -> arguments[0] = notFused(arguments[0]);
                case "onComplete" -> parts.complete();
                default -> {
                    // What else there is, such as the context of Reactor, is the subscriber's.
                }
            }
            Object before = region == null ? null : region.leave();
            try {
                Object answer = Protocol.call(method, subscriber, arguments == null ? new Object[0] : arguments);
                return region != null && ReactorSubscriber.isAsked(method)
                        ? ReactorSubscriber.with(region, method, answer)
                        : answer;
            } finally {
                if (region != null) {
                    region.back(before);
                }
            }
        });
    }

    /**
     * The subscription is the real one's: demand and cancellation reach it as they would without a recording. But Reactor's
     * own may be a queue, too, from which a subscriber takes the elements himself if he can.
     */
    private @Nullable Object notFused(@Nullable Object subscription) {
        return subscription == null || !ReactorSubscriber.isQueue(subscription)
                ? subscription
                : Protocol.make(
                        protocol.subscription(),
                        (proxy, method, arguments) ->
                                Protocol.call(method, subscription, arguments == null ? new Object[0] : arguments));
    }

    /** Reactor hands its context on by a subscriber of a kind of its own. */
    private Class<?> type(Object subscriber) {
        Class<?> core = ReactorSubscriber.type(subscriber);
        return core == null ? protocol.subscriber() : core;
    }
}
