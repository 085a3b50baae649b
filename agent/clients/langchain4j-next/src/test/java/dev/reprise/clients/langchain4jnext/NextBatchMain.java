package dev.reprise.clients.langchain4jnext;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.tiny.TinyBatchEmbeddingModel;
import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service that embeds texts in batches by futures. */
public final class NextBatchMain {

    private NextBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/api/embed", Embeddings.OLLAMA);
            TinyBatchEmbeddingModel model = new TinyBatchEmbeddingModel(provider.url());
            BatchRun.print(provider, "later", texts -> embed(model, texts));
        }
    }

    private static BatchRun.Answer embed(TinyBatchEmbeddingModel model, List<String> texts) throws Exception {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .textSegments(texts.stream().map(TextSegment::from).toList())
                .build();
        EmbeddingResponse response = model.embedAsync(request).get(60, TimeUnit.SECONDS);
        return new BatchRun.Answer(
                response.embeddings().stream().map(Embedding::vectorAsList).toList(),
                response.tokenUsage() == null ? 0 : response.tokenUsage().inputTokenCount());
    }
}
