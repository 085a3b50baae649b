package dev.reprise.engine.shape;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands for another stage: what its holder does to it, to cancel it say, is done to the real one. */
abstract class StandInStage extends CompletableFuture<@Nullable Object> {

    /** Null as long as there is none. */
    private volatile @Nullable CompletionStage<?> real;

    /** Stands for another stage from here on; what its holder did to it so far, he did before there was that one. */
    final void standFor(CompletionStage<?> other) {
        real = other;
        if (isCancelled() && other instanceof CompletableFuture<?> future) {
            cancel(future, /* mayInterruptIfRunning= */ true);
        }
    }

    private static void cancel(CompletableFuture<?> future, boolean mayInterruptIfRunning) {
        try {
            future.cancel(mayInterruptIfRunning);
        } catch (UnsupportedOperationException minimal) {
            // A stage that lets nobody see that it is a future; it goes on, and nobody looks.
        }
    }

    /** Its holder made the end himself. */
    void endedByHolder() {
        // Only those who want to know do something.
    }

    final void end(@Nullable Object answer, @Nullable Throwable thrown) {
        if (thrown == null) {
            super.complete(answer);
        } else {
            super.completeExceptionally(thrown);
        }
    }

    @Override
    public final boolean complete(@Nullable Object value) {
        boolean first = super.complete(value);
        if (first) {
            endedByHolder();
        }
        if (first && real instanceof CompletableFuture<?> future) {
            pass(future, value);
        }
        return first;
    }

    @SuppressWarnings("unchecked") // What the holder hands over is of the type of his future, which is the real one's.
    private static void pass(CompletableFuture<?> future, @Nullable Object value) {
        try {
            ((CompletableFuture<@Nullable Object>) future).complete(value);
        } catch (UnsupportedOperationException readOnly) {
            // The JDK's HTTP client lets nobody complete what it returns; it goes on, and nobody looks.
        }
    }

    @Override
    public final boolean completeExceptionally(Throwable thrown) {
        boolean first = super.completeExceptionally(thrown);
        if (first) {
            endedByHolder();
        }
        if (first && real instanceof CompletableFuture<?> future) {
            try {
                future.completeExceptionally(thrown);
            } catch (UnsupportedOperationException readOnly) {
                cancel(future, /* mayInterruptIfRunning= */ true);
            }
        }
        return first;
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = !isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (first) {
            endedByHolder();
        }
        if (real instanceof CompletableFuture<?> future) {
            cancel(future, mayInterruptIfRunning);
        }
        return cancelled;
    }

    @Override
    public final <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
