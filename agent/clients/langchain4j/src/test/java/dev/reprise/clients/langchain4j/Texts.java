package dev.reprise.clients.langchain4j;

import dev.langchain4j.model.StreamingResponseHandler;
import dev.langchain4j.model.language.StreamingLanguageModel;
import dev.langchain4j.model.output.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A handler of a language model's text that remembers what it is told. */
final class Texts implements StreamingResponseHandler<String> {

    private final StringBuffer all = new StringBuffer();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private Texts() {}

    /** Returns all that a handler is told. */
    static String of(StreamingLanguageModel model, String question) throws InterruptedException, ExecutionException {
        Texts texts = new Texts();
        model.generate(question, texts);
        return texts.end.get();
    }

    @Override
    public void onNext(String token) {
        all.append('[').append(token).append(']');
    }

    @Override
    public void onComplete(Response<String> response) {
        end.complete(all.toString() + response);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }
}
