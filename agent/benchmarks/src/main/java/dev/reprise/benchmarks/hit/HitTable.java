package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.hit.HitBenchmark.Given;
import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/** The table of hits beside Spring's. */
public final class HitTable {

    private static final int[] SIZES = {100, 1_000, 16_000, 110_000};

    private HitTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("prompt", "characters", "floor", "Spring", "Reprise", "Reprise/Spring", "");
            try (Session session = new Session("hits", options, jdk)) {
                for (Given given : Given.values()) {
                    for (int size : SIZES) {
                        addRow(table, session, given, size);
                    }
                }
            }
            System.out.printf("%nOne hit, ns, JDK %s%n", jdk.version());
            table.print(System.out);
            System.out.println();
        }
    }

    private static void addRow(Table table, Session session, Given given, int size)
            throws RunnerException, IOException {
        Map<String, String> parameters = new TreeMap<>(Map.of("given", given.name(), "size", Integer.toString(size)));
        String floorMethod = given == Given.SAME ? "plain" : "creating";
        double floor = session.run(HitBenchmark.class, floorMethod, parameters);
        double spring = session.run(HitBenchmark.class, "spring", parameters);
        double reprise = session.runWithAgent(HitBenchmark.class, "reprise", parameters, "hit.yaml");
        table.row(
                given.name(),
                String.format(Locale.ROOT, "%,d", size),
                Nanoseconds.text(floor),
                Nanoseconds.text(spring),
                Nanoseconds.text(reprise),
                Nanoseconds.ratio(reprise, spring),
                // With a fresh string there is no target; the figure is reported as it is.
                given == Given.FRESH || Double.isNaN(reprise) ? "" : Verdict.of(reprise, spring));
    }
}
