package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.api.Reprise;
import dev.reprise.clients.BehindRun;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.UnsteadyProvider;

/** A service that is answered by entries while Reprise asks again, and ends while it does. */
public final class OpenAiBehindMain {

    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addUserMessage("?")
            .build();

    private OpenAiBehindMain() {}

    public static void main(String[] arguments) throws Exception {
        UnsteadyProvider provider = BehindRun.provider();
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
        new BehindRun(
                        provider,
                        "/v1/chat/completions",
                        text -> ProviderAnswers.OPENAI_CHAT.get(0).replace("Hello, Wörld 🌍 \\u0000", text),
                        () -> client.chat()
                                        .completions()
                                        .create(QUESTION)
                                        .choices()
                                        .get(0)
                                        .message()
                                        .content()
                                        .orElseThrow()
                                + (Reprise.lastOutcome() == null
                                        ? ""
                                        : ", " + Reprise.lastOutcome().kind()))
                .run();
    }
}
