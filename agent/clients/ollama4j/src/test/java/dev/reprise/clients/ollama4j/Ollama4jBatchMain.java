package dev.reprise.clients.ollama4j;

import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.embed.OllamaEmbedResult;

/** A service that embeds texts in batches. */
public final class Ollama4jBatchMain {

    private Ollama4jBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/api/embed", Embeddings.OLLAMA);
            Ollama client = new Ollama(provider.url());
            BatchRun.print(provider, "ollama4j", texts -> {
                OllamaEmbedResult result = client.embed(new OllamaEmbedRequest("embedder", texts));
                return new BatchRun.Answer(result.getEmbeddings(), result.getPromptEvalCount());
            });
        }
    }
}
