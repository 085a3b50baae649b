package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Median;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The JMH runs of one table on one JDK. What JMH says goes to a log, all its results to one JSON file when the session
 * is closed, and the median of each benchmark to the caller. Confined to one thread.
 */
final class Session implements AutoCloseable {

    private final String name;
    private final Options options;
    private final Jdk jdk;
    private final PrintStream log;
    private final List<RunResult> results = new ArrayList<>();

    /**
     * Begins a session.
     *
     * @param name the name of the table, for its files
     * @param options what was asked for
     * @param jdk the JDK to fork
     * @throws IOException if the log cannot be written
     */
    Session(String name, Options options, Jdk jdk) throws IOException {
        this.name = name;
        this.options = options;
        this.jdk = jdk;
        this.log = new PrintStream(file("log").toFile(), StandardCharsets.UTF_8);
    }

    /**
     * Runs one benchmark in forked JVMs without an agent.
     *
     * @param type the class
     * @param method the method
     * @param parameters the value of every parameter
     * @return nanoseconds: the median over the forks of the medians of their iterations
     * @throws RunnerException if the benchmark fails
     */
    double run(Class<?> type, String method, Map<String, String> parameters) throws RunnerException {
        return run(type, method, parameters, List.of());
    }

    /**
     * Runs one benchmark in forked JVMs with the agent.
     *
     * @param type the class
     * @param method the method
     * @param parameters the value of every parameter
     * @param configuration the name of the agent's configuration
     * @return nanoseconds: the median over the forks of the medians of their iterations, NaN if the agent is left out
     * @throws RunnerException if the benchmark fails
     * @throws IOException if the configuration cannot be written
     */
    double runWithAgent(Class<?> type, String method, Map<String, String> parameters, String configuration)
            throws RunnerException, IOException {
        if (!options.withAgent()) {
            return Double.NaN;
        }
        String agent = "-javaagent:" + options.agent() + "=" + Workspace.configuration(configuration);
        String home = "-Dreprise.home=" + Workspace.target().resolve("reprise-home");
        return run(type, method, parameters, List.of(agent, home));
    }

    private double run(Class<?> type, String method, Map<String, String> parameters, List<String> jvmArguments)
            throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + Pattern.quote(type.getName() + "." + method) + "$")
                .jvm(jdk.java().toString())
                .jvmArgs("-Xms1g", "-Xmx1g")
                .jvmArgsAppend(jvmArguments.toArray(String[]::new))
                .shouldFailOnError(true);
        parameters.forEach(builder::param);
        if (options.quick()) {
            TimeValue time = TimeValue.milliseconds(300);
            builder.forks(1)
                    .warmupIterations(2)
                    .warmupTime(time)
                    .measurementIterations(3)
                    .measurementTime(time);
        }
        Collection<RunResult> finished =
                new Runner(builder.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
        if (finished.size() != 1) {
            throw new RunnerException(type.getSimpleName() + "." + method + " ran " + finished.size() + " times");
        }
        results.addAll(finished);
        double median = median(finished.iterator().next());
        System.err.printf(
                Locale.ROOT,
                "JDK %d  %s.%s %s  %,.1f ns%n",
                jdk.feature(),
                type.getSimpleName(),
                method,
                parameters.isEmpty() ? "" : parameters.values(),
                median);
        return median;
    }

    private static double median(RunResult result) {
        List<Double> forks = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            List<Double> iterations = new ArrayList<>();
            for (IterationResult iteration : fork.getIterationResults()) {
                iterations.add(iteration.getPrimaryResult().getScore());
            }
            forks.add(Median.of(iterations));
        }
        return Median.of(forks);
    }

    /** Writes the results and says where they are. */
    @Override
    public void close() {
        log.close();
        String file = file("json").toString();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
        System.err.println("JMH's own results: " + file);
    }

    private Path file(String type) {
        return Workspace.target().resolve(name + "-jdk" + jdk.feature() + "." + type);
    }
}
