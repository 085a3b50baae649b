package dev.reprise.demo.service;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;

/** The embedder against LangChain4j. */
public final class LangChain4jEmbedder implements Embedder {

    private final EmbeddingModel model;

    /**
     * Makes an embedder.
     *
     * @param model the model that embeds
     */
    public LangChain4jEmbedder(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList();
    }
}
