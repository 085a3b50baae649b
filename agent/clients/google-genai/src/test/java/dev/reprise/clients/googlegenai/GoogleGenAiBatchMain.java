package dev.reprise.clients.googlegenai;

import com.google.genai.Client;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentMetadata;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.HttpOptions;
import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import java.util.List;

/** A service that embeds texts in batches, blocking and not. */
public final class GoogleGenAiBatchMain {

    private static final String MODEL = "embedder";

    private GoogleGenAiBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/v1beta/models/" + MODEL + ":batchEmbedContents", Embeddings.GEMINI);
            HttpOptions options = HttpOptions.builder().baseUrl(provider.url()).build();
            Client client = Client.builder().apiKey("key").httpOptions(options).build();
            BatchRun.print(provider, "blocking", texts -> answer(client.models.embedContent(MODEL, texts, null)));
            BatchRun.print(
                    provider,
                    "later",
                    texts -> answer(
                            client.async.models.embedContent(MODEL, texts, null).join()));
            client.close();
        }
    }

    private static BatchRun.Answer answer(EmbedContentResponse response) {
        List<List<Float>> vectors = response.embeddings().orElseThrow().stream()
                .map(ContentEmbedding::values)
                .map(values -> values.orElse(List.of()))
                .toList();
        return new BatchRun.Answer(
                vectors,
                response.metadata()
                        .flatMap(EmbedContentMetadata::billableCharacterCount)
                        .orElse(0));
    }
}
