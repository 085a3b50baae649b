package dev.reprise.engine.shape;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a streamed response whose failure an entry may take the place of, if that came before the first part and was told
 * to nobody. Thread-safe.
 */
final class ForgivenResponse {

    /** Who waits for the parts. */
    private record Subscriber(
            Parts parts,
            ReplayedResponse.Handler handler,
            @Nullable Executor executor) {}

    private final AtomicBoolean handed = new AtomicBoolean();
    private @Nullable CompletableFuture<@Nullable Object> completion;
    private @Nullable Subscriber subscriber;
    private boolean decided;
    private @Nullable ReplayedResponse instead;

    /**
     * A handler is about to wait for the parts.
     *
     * @param executor calls it; null if the response chooses
     */
    synchronized void subscribes(Parts parts, ReplayedResponse.Handler handler, @Nullable Executor executor) {
        if (subscriber == null) {
            subscriber = new Subscriber(parts, handler, executor);
        }
    }

    /** A part is about to be handed over. */
    synchronized void next() {
        decided = true;
    }

    /** Nobody wants any more of it. */
    void close() {
        ReplayedResponse replay;
        synchronized (this) {
            decided = true;
            replay = instead;
        }
        if (replay != null) {
            replay.close();
        }
    }

    /**
     * Takes the failure that the handler is to be told of, on its thread.
     *
     * @return whether it is not to be told of it, for it gets an answer
     */
    boolean forgives(Throwable thrown) {
        Subscriber by = decide(thrown);
        ReplayedResponse replay = replay();
        if (replay != null && by != null && handed.compareAndSet(false, true)) {
            replay.handOverHere(by.handler);
        }
        return replay != null;
    }

    /**
     * Returns the future that whoever has the response gets.
     *
     * @param real the one that the response would give him
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What is told here is told to the future itself.
    CompletableFuture<?> completion(CompletableFuture<?> real) {
        CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
        synchronized (this) {
            if (completion != null) {
                return completion;
            }
            completion = own;
        }
        real.whenComplete((nothing, thrown) -> ended(own, thrown));
        return own;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // As above.
    private void ended(CompletableFuture<@Nullable Object> own, @Nullable Throwable thrown) {
        Subscriber by = thrown == null ? null : decide(thrown);
        ReplayedResponse replay = thrown == null ? null : replay();
        if (replay == null || by == null) {
            end(own, thrown);
            return;
        }
        replay.completion().whenComplete((nothing, failure) -> end(own, failure));
        if (handed.compareAndSet(false, true)) { // The handler is told later, or never, if its executor takes no more.
            try {
                replay.subscribe(by.handler, by.executor);
            } catch (RuntimeException refused) {
                end(own, thrown);
            }
        }
    }

    private static void end(CompletableFuture<@Nullable Object> own, @Nullable Throwable thrown) {
        if (thrown == null) {
            own.complete(null);
        } else {
            own.completeExceptionally(thrown);
        }
    }

    private synchronized @Nullable ReplayedResponse replay() {
        return instead;
    }

    /** Finds what answers instead, once; returns who waits for the parts. */
    private synchronized @Nullable Subscriber decide(Throwable thrown) {
        if (!decided && subscriber != null) {
            subscriber.parts.failed(thrown);
            List<?> all = subscriber.parts.instead(thrown);
            instead = all == null ? null : new ReplayedResponse(all);
        }
        decided = true;
        return subscriber;
    }
}
