package dev.reprise.demo.service;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.ArrayList;
import java.util.List;

/** The embedder against OpenAI's own Java client. */
public final class OpenAiEmbedder implements Embedder {

    private final OpenAIClient client;
    private final String model;

    /**
     * Makes an embedder.
     *
     * @param client the client
     * @param model the name of the model that embeds
     */
    public OpenAiEmbedder(OpenAIClient client, String model) {
        this.client = client;
        this.model = model;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(texts)
                        .build());
        List<float[]> vectors = new ArrayList<>();
        for (Embedding embedding : response.data()) {
            vectors.add(floats(embedding.embedding()));
        }
        return vectors;
    }

    private static float[] floats(List<Float> components) {
        float[] vector = new float[components.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = components.get(i);
        }
        return vector;
    }
}
