package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * A service that asks for an answer that comes later, for one that its handler is told, and for one that it pulls, and tells
 * somebody when it has asked.
 */
public final class OpenAiSharedMain {

    private OpenAiSharedMain() {}

    /** Takes the address of the provider, and of who is told. */
    public static void main(String[] arguments) throws IOException {
        String provider = arguments[0];
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(provider + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
        CompletableFuture<ChatCompletion> later =
                client.async().chat().completions().create(chat("later"));
        tell(arguments[1] + "/asked");
        System.out.println(
                "result later " + later.join().choices().get(0).message().content());
        CompletableFuture<String> handled =
                OpenAiHandledMain.ask(client.async(), "handled").asFuture();
        tell(arguments[1] + "/handling");
        System.out.println("result handled of " + handled.join().lines().count());
        tell(arguments[1] + "/asking");
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("stream"))) {
            System.out.println("result stream of " + stream.stream().count());
        }
        client.close();
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static void tell(String url) throws IOException {
        URI.create(url).toURL().openStream().close();
    }

    private static ChatCompletionCreateParams chat(String question) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(question)
                .build();
    }
}
