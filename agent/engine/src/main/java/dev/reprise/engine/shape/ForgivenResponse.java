package dev.reprise.engine.shape;

import java.util.List;
import java.util.Optional;
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
    /** Whether the handler was not told of the failure, because it gets an answer. */
    private boolean forgiven;

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
        return isForgiven();
    }

    private synchronized boolean isForgiven() {
        forgiven = instead != null;
        return forgiven;
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

    private void ended(CompletableFuture<@Nullable Object> own, @Nullable Throwable thrown) {
        try {
            if (thrown == null || !answers(own, thrown)) {
                end(own, thrown);
            }
        } catch (Throwable noMemory) { // Whoever waits is told of an end whatever happens here.
            end(own, thrown);
        }
    }

    /** Returns whether something answers in place of a failure, with whose end the future ends as well. */
    @SuppressWarnings("FutureReturnValueIgnored") // As above.
    private boolean answers(CompletableFuture<@Nullable Object> own, Throwable thrown) {
        Subscriber by = decide(thrown);
        ReplayedResponse replay = replay();
        if (replay == null || by == null) {
            return false;
        }
        replay.completion().whenComplete((nothing, failure) -> end(own, failure));
        if (handed.compareAndSet(false, true)) { // The handler is told later.
            try {
                replay.subscribe(by.handler, by.executor);
            } catch (Throwable refused) { // For its executor takes no more, or there is no thread.
                tellAfterAll(by.handler, thrown);
                return false;
            }
        }
        return true;
    }

    /** Nothing answers in place of the failure that the handler is, or was, to be told of. */
    private void tellAfterAll(ReplayedResponse.Handler handler, Throwable thrown) {
        synchronized (this) {
            instead = null;
            if (!forgiven) {
                return; // It will be told by the real one.
            }
        }
        try {
            handler.complete(Optional.of(thrown));
        } catch (Throwable ofHandler) {
            // The SDK leaves it to whatever runs its own threads.
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
