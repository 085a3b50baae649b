package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.clients.FlightRun;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import dev.reprise.clients.StandInProvider.Reply;
import java.util.stream.Collectors;

/** A service of which several threads ask the same for an answer that each of them pulls. */
public final class OpenAiPulledMain {

    private static final String CHATS = "/v1/chat/completions";

    private OpenAiPulledMain() {}

    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start()) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build();
            var chats = client.chat().completions();
            new FlightRun(provider, CHATS, new Reply("text/event-stream", Answers.STREAM))
                    .pulled("stream", question -> pulled(chats.createStreaming(chat(question))))
                    .pulled(
                            "raw stream",
                            question -> pulled(chats.withRawResponse()
                                    .createStreaming(chat(question))
                                    .parse()));
            new FlightRun(provider, CHATS, new Reply("application/json", ProviderAnswers.OPENAI_CHAT.get(0)))
                    .pulled("raw answer", question -> {
                        try (HttpResponseFor<ChatCompletion> answer =
                                chats.withRawResponse().create(chat(question))) {
                            return answer.parse()
                                    .choices()
                                    .get(0)
                                    .message()
                                    .content()
                                    .orElseThrow();
                        }
                    });
            client.close();
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static ChatCompletionCreateParams chat(String question) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(question)
                .build();
    }

    private static String pulled(StreamResponse<ChatCompletionChunk> answer) {
        try (answer) {
            return answer.stream()
                    .map(chunk -> chunk.choices().isEmpty()
                            ? ""
                            : chunk.choices().get(0).delta().content().orElse(""))
                    .collect(Collectors.joining());
        }
    }
}
