package dev.reprise.engine.shape;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber has who waits to be told what he subscribes to: remembers what he asks for, and asks for it when that is
 * known. Thread-safe.
 */
final class PendingSubscription {

    private final Protocol protocol;
    private final Object subscriber;
    private @Nullable Object actual;
    private long requested;
    private long impossible = 1;
    private volatile boolean cancelled;

    PendingSubscription(Protocol protocol, Object subscriber) {
        this.protocol = protocol;
        this.subscriber = subscriber;
    }

    /** Hands it to the subscriber. */
    void start() throws Throwable {
        Object subscription = Protocol.make(protocol.subscription(), (proxy, method, arguments) -> {
            if (method.getName().equals("request")) {
                request((Long) arguments[0]);
            } else {
                cancel();
            }
            return null;
        });
        Protocol.call(protocol.onSubscribe(), subscriber, subscription);
    }

    boolean isCancelled() {
        return cancelled;
    }

    private void request(long more) throws Throwable {
        Object to;
        synchronized (this) {
            to = actual;
            if (to == null && more <= 0) {
                impossible = more; // To be refused by whoever answers.
            } else if (more > 0) { // Also later on: before the first element comes, another may take it over.
                requested = requested + more < 0 ? Long.MAX_VALUE : requested + more;
            }
        }
        if (to != null) {
            Protocol.call(protocol.request(), to, more);
        }
    }

    private void cancel() throws Throwable {
        Object to;
        synchronized (this) {
            cancelled = true;
            to = actual;
        }
        if (to != null) {
            Protocol.call(protocol.cancel(), to);
        }
    }

    /**
     * Asks another subscription for what the subscriber has asked for so far, and from here on. It may be done again as long as
     * he has got nothing.
     */
    void become(Object subscription) throws Throwable {
        long first;
        boolean isOver;
        long refused;
        synchronized (this) {
            actual = subscription;
            first = requested;
            isOver = cancelled;
            refused = impossible;
        }
        if (isOver) {
            Protocol.call(protocol.cancel(), subscription);
            return;
        }
        if (refused <= 0) {
            Protocol.call(protocol.request(), subscription, refused);
        }
        if (first > 0) {
            Protocol.call(protocol.request(), subscription, first);
        }
    }

    /** Tells the subscriber that nothing will answer him. */
    void fail(Throwable thrown) throws Throwable {
        if (!cancelled) {
            Protocol.call(protocol.onError(), subscriber, thrown);
        }
    }
}
