package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import java.util.List;

/** A service that embeds texts in batches, blocking and not. */
public final class OpenAiBatchMain {

    private OpenAiBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/v1/embeddings", Embeddings.OPENAI);
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .build();
            BatchRun.Embedder blocking = texts -> answer(client.embeddings().create(about(texts)));
            BatchRun.Embedder later = texts ->
                    answer(client.async().embeddings().create(about(texts)).join());
            BatchRun.print(provider, "blocking", blocking);
            BatchRun.print(provider, "later", later);
            BatchRun.printShuffled(provider, "blocking", blocking);
            BatchRun.printShuffled(provider, "later", later);
            client.close();
        }
    }

    /** One text in the shorter form that the library has for it. */
    private static EmbeddingCreateParams about(List<String> texts) {
        EmbeddingCreateParams.Builder params = EmbeddingCreateParams.builder().model("embedder");
        return texts.size() == 1
                ? params.input(texts.get(0)).build()
                : params.inputOfArrayOfStrings(texts).build();
    }

    private static BatchRun.Answer answer(CreateEmbeddingResponse response) {
        List<Embedding> data = response.data();
        return new BatchRun.Answer(
                data.stream().map(Embedding::embedding).toList(),
                response.usage().promptTokens(),
                data.stream().map(Embedding::index).toList());
    }
}
