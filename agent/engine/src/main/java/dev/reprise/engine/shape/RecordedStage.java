package dev.reprise.engine.shape;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a stage that is not complete yet, because those who wait for a stage are told in no order, and one of them
 * might change the answer before it is recorded. Completes as the real one does; what its holder does to it, to cancel it
 * say, is done to the real one.
 */
final class RecordedStage extends CompletableFuture<@Nullable Object> {

    private volatile CompletionStage<?> real;

    private RecordedStage(CompletionStage<?> real) {
        this.real = real;
    }

    static RecordedStage of(CompletionStage<?> real, Shape inner, Recording recording) {
        RecordedStage stage = new RecordedStage(real);
        real.whenComplete((answer, thrown) -> stage.ended(answer, thrown, inner, recording));
        return stage;
    }

    private void ended(@Nullable Object answer, @Nullable Throwable thrown, Shape inner, Recording recording) {
        if (isDone()) { // Its holder made the end, and nobody knows what the real answer would be.
            recording.ended(/* answer= */ null, new CancellationException("its holder made the end"));
            return;
        }
        Object handed = answer;
        try {
            handed = taken(answer, thrown, inner, recording);
        } catch (Throwable failed) {
            handed = recording.isReplacing() ? Recording.NONE : answer;
        }
        if (thrown == null && handed == Recording.NONE) {
            again(recording);
        } else {
            end(handed, thrown);
        }
    }

    private void again(Recording recording) {
        try {
            CompletionStage<?> other = (CompletionStage<?>) recording.again();
            if (other == null) {
                throw new NullPointerException("the method returned null when it was called again");
            }
            real = other;
            if (isCancelled() && other instanceof CompletableFuture<?> future) {
                future.cancel(/* mayInterruptIfRunning= */ true);
            }
            other.whenComplete(this::end);
        } catch (Throwable failure) {
            end(/* answer= */ null, failure);
        }
    }

    private void end(@Nullable Object answer, @Nullable Throwable thrown) {
        if (thrown == null) {
            super.complete(answer);
        } else {
            super.completeExceptionally(thrown);
        }
    }

    /** Lets a recording take an answer; returns what the holder of the future gets. */
    static @Nullable Object taken(
            @Nullable Object answer, @Nullable Throwable thrown, Shape inner, Recording recording) {
        if (answer == null || thrown != null) {
            Object handed = recording.ended(answer, thrown);
            return recording.isReplacing() ? handed : answer;
        }
        return inner.record(answer, recording);
    }

    @Override
    public boolean complete(@Nullable Object value) {
        boolean first = super.complete(value);
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
    public boolean completeExceptionally(Throwable thrown) {
        boolean first = super.completeExceptionally(thrown);
        if (first && real instanceof CompletableFuture<?> future) {
            try {
                future.completeExceptionally(thrown);
            } catch (UnsupportedOperationException readOnly) {
                future.cancel(true);
            }
        }
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (real instanceof CompletableFuture<?> future) {
            future.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
