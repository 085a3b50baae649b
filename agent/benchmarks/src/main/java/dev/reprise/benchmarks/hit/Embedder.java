package dev.reprise.benchmarks.hit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A service that embeds texts. Plain, or woven by the agent: one method by items, its twin by whole calls. */
public class Embedder {

    private static final int DIMENSIONS = 1536;

    private final String model;

    Embedder(String model) {
        this.model = model;
    }

    /**
     * Returns the vector of each text.
     *
     * @param texts the texts
     * @return their vectors
     */
    public List<float[]> embed(List<String> texts) {
        return vectors(texts);
    }

    /**
     * Does the same.
     *
     * @param texts the texts
     * @return their vectors
     */
    public List<float[]> embedWhole(List<String> texts) {
        return vectors(texts);
    }

    private static List<float[]> vectors(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            float[] vector = new float[DIMENSIONS];
            Arrays.fill(vector, Answers.text().length());
            vector[0] = i;
            vectors.add(vector);
        }
        return vectors;
    }

    @Override
    public String toString() {
        return "Embedder for " + model;
    }
}
