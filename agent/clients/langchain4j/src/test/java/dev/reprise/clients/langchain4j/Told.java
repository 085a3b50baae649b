package dev.reprise.clients.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A handler that remembers what it is told, in any version. */
final class Told implements StreamingChatResponseHandler {

    private final StringBuffer all = new StringBuffer();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private Told() {}

    /** Returns all that a handler is told. */
    static String all(StreamingChatModel model, ChatRequest request) throws InterruptedException, ExecutionException {
        Told told = new Told();
        model.chat(request, told);
        return told.end.get();
    }

    @Override
    public void onPartialResponse(String text) {
        all.append('[').append(text).append(']');
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        end.complete(all + LangChain4jRows.said(response));
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }
}
