package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.Written;

/** A service that has the same answer streamed three times, read in each way there is. */
public final class AnthropicStreamMain {

    private AnthropicStreamMain() {}

    /** Asks the provider at the given base URL. */
    public static void main(String[] arguments) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .apiKey("key")
                .baseUrl(arguments[0])
                .build();
        MessageCreateParams request = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("one")
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(request)) {
            stream.stream().forEach(System.out::println);
        }
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(request)) {
            for (RawMessageStreamEvent event : stream) {
                System.out.println(event);
            }
        }
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(request)) {
            stream.forEach(System.out::println);
            try {
                System.out.println(stream.stream().count());
            } catch (IllegalStateException readAlready) {
                System.out.println("a stream is read once");
            }
        }
        client.close();
        Written.await();
    }
}
