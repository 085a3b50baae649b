package dev.reprise.engine.shape;

import dev.reprise.engine.shape.ColdShape.Subscribed;
import dev.reprise.engine.shape.ColdShape.Subscriptions;
import java.lang.reflect.Method;
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
            if (ReactorSubscriber.goesOnAfterErrors(subscriber)) {
                asking.parts().abandon("its subscriber goes on after elements that fail (onErrorContinue)");
            }
            ask(heard(subscriber, asking.parts(), asking.region()), asking.region());
        } else if (subscriber != null && found instanceof Subscribed.Passing passing) {
            ask(heard(subscriber, /* parts= */ null, passing.region()), passing.region());
        } else {
            Protocol.call(protocol.subscribe(), real, subscriber);
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
     */
    private Object heard(Object subscriber, @Nullable Parts parts, @Nullable Region region) {
        return Protocol.make(type(subscriber), (proxy, method, arguments) -> {
            if (parts != null) {
                record(method, arguments, parts);
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

    private void record(Method method, @Nullable Object @Nullable [] arguments, Parts parts) {
        switch (method.getName()) {
            case "onNext" -> {
                parts.next(first(arguments));
                if (single) {
                    parts.complete(); // Who waits for the one element does not wait for the end.
                }
            }
            case "onError" -> parts.failed(first(arguments));
            case "onSubscribe" -> {
                if (arguments != null && arguments[0] != null) {
                    arguments[0] = watched(arguments[0], parts);
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
    private Object watched(Object subscription, Parts parts) {
        return Protocol.make(protocol.subscription(), (proxy, method, arguments) -> {
            if (method.getName().equals("cancel")) {
                parts.breakOff("it was cancelled before its end");
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
