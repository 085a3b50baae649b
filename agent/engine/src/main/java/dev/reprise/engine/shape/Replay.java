package dev.reprise.engine.shape;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands recorded parts to a subscriber as he asks for them, on the thread on which he asks; on one of its own if they are
 * {@link PacedParts}, for whoever asks must not be made to wait. As Reactive Streams demands,
 * signals come one after the other, never more than were asked for, and none after a cancellation.
 */
final class Replay {

    private final Protocol protocol;
    private final Object subscriber;
    private final List<?> parts;
    private final Iterator<?> left;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong work = new AtomicLong();
    private volatile boolean ended;

    Replay(Protocol protocol, Object subscriber, List<?> parts) {
        this.protocol = protocol;
        this.subscriber = subscriber;
        this.parts = parts;
        this.left = parts.iterator();
    }

    void start() throws Throwable {
        Protocol.call(protocol.onSubscribe(), subscriber, subscription());
    }

    /** Returns what the subscriber asks for parts, if he has none yet. */
    Object subscription() {
        return Protocol.make(protocol.subscription(), (proxy, method, arguments) -> {
            if (method.getName().equals("request")) {
                request((Long) arguments[0]);
            } else {
                ended = true;
            }
            return null;
        });
    }

    private void request(long more) throws Throwable {
        if (more <= 0) {
            if (!ended) {
                ended = true;
                Protocol.call(
                        protocol.onError(),
                        subscriber,
                        new IllegalArgumentException(
                                "requested " + more + " elements; request at least 1 (Reactive Streams 3.9)"));
            }
            return;
        }
        requested.getAndUpdate(before -> before + more < 0 ? Long.MAX_VALUE : before + more);
        if (work.getAndIncrement() != 0) {
            return; // Asked for while handing over, perhaps by the subscriber himself: whoever does that goes on.
        }
        if (!(parts instanceof PacedParts paced) || !paced.elsewhere(this::handOverHere)) {
            handOverAll();
        }
    }

    private void handOverHere() {
        try {
            handOverAll();
        } catch (Throwable thrown) { // As on a thread of the real publisher.
            Replay.<RuntimeException>rethrow(thrown);
        }
    }

    @SuppressWarnings("unchecked") // What is thrown stays what it is.
    static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void handOverAll() throws Throwable {
        long done = 1;
        do {
            handOver();
            done = work.addAndGet(-done);
        } while (done != 0);
    }

    private void handOver() throws Throwable {
        while (!ended && left.hasNext() && requested.get() > 0) {
            requested.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
            Object part = left.next();
            if (!ended) { // While the part was waited for.
                Protocol.call(protocol.onNext(), subscriber, part);
            }
        }
        if (!ended && !left.hasNext()) {
            ended = true;
            Protocol.call(protocol.onComplete(), subscriber);
        }
    }
}
