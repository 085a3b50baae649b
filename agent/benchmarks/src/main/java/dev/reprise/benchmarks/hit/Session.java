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
import java.util.HashMap;
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
 * is closed. Confined to one thread.
 */
final class Session implements AutoCloseable {

    private static final int FORKS = 3;

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
     * Runs what is to be compared, each variant in several forked JVMs and one fork of each in turn, so that a busy
     * minute of the machine hits them alike.
     *
     * @param variants what to compare
     * @return for each of them nanoseconds, the median over the forks of the medians of their iterations; NaN for what
     *     needs the agent if the agent is left out
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a configuration cannot be written
     */
    double[] compare(Variant... variants) throws RunnerException, IOException {
        Map<Variant, List<RunResult>> forks = new HashMap<>();
        for (int fork = 0; fork < (options.quick() ? 1 : FORKS); fork++) {
            for (Variant variant : variants) {
                if (variant.configuration() == null || options.withAgent()) {
                    forks.computeIfAbsent(variant, key -> new ArrayList<>()).add(fork(variant));
                }
            }
        }
        double[] medians = new double[variants.length];
        for (int at = 0; at < variants.length; at++) {
            List<RunResult> finished = forks.getOrDefault(variants[at], List.of());
            medians[at] = finished.isEmpty() ? Double.NaN : median(merge(finished));
        }
        return medians;
    }

    private RunResult fork(Variant variant) throws RunnerException, IOException {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + Pattern.quote(variant.type().getName() + "." + variant.method()) + "$")
                .jvm(jdk.java().toString())
                .jvmArgs("-Xms1g", "-Xmx1g")
                .forks(1)
                .threads(variant.threads())
                .shouldFailOnError(true);
        variant.parameters().forEach(builder::param);
        builder.jvmArgsAppend(jvmArguments(variant).toArray(String[]::new));
        if (options.quick()) {
            builder.measurementIterations(3).measurementTime(TimeValue.milliseconds(200));
        }
        Collection<RunResult> finished =
                new Runner(builder.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
        if (finished.size() != 1) {
            throw new RunnerException(variant + " is " + finished.size() + " benchmarks");
        }
        RunResult result = finished.iterator().next();
        System.err.printf(Locale.ROOT, "JDK %d  %s  %,.1f ns%n", jdk.feature(), variant, median(result));
        return result;
    }

    private List<String> jvmArguments(Variant variant) throws IOException {
        List<String> arguments = new ArrayList<>();
        String specification = System.getProperty(SpringServices.SPECIFICATION);
        if (specification != null) {
            arguments.add("-D" + SpringServices.SPECIFICATION + "=" + specification);
        }
        if (variant.configuration() == null) {
            for (String opened : List.of("java.lang", "java.util", "java.util.concurrent")) {
                arguments.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"); // As the agent does for its engine.
            }
        } else {
            arguments.add("-javaagent:" + options.agent() + "=" + Workspace.configuration(variant.configuration()));
            arguments.add("-Dreprise.home=" + Workspace.target().resolve("reprise-home"));
        }
        return arguments;
    }

    private RunResult merge(List<RunResult> forks) {
        List<BenchmarkResult> all = new ArrayList<>();
        forks.forEach(fork -> all.addAll(fork.getBenchmarkResults()));
        RunResult merged = new RunResult(forks.get(0).getParams(), all);
        results.add(merged);
        return merged;
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

    /** Writes the results, if there are any, and says where they are. */
    @Override
    public void close() {
        log.close();
        if (results.isEmpty()) {
            return; // Rather the results of an earlier session than none.
        }
        String file = file("json").toString();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
        System.err.println("JMH's own results: " + file);
    }

    private Path file(String type) {
        return Workspace.target().resolve(name + "-jdk" + jdk.feature() + "." + type);
    }
}
