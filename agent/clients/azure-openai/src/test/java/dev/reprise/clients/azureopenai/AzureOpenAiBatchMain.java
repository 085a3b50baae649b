package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.EmbeddingItem;
import com.azure.ai.openai.models.Embeddings;
import com.azure.ai.openai.models.EmbeddingsOptions;
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
        }
    }

    private static BatchRun.Answer answer(Embeddings embeddings) {
        List<EmbeddingItem> data = embeddings.getData();
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i).getPromptIndex() != i) {
                throw new IllegalStateException("not in order");
            }
        }
        return new BatchRun.Answer(
                data.stream().map(EmbeddingItem::getEmbedding).toList(),
                embeddings.getUsage().getPromptTokens());
    }
}
