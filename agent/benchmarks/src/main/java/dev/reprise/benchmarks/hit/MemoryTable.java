package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import java.io.IOException;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** The table of hits in memory by several threads. */
public final class MemoryTable {

    private static final int[] THREADS = {1, 2, 4, 8};
    private static final int PROMPT = 1_000;

    private MemoryTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        for (Jdk jdk : options.jdks()) {
            Table table =
                    new Table("threads", "Caffeine", "memory tier", "tier/Caffeine", "whole call", "choosing a key");
            try (Session session = new Session("memory", options, jdk)) {
                for (int threads : THREADS) {
                    addRow(table, session, threads);
                }
            }
            System.out.printf("%nHits in memory, millions a second, JDK %s; %s%n", jdk.version(), Load.now());
            table.print(System.out);
            System.out.println();
        }
    }

    private static void addRow(Table table, Session session, int threads) throws RunnerException, IOException {
        double[] nanos = session.compare(
                Variant.of(MemoryBenchmark.class, "choosing").byThreads(threads),
                Variant.of(MemoryBenchmark.class, "caffeine").byThreads(threads),
                Variant.of(MemoryBenchmark.class, "reprise").byThreads(threads),
                Variant.of(HitBenchmark.class, "reprise")
                        .with("given", HitBenchmark.Given.SAME)
                        .with("size", PROMPT)
                        .underAgent("hit.yaml")
                        .byThreads(threads));
        table.row(
                Integer.toString(threads),
                millions(threads, nanos[1]),
                millions(threads, nanos[2]),
                Nanoseconds.ratio(nanos[1], nanos[2]),
                millions(threads, nanos[3]),
                millions(threads, nanos[0]));
    }

    private static String millions(int threads, double nanos) {
        return Double.isNaN(nanos) ? "-" : String.format(Locale.ROOT, "%.1f", threads * 1e3 / nanos);
    }
}
