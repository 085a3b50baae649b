package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.HandledAnswer;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import dev.reprise.clients.UnsteadyProvider;
import java.util.Optional;

/** A service that asks the same several times for an answer that its handlers are told, and for one that there is not. */
public final class AnthropicHandledMain {

    private AnthropicHandledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start();
                UnsteadyProvider refusing = UnsteadyProvider.start()) {
            AnthropicClientAsync client = client(provider.url());
            new FlightRun(provider, "/v1/messages", new Reply("text/event-stream", AnthropicIT.EVENTS))
                    .together("stream", question -> ask(client, question).asFuture())
                    .cancelled("stream", question -> ask(client, question).asFuture());
            refusing.fails(404);
            AnthropicClientAsync refused = client(refusing.url());
            HandledAnswer.printFailures(refusing::requests, () -> ask(refused, "missing"));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static AnthropicClientAsync client(String url) {
        return AnthropicOkHttpClientAsync.builder()
                .baseUrl(url)
                .apiKey("key")
                .maxRetries(0)
                .build();
    }

    private static HandledAnswer ask(AnthropicClientAsync client, String question) {
        AsyncStreamResponse<RawMessageStreamEvent> response = client.messages()
                .createStreaming(MessageCreateParams.builder()
                        .maxTokens(100)
                        .model("claude-sonnet-4-5")
                        .addUserMessage(question)
                        .build());
        HandledAnswer answer = new HandledAnswer(response.onCompleteFuture(), response::close);
        response.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(RawMessageStreamEvent event) {
                answer.next(event);
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                answer.end(failure);
            }
        });
        return answer;
    }
}
