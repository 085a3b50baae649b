package dev.reprise.clients.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.reprise.clients.matrix.CancelledCall.Cancellation;
import java.util.concurrent.CompletableFuture;

/** A handler that takes the handle of its stream, in a version that has one. */
final class Stopped implements StreamingChatResponseHandler {

    private final CompletableFuture<StreamingHandle> begun = new CompletableFuture<>();

    private Stopped() {}

    /** Returns, when the first part has come, how the rest is cancelled. */
    static Cancellation begun(StreamingChatModel model, ChatRequest request) throws Exception {
        Class.forName(StreamingHandle.class.getName());
        Stopped handler = new Stopped();
        model.chat(request, handler);
        return handler.begun.get()::cancel;
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext with) {
        begun.complete(with.streamingHandle());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {}

    @Override
    public void onError(Throwable error) {
        begun.completeExceptionally(error);
    }
}
