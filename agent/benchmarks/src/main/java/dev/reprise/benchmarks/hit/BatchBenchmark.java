package dev.reprise.benchmarks.hit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One hit of {@code List<float[]> embed(List<String>)}, whose texts of 200 characters are the same strings again, and whose
 * vectors have 1,536 numbers. What Reprise does needs a JVM with the agent and {@code hit.yaml}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the parameter in and calls the set-up.
public class BatchBenchmark {

    private static final int CHARACTERS = 200;

    /** How many texts there are. */
    @Param({"1", "10", "100"})
    public int texts;

    private List<String> batch;
    /** The same texts, asked about together, but not in this order. */
    private List<String> other;

    /** What a service does by itself: one look-up for each text, of a vector that is nobody's to change. */
    @State(Scope.Benchmark)
    public static class ByHand {

        private final Cache<String, float[]> cache = Caffeine.newBuilder()
                .maximumWeight(64 << 20)
                .weigher((String text, float[] vector) -> text.length() + 4 * vector.length)
                .expireAfterWrite(Duration.ofDays(7))
                .build();

        /**
         * Fills the cache.
         *
         * @param benchmark for the texts
         */
        @Setup
        public void fill(BatchBenchmark benchmark) {
            List<float[]> vectors = new Embedder("small").embed(benchmark.batch);
            for (int i = 0; i < vectors.size(); i++) {
                cache.put(benchmark.batch.get(i), vectors.get(i));
            }
        }

        private List<float[]> vectors(List<String> texts, boolean copied) {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (String text : texts) {
                float[] vector = cache.getIfPresent(text);
                if (vector == null) {
                    throw new IllegalStateException("not in the cache");
                }
                vectors.add(copied ? vector.clone() : vector);
            }
            return vectors;
        }
    }

    /** The service that the agent has woven. */
    @State(Scope.Benchmark)
    public static class Woven {

        private final Embedder embedder = new Embedder("small");

        /**
         * Fills the cache.
         *
         * @param benchmark for the texts
         */
        @Setup
        public void fill(BatchBenchmark benchmark) {
            Proof.answeredFromCache(() -> content(embedder.embed(benchmark.batch)));
            Proof.answeredFromCache(() -> content(embedder.embedWhole(benchmark.batch)));
            List<List<Float>> before = content(embedder.embed(benchmark.other));
            Answers.change();
            if (!content(embedder.embed(benchmark.other)).equals(before)) {
                throw new IllegalStateException("texts that are known were asked about again");
            }
        }

        private static List<List<Float>> content(List<float[]> vectors) {
            List<List<Float>> content = new ArrayList<>();
            for (float[] vector : vectors) {
                content.add(List.of((float) vector.length, vector[0], vector[1]));
            }
            return content;
        }
    }

    /** Makes the texts. */
    @Setup
    public void makeTexts() {
        batch = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            batch.add(new Prompts(CHARACTERS).same() + i);
        }
        other = new ArrayList<>(batch.subList(texts / 2, texts));
        other.addAll(batch.subList(0, texts / 2));
    }

    /** A look-up for each text by hand. */
    @Benchmark
    public List<float[]> byHand(ByHand byHand) {
        return byHand.vectors(other, /* copied= */ false);
    }

    /** The same, with a copy of each vector for the caller, as Reprise makes. */
    @Benchmark
    public List<float[]> byHandCopied(ByHand byHand) {
        return byHand.vectors(other, /* copied= */ true);
    }

    /** A hit by the whole call. */
    @Benchmark
    public List<float[]> whole(Woven woven) {
        return woven.embedder.embedWhole(batch);
    }

    /** A hit by items, of a batch that was asked about just so. */
    @Benchmark
    public List<float[]> sameBatch(Woven woven) {
        return woven.embedder.embed(batch);
    }

    /** A hit by items, of a batch that was not. */
    @Benchmark
    public List<float[]> otherBatch(Woven woven) {
        return woven.embedder.embed(other);
    }
}
