package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;

/** A service that asks one question three times, and prints how many requests came to the provider. */
public final class OpenAiSavingsMain {

    private OpenAiSavingsMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build();
            ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage("?")
                    .build();
            for (int i = 0; i < 3; i++) {
                client.chat().completions().create(question);
            }
            System.out.println("requests: " + provider.requests());
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }
}
