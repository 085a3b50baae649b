package dev.reprise.clients.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import java.util.List;

/** A service that embeds texts in batches. */
public final class LangChain4jBatchMain {

    private LangChain4jBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/v1/embeddings", Embeddings.OPENAI)
                    .embeds("/api/embed", Embeddings.OLLAMA)
                    .embeds("/embeddings", Embeddings.OPENAI)
                    .embeds("/models/embedder:batchEmbedContents", Embeddings.GEMINI);
            EmbeddingModel openAi = OpenAiEmbeddingModel.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .modelName("embedder")
                    .build();
            EmbeddingModel ollama = OllamaEmbeddingModel.builder()
                    .baseUrl(provider.url())
                    .modelName("embedder")
                    .build();
            EmbeddingModel mistral = MistralAiEmbeddingModel.builder()
                    .baseUrl(provider.url())
                    .apiKey("key")
                    .modelName("embedder")
                    .build();
            EmbeddingModel gemini = GoogleAiEmbeddingModel.builder()
                    .baseUrl(provider.url())
                    .apiKey("key")
                    .modelName("embedder")
                    .build();
            BatchRun.print(provider, "openai", texts -> embed(openAi, texts));
            BatchRun.print(provider, "ollama", texts -> embed(ollama, texts));
            BatchRun.print(provider, "mistral", texts -> embed(mistral, texts));
            BatchRun.print(provider, "gemini", texts -> vectors(embedded(gemini, texts), 0));
        }
    }

    private static BatchRun.Answer embed(EmbeddingModel model, List<String> texts) {
        Response<List<Embedding>> answer = embedded(model, texts);
        return vectors(answer, answer.tokenUsage().inputTokenCount());
    }

    private static Response<List<Embedding>> embedded(EmbeddingModel model, List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList());
    }

    private static BatchRun.Answer vectors(Response<List<Embedding>> answer, int tokens) {
        return new BatchRun.Answer(
                answer.content().stream().map(Embedding::vectorAsList).toList(), tokens);
    }
}
