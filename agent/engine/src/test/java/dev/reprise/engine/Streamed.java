package dev.reprise.engine;

import com.openai.core.http.AsyncStreamResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A streamed response of a provider that is told what to send by hand. */
final class Streamed implements AsyncStreamResponse<String> {

    private final CompletableFuture<Void> completion = new CompletableFuture<>();
    private volatile Handler<? super String> handler;
    private volatile boolean closed;

    @Override
    public AsyncStreamResponse<String> subscribe(Handler<? super String> given) {
        if (handler != null || closed) {
            throw new IllegalStateException("Cannot subscribe");
        }
        handler = given;
        return this;
    }

    @Override
    public AsyncStreamResponse<String> subscribe(Handler<? super String> given, Executor executor) {
        return subscribe(given);
    }

    @Override
    public CompletableFuture<Void> onCompleteFuture() {
        return completion;
    }

    @Override
    public void close() {
        closed = true;
        completion.complete(null);
    }

    boolean isSubscribed() {
        return handler != null;
    }

    boolean isClosed() {
        return closed;
    }

    void sends(String part) {
        handler.onNext(part);
    }

    void answers(String... parts) {
        for (String part : parts) {
            sends(part);
        }
        handler.onComplete(Optional.empty());
        completion.complete(null);
    }

    /** The future is told first, as by the SDKs. */
    void fails(Throwable thrown) {
        completion.completeExceptionally(thrown);
        handler.onComplete(Optional.of(thrown));
    }

    /** A handler that notes what it is told. */
    static final class Heard implements Handler<String> {

        final List<String> parts = new CopyOnWriteArrayList<>();
        final CompletableFuture<List<String>> end = new CompletableFuture<>();

        static Heard of(AsyncStreamResponse<String> response) {
            Heard heard = new Heard();
            response.subscribe(heard);
            return heard;
        }

        @Override
        public void onNext(String part) {
            parts.add(part);
        }

        @Override
        public void onComplete(Optional<Throwable> error) {
            error.ifPresentOrElse(end::completeExceptionally, () -> end.complete(parts));
        }

        /** Returns what the stream ended with; null if it came to its end. */
        Throwable failure() {
            return end.handle((all, thrown) -> thrown).join();
        }
    }
}
