package dev.reprise.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What the handler of a streamed response is told. Thread-safe. */
public final class HandledAnswer {

    private static final int TIMES = 3;

    private final CompletableFuture<?> completion;
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    /**
     * @param completion what the response completes
     * @param close closes the response
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What is told here is told to the response.
    public HandledAnswer(CompletableFuture<?> completion, Runnable close) {
        this.completion = completion;
        end.whenComplete((events, thrown) -> {
            if (end.isCancelled()) {
                close.run();
            }
        });
    }

    /** Takes an event. */
    public void next(Object event) {
        events.add(event.toString());
    }

    /** Takes the end. */
    public void end(Optional<Throwable> failure) {
        failure.ifPresentOrElse(end::completeExceptionally, () -> end.complete(String.join("\n", events)));
    }

    /** Returns all events, once the handler is told of the end; the response is closed if it is cancelled. */
    public CompletableFuture<String> asFuture() {
        return end;
    }

    /** Asks several times, one after the other, for what there is not, and prints what the handlers and the futures were told. */
    public static void printFailures(IntSupplier requests, Supplier<HandledAnswer> asking) {
        int before = requests.getAsInt();
        List<Throwable> failures = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            HandledAnswer answer = asking.get();
            Throwable failure = failure(answer.end);
            told.add(cause(failure) + "/" + cause(failure(answer.completion)));
            failures.add(failure);
        }
        boolean each = failures.get(0) != failures.get(1) && failures.get(1) != failures.get(2);
        System.out.println(
                "result refused: requests " + (requests.getAsInt() - before) + ", of its own " + each + ", " + told);
    }

    private static Throwable failure(CompletableFuture<?> of) {
        return of.handle((answer, thrown) -> thrown == null ? new AssertionError("answered: " + answer) : thrown)
                .join();
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }
}
