package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.reprise.clients.Embeddings;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A service that embeds two texts at once, blocking and not, each time when it is told to. */
public final class OpenAiSharedBatchMain {

    private OpenAiSharedBatchMain() {}

    /** Takes the address of the provider, that of who says when, what to say there, and the texts: two, and two for later. */
    public static void main(String[] arguments) throws IOException {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(arguments[0] + "/v1")
                .apiKey("key")
                .maxRetries(0)
                .build();
        String before = arguments[1] + "/" + arguments[2];
        List<String> texts = List.of(arguments[3], arguments[4]);
        List<String> others = List.of(arguments[5], arguments[6]);

        await(before + "/blocking");
        print("blocking", texts, client.embeddings().create(about(texts)));
        await(before + "/later");
        print("later", others, client.async().embeddings().create(about(others)).join());
        client.close();
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static void await(String url) throws IOException {
        URI.create(url).toURL().openStream().close();
    }

    private static EmbeddingCreateParams about(List<String> texts) {
        return EmbeddingCreateParams.builder()
                .model("embedder")
                .inputOfArrayOfStrings(texts)
                .build();
    }

    private static void print(String how, List<String> texts, CreateEmbeddingResponse response) {
        boolean areRight = response.data().size() == texts.size();
        for (int i = 0; areRight && i < texts.size(); i++) {
            areRight = response.data().get(i).index() == i
                    && response.data().get(i).embedding().equals(Embeddings.vector(texts.get(i)));
        }
        System.out.println("result " + how + " " + areRight + ", tokens "
                + response.usage().promptTokens());
    }
}
