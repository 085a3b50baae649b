package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;

/** A service that asks the same several times before there is an answer. */
public final class OpenAiFlightMain {

    private OpenAiFlightMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            OpenAIClientAsync client = OpenAIOkHttpClientAsync.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build();
            FlightRun.Asking asking = question -> client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("gpt-4o")
                            .addUserMessage(question)
                            .build())
                    .thenApply(answer ->
                            answer.choices().get(0).message().content().orElseThrow());
            new FlightRun(
                            provider,
                            "/v1/chat/completions",
                            new Reply("application/json", ProviderAnswers.OPENAI_CHAT.get(0)))
                    .together("future", asking)
                    .broken("future", asking);
            client.close();
        }
    }
}
