package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;

/** A service that makes the same calls twice, and prints what they answered and how many requests came to the provider. */
public final class OpenAiTracedMain {

    private static final String CHATS = "/v1/chat/completions";

    private OpenAiTracedMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers(CHATS, ProviderAnswers.OPENAI_CHAT.get(0))
                    .embeds("/v1/embeddings", Embeddings.OPENAI)
                    .answers("/v1/responses", Answers.RESPONSE)
                    .streams(CHATS, "text/event-stream", Answers.STREAM);
            String url = provider.url() + "/v1";
            OpenAIClient client =
                    OpenAIOkHttpClient.builder().baseUrl(url).apiKey("key").build();
            OpenAIClientAsync later =
                    OpenAIOkHttpClientAsync.builder().baseUrl(url).apiKey("key").build();
            for (int round = 0; round < 2; round++) {
                int before = provider.requests();
                ask(client, later);
                System.out.println("requests " + (provider.requests() - before));
            }
        }
        // The threads of the asynchronous client would keep the JVM for another minute.
        System.exit(0);
    }

    private static void ask(OpenAIClient client, OpenAIClientAsync later) throws Exception {
        System.out.println(client.chat().completions().create(chat("at once")));
        System.out.println(later.chat().completions().create(chat("later")).get());
        System.out.println(OpenAiRows.all(client.chat().completions().createStreaming(chat("a stream"))));
        System.out.println(OpenAiRows.all(later.chat().completions().createStreaming(chat("a stream later"))));
        System.out.println(client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embedder")
                        .input("a")
                        .build()));
        System.out.println(client.responses()
                .create(ResponseCreateParams.builder().model("m").input("a").build()));
    }

    private static ChatCompletionCreateParams chat(String question) {
        return ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage(question)
                .build();
    }
}
