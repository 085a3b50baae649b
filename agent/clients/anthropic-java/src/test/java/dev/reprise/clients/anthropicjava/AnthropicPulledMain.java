package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.util.stream.Collectors;

/** A service of which several threads ask the same for an answer that each of them pulls. */
public final class AnthropicPulledMain {

    private AnthropicPulledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .apiKey("key")
                    .baseUrl(provider.url())
                    .maxRetries(0)
                    .build();
            new FlightRun(provider, "/v1/messages", new Reply("text/event-stream", AnthropicIT.EVENTS))
                    .pulled("stream", question -> {
                        try (StreamResponse<RawMessageStreamEvent> answer = client.messages()
                                .createStreaming(MessageCreateParams.builder()
                                        .model("claude-sonnet-4-5")
                                        .maxTokens(100)
                                        .addUserMessage(question)
                                        .build())) {
                            return answer.stream().map(Object::toString).collect(Collectors.joining());
                        }
                    });
            client.close();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }
}
