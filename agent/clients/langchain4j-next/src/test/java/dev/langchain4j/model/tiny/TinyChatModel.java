package dev.langchain4j.model.tiny;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Chats by futures. */
public final class TinyChatModel implements ChatModel {

    private final TinyClient client;
    private final List<ChatModelListener> listeners;

    public TinyChatModel(String url, ChatModelListener listener) {
        client = new TinyClient(url);
        listeners = List.of(listener);
    }

    @Override
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return client.ask("chat", request.messages().toString()).thenApply(TinyClient::chat);
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }
}
