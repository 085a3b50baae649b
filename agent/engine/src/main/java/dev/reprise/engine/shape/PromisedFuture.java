package dev.reprise.engine.shape;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future of no more than that, of a call that waits for the answer of an equal one: stands for one of that, or for that of its
 * own call once this is made. Thread-safe.
 */
final class PromisedFuture implements Future<@Nullable Object>, Promise {

    /** Holds what this one stands for as soon as that is known. Never fails. */
    private final CompletableFuture<Future<?>> real = new CompletableFuture<>();

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
    public Object handed() {
        return this;
    }

    @Override
    public void answer(Object replayed) {
        standFor((Future<?>) replayed);
    }

    @Override
    public void fail(Throwable thrown) {
        standFor(CompletableFuture.failedFuture(thrown));
    }

    @Override
    public void become(@Nullable Object made) {
        if (made instanceof Future<?> future) {
            standFor(future);
        } else {
            fail(new NullPointerException("the method returned null when it was called after a wait"));
        }
    }

    private void standFor(Future<?> other) {
        if (!real.complete(other)) { // Its holder has cancelled it.
            other.cancel(/* mayInterruptIfRunning= */ true);
        }
    }

    @Override
    public @Nullable Object get() throws InterruptedException, ExecutionException {
        return real.get().get();
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long begin = System.nanoTime();
        Future<?> other = real.get(timeout, unit);
        return other.get(unit.toNanos(timeout) - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        CompletableFuture<?> cancelled = new CompletableFuture<>();
        cancelled.cancel(mayInterruptIfRunning);
        return real.complete(cancelled) || real.join().cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean isCancelled() {
        return real.isDone() && real.join().isCancelled();
    }

    @Override
    public boolean isDone() {
        return real.isDone() && real.join().isDone();
    }
}
