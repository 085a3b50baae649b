package dev.reprise.benchmarks.flight;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A service whose real methods take a while each, and count. Thread-safe. */
final class Provider {

    static final long MILLIS = 200;

    private static final String ANSWER = "an answer";

    private final transient AtomicInteger calls = new AtomicInteger();
    private transient volatile long lastEnd;

    private static Executor later() {
        return CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns how many real calls there were. */
    int calls() {
        return calls.get();
    }

    /** Returns when the last real answer was there. */
    long lastEndNanos() {
        return lastEnd;
    }

    String answer(String question) throws InterruptedException {
        calls.incrementAndGet();
        Thread.sleep(MILLIS);
        return ended();
    }

    Iterator<String> pull(String question) {
        calls.incrementAndGet();
        return new Iterator<>() {
            private boolean over;

            @Override
            public boolean hasNext() {
                return !over;
            }

            @Override
            public String next() {
                if (over) {
                    throw new NoSuchElementException();
                }
                over = true;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
                return ended();
            }
        };
    }

    CompletableFuture<String> promise(String question) {
        calls.incrementAndGet();
        return CompletableFuture.supplyAsync(this::ended, later());
    }

    Flow.Publisher<String> publish(String question) {
        return subscriber -> {
            calls.incrementAndGet();
            AtomicBoolean over = new AtomicBoolean();
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long elements) {
                    if (!over.getAndSet(true)) {
                        later().execute(() -> {
                            subscriber.onNext(ended());
                            subscriber.onComplete();
                        });
                    }
                }

                @Override
                public void cancel() {
                    over.set(true);
                }
            });
        };
    }

    private String ended() {
        lastEnd = System.nanoTime();
        return ANSWER;
    }
}
