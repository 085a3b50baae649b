package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.LiveAgent;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
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

/** What a woven method costs while nothing is cached, beside its plain twin in the same JVM. Needs the agent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters in and calls the set-up.
public class OffBenchmark {

    private static final int MAX = 500;

    /** How Reprise is switched off. */
    @Param
    public Switch how;

    private final Twins twins = new Twins();
    private final String prompt = new Prompts(1000).same();

    /** How Reprise is switched off. */
    public enum Switch {
        /** {@code mode: off} from the start; wants {@code off.yaml}. */
        MODE,
        /** Woven, then {@code mode off} in the running JVM; wants {@code live.yaml}. */
        RUNNING,
        /** Woven, then taken out of the byte code again; wants {@code live.yaml}. */
        REMOVED
    }

    /**
     * Makes sure that it is off and, where it is switched off here, that it was on.
     *
     * @throws JMException if there is no agent in this JVM
     */
    @Setup
    public void switchOff() throws JMException {
        if (how != Switch.MODE) {
            Proof.answeredFromCache(() -> twins.woven(prompt, MAX));
            LiveAgent agent = new LiveAgent();
            if (how == Switch.RUNNING) {
                agent.order("mode", "everything", "off", "the benchmark");
            } else {
                agent.order("remove", "the benchmark");
            }
        }
        Proof.bodyRuns(() -> twins.woven(prompt, MAX));
    }

    /** The twin that nobody named. */
    @Benchmark
    public String plain() {
        return twins.plain(prompt, MAX);
    }

    /** The method that the configuration names. */
    @Benchmark
    public String woven() {
        return twins.woven(prompt, MAX);
    }
}
