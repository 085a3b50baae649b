package dev.reprise.engine.callback;

import dev.reprise.engine.shape.Protocol;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.CallbackPart.Called;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands the response and the events of an entry to a handler as AWS's SDK does: on a thread that is not the caller's, one
 * call after the other, the subscription after {@code onEventStream} has returned, events as they are asked for, and at last
 * the end of the handler and of the future. A subscriber who cancels ends the future, and the handler is told nothing. What
 * the handler or the subscriber throws, and a future that the caller ends himself, fail the stream. Thread-safe.
 */
public final class EventStreamReplay implements Runnable {

    private final EventStreamShape shape;
    private final Object handler;
    private final Iterator<?> parts;
    private final ReplayThreads threads;
    private final CompletableFuture<@Nullable Object> future = new CompletableFuture<>();

    /** How often there was something to do; whoever finds none goes on until there is nothing. */
    private final AtomicInteger work = new AtomicInteger(1);

    private final AtomicLong requested = new AtomicLong();
    private volatile @Nullable Object subscriber;
    private volatile boolean cancelled;
    private volatile @Nullable Throwable failure;

    private boolean greeted;
    private boolean ended;

    EventStreamReplay(EventStreamShape shape, Object handler, List<?> parts, ReplayThreads threads) {
        this.shape = shape;
        this.handler = handler;
        this.parts = parts.iterator();
        this.threads = threads;
    }

    /** Returns what the caller gets. */
    public CompletableFuture<?> future() {
        return future;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // What is told here is told to the future itself.
    public void run() {
        future.whenComplete((nothing, thrown) -> {
            if (thrown != null) {
                fail(thrown);
            }
        });
        try {
            call(shape.responseReceived(), handler, argument());
            call(shape.onEventStream(), handler, publisher());
        } catch (Throwable thrown) {
            fail(thrown);
        }
        handOver();
    }

    private @Nullable Object argument() {
        return ((Called) parts.next()).arguments()[0];
    }

    private static void call(Method method, Object owner, @Nullable Object... arguments) throws Throwable {
        method.trySetAccessible();
        Protocol.call(method, owner, arguments);
    }

    private Object publisher() throws Throwable {
        return shape.adapted(Protocol.make(shape.protocol().publisher(), (proxy, method, arguments) -> {
            subscribe(arguments[0]);
            return null;
        }));
    }

    private void subscribe(@Nullable Object by) {
        synchronized (work) {
            if (by == null) {
                throw new NullPointerException("subscriber");
            }
            if (subscriber != null) {
                throw new IllegalStateException("This publisher may only be subscribed to once");
            }
            subscriber = by;
        }
        goOn();
    }

    private Object subscription() {
        return Protocol.make(shape.protocol().subscription(), (proxy, method, arguments) -> {
            if (!method.getName().equals("request")) {
                cancelled = true;
            } else if ((Long) arguments[0] <= 0) {
                fail(new IllegalArgumentException(
                        "requested " + arguments[0] + " elements; request at least 1 (Reactive Streams 3.9)"));
            } else {
                long more = (Long) arguments[0];
                requested.getAndUpdate(before -> before + more < 0 ? Long.MAX_VALUE : before + more);
            }
            goOn();
            return null;
        });
    }

    private void fail(Throwable thrown) {
        failure = thrown;
        goOn();
    }

    /** Not on this thread, which may be one that must not be called back on. */
    private void goOn() {
        if (work.getAndIncrement() == 0 && !threads.start(this::handOver)) {
            handOver();
        }
    }

    private void handOver() {
        int done = work.get();
        do {
            try {
                handOverAll();
            } catch (Throwable thrown) {
                failure = thrown;
                end();
            }
            done = work.addAndGet(-done);
        } while (done != 0);
    }

    private void handOverAll() throws Throwable {
        Object by = subscriber;
        if (by != null && !greeted && failure == null) {
            greeted = true;
            call(shape.protocol().onSubscribe(), by, subscription());
        }
        while (!ended) {
            if (failure != null || cancelled) {
                end();
            } else if (by == null) {
                return;
            } else if (!parts.hasNext()) {
                call(shape.protocol().onComplete(), by);
                call(shape.complete(), handler);
                ended = true;
                future.complete(null);
            } else if (requested.get() == 0) {
                return;
            } else {
                requested.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
                Object event = argument();
                if (failure == null && !cancelled) { // While the event was waited for.
                    call(shape.protocol().onNext(), by, event);
                }
            }
        }
    }

    /** The stream ends without its end. */
    private void end() {
        Throwable thrown = failure;
        if (ended) {
            return;
        }
        ended = true;
        if (thrown == null) {
            future.complete(null);
            return;
        }
        if (greeted && subscriber != null) {
            tell(shape.protocol().onError(), subscriber, thrown);
        }
        tell(shape.exceptionOccurred(), handler, thrown);
        future.completeExceptionally(thrown);
    }

    private static void tell(Method method, @Nullable Object owner, Throwable thrown) {
        try {
            if (owner != null) {
                call(method, owner, thrown);
            }
        } catch (Throwable ignored) {
            // As the SDK does, which says so in the host's log.
        }
    }
}
