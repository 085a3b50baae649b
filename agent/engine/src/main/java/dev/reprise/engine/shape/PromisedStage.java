package dev.reprise.engine.shape;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a call that waits for the answer of an equal one: completes with that, or stands for the one of its own call once
 * that is made. Those who wait for it are told on the thread that says so. Thread-safe.
 */
public final class PromisedStage extends StandInStage implements Promise {

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
    public Object handed() {
        return this;
    }

    @Override
    public void answer(Object replayed) {
        end(((CompletableFuture<?>) replayed).getNow(/* valueIfAbsent= */ null), /* thrown= */ null);
    }

    @Override
    public void fail(Throwable thrown) {
        end(/* answer= */ null, thrown);
    }

    @Override
    public void become(@Nullable Object real) {
        if (real instanceof CompletionStage<?> stage) {
            standFor(stage);
            stage.whenComplete(this::end);
        } else {
            fail(new NullPointerException("the method returned null when it was called after a wait"));
        }
    }

    /**
     * Completes as the real one does, unless something answers in place of its failure.
     *
     * @param instead returns the stage of that; null if nothing does
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What is told here is told to this one.
    public void become(CompletionStage<?> real, Function<Throwable, @Nullable CompletionStage<?>> instead) {
        standFor(real);
        real.whenComplete((answer, thrown) -> {
            CompletionStage<?> other = thrown == null ? null : found(thrown, instead);
            if (other == null) {
                end(answer, thrown);
            } else {
                become(other);
            }
        });
    }

    /** Whoever waits is told the failure, whatever fails besides. */
    private static @Nullable CompletionStage<?> found(
            Throwable thrown, Function<Throwable, @Nullable CompletionStage<?>> instead) {
        try {
            return instead.apply(thrown);
        } catch (Throwable noMemory) {
            return null;
        }
    }
}
