package dev.reprise.demo.service;

import java.util.List;

/** Turns texts into vectors. Implementations are thread-safe. */
public interface Embedder {

    /**
     * Embeds texts.
     *
     * @param texts the texts
     * @return a vector for each text, in their order
     */
    List<float[]> embed(List<String> texts);
}
