package dev.reprise.demo.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the passages of the handbook that are nearest to a question. Thread-safe. */
public final class Retriever {

    private final Embedder embedder;
    private final Map<String, String> handbook;
    private final List<float[]> vectors;

    /**
     * Embeds the handbook.
     *
     * @param embedder makes the vectors
     * @param handbook texts by title
     */
    public Retriever(Embedder embedder, Map<String, String> handbook) {
        this.embedder = embedder;
        this.handbook = new LinkedHashMap<>(handbook);
        this.vectors = embedder.embed(List.copyOf(this.handbook.values()));
    }

    /**
     * Finds passages for a question.
     *
     * @param question the question
     * @param most how many passages at most
     * @return the nearest passages, the nearest first
     */
    public List<Passage> retrieve(String question, int most) {
        float[] vector = embedder.embed(List.of(question)).get(0);
        List<Passage> passages = new ArrayList<>();
        handbook.forEach(
                (title, text) -> passages.add(new Passage(title, text, cosine(vector, vectors.get(passages.size())))));
        return passages.stream()
                .sorted(Comparator.comparingDouble(Passage::similarity).reversed())
                .limit(most)
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        return dot / Math.sqrt(squaresOfA * squaresOfB);
    }
}
