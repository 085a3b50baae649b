package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.api.Reprise;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StaleRun;
import dev.reprise.clients.UnsteadyProvider;
import java.time.Duration;

/** A service that asks one question again and again while its provider fails in several ways. */
public final class OpenAiStaleMain {

    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addUserMessage("?")
            .build();

    private OpenAiStaleMain() {}

    public static void main(String[] arguments) throws Exception {
        try (UnsteadyProvider provider = UnsteadyProvider.start()) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .timeout(Duration.ofSeconds(10))
                    .maxRetries(0)
                    .build();
            StaleRun run = new StaleRun(
                    provider,
                    () -> Reprise.lastOutcome() == null
                            ? ""
                            : ", " + Reprise.lastOutcome().kind());
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            run.askAndWait("blocking", () -> text(client.chat().completions().create(QUESTION)));
            run.ask(
                    "future",
                    () -> text(
                            client.async().chat().completions().create(QUESTION).get()));
            provider.answers("/v1/chat/completions", Answers.STREAM);
            run.ask("stream", () -> {
                try (StreamResponse<ChatCompletionChunk> events =
                        client.chat().completions().createStreaming(QUESTION)) {
                    return events.stream().toList();
                }
            });
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }
}
