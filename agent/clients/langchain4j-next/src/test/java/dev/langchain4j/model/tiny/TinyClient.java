package dev.langchain4j.model.tiny;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.concurrent.CompletableFuture;

/** Asks a provider that answers with a finish reason and a text. */
final class TinyClient {

    private final HttpClient http = JdkHttpClient.builder().build();
    private final String url;

    TinyClient(String url) {
        this.url = url;
    }

    CompletableFuture<String> ask(String path, String question) {
        return http.executeAsync(HttpRequest.builder()
                        .method(HttpMethod.POST)
                        .url(url, path)
                        .body(question)
                        .build())
                .thenApply(SuccessfulHttpResponse::body);
    }

    static ChatResponse chat(String answer) {
        String[] parts = answer.split(" ", 2);
        return ChatResponse.builder()
                .aiMessage(dev.langchain4j.data.message.AiMessage.from(parts[1]))
                .finishReason(parts[0].equals("NONE") ? null : FinishReason.valueOf(parts[0]))
                .build();
    }
}
