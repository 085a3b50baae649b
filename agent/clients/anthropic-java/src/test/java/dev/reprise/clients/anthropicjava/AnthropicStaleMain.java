package dev.reprise.clients.anthropicjava;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class AnthropicStaleMain {

    private static final MessageCreateParams QUESTION = MessageCreateParams.builder()
            .model("claude-sonnet-4-5")
            .maxTokens(100)
            .addUserMessage("?")
            .build();

    private AnthropicStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(provider.url())
                    .apiKey("key")
                    .timeout(Duration.ofMinutes(5))
                    .maxRetries(0)
                    .build();
            StaleRun run = new StaleRun(provider, () -> "");
            provider.answers("/v1/messages", ProviderAnswers.ANTHROPIC.get(0));
            run.ask("blocking", () -> client.messages().create(QUESTION).content());
            provider.answers("/v1/messages", AnthropicIT.EVENTS);
            run.ask("stream later", () -> all(client.async().messages().createStreaming(QUESTION)));
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static Object all(AsyncStreamResponse<RawMessageStreamEvent> events) throws Exception {
        List<RawMessageStreamEvent> all = new CopyOnWriteArrayList<>();
        CompletableFuture<Object> told = new CompletableFuture<>();
        events.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(RawMessageStreamEvent event) {
                all.add(event);
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                failure.ifPresentOrElse(told::completeExceptionally, () -> told.complete(all));
            }
        });
        events.onCompleteFuture().get();
        return told.get();
    }
}
