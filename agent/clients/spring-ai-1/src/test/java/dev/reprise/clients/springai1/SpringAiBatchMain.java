package dev.reprise.clients.springai1;

import dev.reprise.clients.BatchRun;
import dev.reprise.clients.Embeddings;
import dev.reprise.clients.StandInProvider;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaEmbeddingOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.api.OpenAiApi;

/** A service that embeds texts in batches. */
public final class SpringAiBatchMain {

    private SpringAiBatchMain() {}

    /** Takes the port of the provider. */
    public static void main(String[] arguments) throws Exception {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.embeds("/v1/embeddings", Embeddings.OPENAI).embeds("/api/embed", Embeddings.OLLAMA);
            OpenAiEmbeddingModel openAi = new OpenAiEmbeddingModel(
                    OpenAiApi.builder().baseUrl(provider.url()).apiKey("key").build());
            OllamaEmbeddingModel ollama = OllamaEmbeddingModel.builder()
                    .ollamaApi(OllamaApi.builder().baseUrl(provider.url()).build())
                    .defaultOptions(
                            OllamaEmbeddingOptions.builder().model("embedder").build())
                    .build();
            BatchRun.print(provider, "openai", texts -> embed(openAi, texts));
            BatchRun.print(provider, "ollama", texts -> embed(ollama, texts));
            BatchRun.printShuffled(provider, "openai", texts -> embed(openAi, texts));
        }
    }

    private static BatchRun.Answer embed(EmbeddingModel model, List<String> texts) {
        EmbeddingResponse response = model.embedForResponse(texts);
        List<List<Float>> vectors = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (Embedding embedding : response.getResults()) {
            indexes.add(embedding.getIndex());
            List<Float> vector = new ArrayList<>();
            for (float number : embedding.getOutput()) {
                vector.add(number);
            }
            vectors.add(vector);
        }
        return new BatchRun.Answer(vectors, response.getMetadata().getUsage().getPromptTokens(), indexes);
    }
}
