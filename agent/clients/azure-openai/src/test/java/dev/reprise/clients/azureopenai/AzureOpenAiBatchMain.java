package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.EmbeddingItem;
import com.azure.ai.openai.models.Embeddings;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.http.rest.RequestOptions;
import dev.reprise.clients.BatchRun;
import dev.reprise.clients.StandInProvider;
import java.util.List;

/** A service that embeds texts in batches, blocking and not. */
public final class AzureOpenAiBatchMain {

    private AzureOpenAiBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/openai/deployments/embedder/embeddings", dev.reprise.clients.Embeddings.OPENAI);
            OpenAIClient client = Clients.ofAzure(provider.url());
            OpenAIAsyncClient later = Clients.ofAzureLater(provider.url());
            BatchRun.print(
                    provider,
                    "blocking",
                    texts -> answer(client.getEmbeddings("embedder", new EmbeddingsOptions(texts))));
            BatchRun.print(
                    provider,
                    "later",
                    texts -> answer(later.getEmbeddings("embedder", new EmbeddingsOptions(texts))
                            .block()));
            BatchRun.printShuffled(
                    provider,
                    "response",
                    texts -> answer(client.getEmbeddingsWithResponse(
                                    "embedder", new EmbeddingsOptions(texts), new RequestOptions())
                            .getValue()));
            BatchRun.printShuffled(
                    provider,
                    "response later",
                    texts -> answer(later.getEmbeddingsWithResponse(
                                    "embedder", new EmbeddingsOptions(texts), new RequestOptions())
                            .block()
                            .getValue()));
        }
    }

    private static BatchRun.Answer answer(Embeddings embeddings) {
        List<EmbeddingItem> data = embeddings.getData();
        return new BatchRun.Answer(
                data.stream().map(EmbeddingItem::getEmbedding).toList(),
                embeddings.getUsage().getPromptTokens(),
                data.stream().map(EmbeddingItem::getPromptIndex).toList());
    }
}
