package dev.reprise.benchmarks.hit;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * One hit of {@code String summarize(String prompt, int max)}. {@link #reprise} needs a JVM with the agent and {@code
 * hit.yaml}; before anything is timed it is made sure that the second call is a hit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters in and calls the set-up.
public class HitBenchmark {

    private static final int MAX = 500;

    /** The length of the prompt in characters. */
    @Param({"100", "1000", "16000", "110000"})
    public int size;

    /** Which string the caller has in its hands. */
    @Param
    public Given given;

    private final Summarizer summarizer = new Summarizer("gpt-4o");
    private Prompts prompts;
    private boolean fresh;

    /** Which string the caller has in its hands. */
    public enum Given {
        /** The very string of the call that filled the cache. */
        SAME,
        /** An equal string, made for this call: with its own content, never hashed. */
        FRESH
    }

    /** The Spring context. */
    @State(Scope.Benchmark)
    public static class Spring {

        private AnnotationConfigApplicationContext context;
        private SpringSummarizer summarizer;

        /**
         * Starts Spring.
         *
         * @param benchmark for the prompt
         */
        @Setup
        public void start(HitBenchmark benchmark) {
            context = new AnnotationConfigApplicationContext(SpringServices.class);
            summarizer = context.getBean(SpringSummarizer.class);
            Proof.answeredFromCache(() -> summarizer.summarize(benchmark.prompt(), MAX));
        }

        /** Ends Spring. */
        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** The service that the agent has woven. */
    @State(Scope.Benchmark)
    public static class Woven {

        private final Summarizer summarizer = new Summarizer("gpt-4o");

        /**
         * Fills the cache.
         *
         * @param benchmark for the prompt
         */
        @Setup
        public void fill(HitBenchmark benchmark) {
            Proof.answeredFromCache(() -> summarizer.summarize(benchmark.prompt(), MAX));
        }
    }

    /** Makes the prompt. */
    @Setup
    public void makePrompt() {
        prompts = new Prompts(size);
        fresh = given == Given.FRESH;
    }

    private String prompt() {
        return fresh ? prompts.fresh() : prompts.same();
    }

    /** The floor of FRESH: what making the string costs, which is part of every other FRESH figure. */
    @Benchmark
    public String creating() {
        return prompt();
    }

    /** The floor of SAME: the call without any cache. Of FRESH it says nothing, the unused string is optimised away. */
    @Benchmark
    public String plain() {
        return summarizer.summarize(prompt(), MAX);
    }

    /** A hit of Spring's {@code @Cacheable} with Caffeine. */
    @Benchmark
    public String spring(Spring spring) {
        return spring.summarizer.summarize(prompt(), MAX);
    }

    /** A hit of Reprise. */
    @Benchmark
    public String reprise(Woven woven) {
        return woven.summarizer.summarize(prompt(), MAX);
    }
}
