package dev.reprise.benchmarks.hit;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * One hit whose answer is an object with 2 KB of text, for a prompt of 1,000 characters, the same string again. Reprise
 * decodes a copy for each caller; Spring hands the one object out to all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public class ValueBenchmark {

    private static final int MAX = 500;

    private final String prompt = new Prompts(1000).same();

    /** The Spring context. */
    @State(Scope.Benchmark)
    public static class Spring {

        private AnnotationConfigApplicationContext context;
        private SpringAnswerer answerer;

        /**
         * Starts Spring.
         *
         * @param benchmark for the prompt
         */
        @Setup
        public void start(ValueBenchmark benchmark) {
            context = new AnnotationConfigApplicationContext(SpringServices.class);
            answerer = context.getBean(SpringAnswerer.class);
            Proof.answeredFromCache(() -> answerer.summary(benchmark.prompt, MAX));
            Proof.answeredFromCache(() -> answerer.chat(benchmark.prompt, MAX));
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

        private final Answerer answerer = new Answerer("gpt-4o");

        /**
         * Fills the cache.
         *
         * @param benchmark for the prompt
         */
        @Setup
        public void fill(ValueBenchmark benchmark) {
            Proof.answeredFromCache(() -> answerer.summary(benchmark.prompt, MAX));
            Proof.answeredFromCache(() -> answerer.chat(benchmark.prompt, MAX));
        }
    }

    /** Spring's hit of a record. */
    @Benchmark
    public Summary springRecord(Spring spring) {
        return spring.answerer.summary(prompt, MAX);
    }

    /** Reprise's hit of a record. */
    @Benchmark
    public Summary repriseRecord(Woven woven) {
        return woven.answerer.summary(prompt, MAX);
    }

    /** Spring's hit of a LangChain4j response. */
    @Benchmark
    public ChatResponse springChat(Spring spring) {
        return spring.answerer.chat(prompt, MAX);
    }

    /** Reprise's hit of a LangChain4j response. */
    @Benchmark
    public ChatResponse repriseChat(Woven woven) {
        return woven.answerer.chat(prompt, MAX);
    }
}
