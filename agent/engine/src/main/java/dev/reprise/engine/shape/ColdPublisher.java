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

    private static final String CORE_SUBSCRIBER = "reactor.core.CoreSubscriber";

    Object publisher() {
        return Protocol.make(protocol.publisher(), (proxy, method, arguments) -> {
            subscribe(arguments[0]);
            return null;
        });
    }

    private void subscribe(@Nullable Object subscriber) throws Throwable {
        Subscribed found = subscriber == null ? Subscribed.Passed.INSTANCE : subscriptions.begin();
        if (subscriber != null && found instanceof Subscribed.Answered answer) {
            new Replay(protocol, subscriber, answer.parts()).start();
        } else if (subscriber != null && found instanceof Subscribed.Asking asking) {
            Protocol.call(protocol.subscribe(), real, recording(subscriber, asking.parts()));
        } else {
            Protocol.call(protocol.subscribe(), real, subscriber);
        }
    }

    /** The subscription is the real one's: demand and cancellation reach it as they would without a recording. */
    private Object recording(Object subscriber, Parts parts) {
        return Protocol.make(type(subscriber), (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "onNext" -> {
                    parts.next(arguments[0]);
                    if (single) {
                        parts.complete(); // Who waits for the one element does not wait for the end.
                    }
                }
                case "onError" -> parts.abandon("it failed with " + arguments[0]);
                case "onComplete" -> parts.complete();
                default -> {
                    // What else there is, such as the context of Reactor, is the subscriber's.
                }
            }
            return Protocol.call(method, subscriber, arguments == null ? new Object[0] : arguments);
        });
    }

    /** Reactor hands its context on by a subscriber of a kind of its own. */
    private Class<?> type(Object subscriber) {
        Class<?> core = find(subscriber.getClass(), CORE_SUBSCRIBER);
        return core == null ? protocol.subscriber() : core;
    }

    private static @Nullable Class<?> find(@Nullable Class<?> type, String name) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> found = find(implemented, name);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass(), name);
    }
}
