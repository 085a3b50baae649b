package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.hit.OffBenchmark.Switch;
import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** The table of what a woven method costs while Reprise is off. */
public final class OffTable {

    private static final double TARGET_NANOSECONDS = 2;

    private OffTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each; nothing without an agent.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        if (!options.withAgent()) {
            return;
        }
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("switched off by", "plain", "woven", "added", "at most", "");
            try (Session session = new Session("off", options, jdk)) {
                addRow(table, session, Switch.MODE, "mode: off", "off.yaml");
                addRow(table, session, Switch.RUNNING, "mode off while it runs", "live.yaml");
                addRow(table, session, Switch.REMOVED, "remove", "live.yaml");
            }
            System.out.printf("%nA method while Reprise is off, ns, JDK %s; %s%n", jdk.version(), Load.now());
            table.print(System.out);
            System.out.println();
        }
    }

    private static void addRow(Table table, Session session, Switch how, String name, String configuration)
            throws RunnerException, IOException {
        double[] medians = session.compare(
                Variant.of(OffBenchmark.class, "plain").with("how", how).underAgent(configuration),
                Variant.of(OffBenchmark.class, "woven").with("how", how).underAgent(configuration));
        double plain = medians[0];
        double woven = medians[1];
        double added = woven - plain;
        table.row(
                name,
                Nanoseconds.text(plain),
                Nanoseconds.text(woven),
                Nanoseconds.text(added),
                Nanoseconds.text(TARGET_NANOSECONDS),
                Verdict.of(added, TARGET_NANOSECONDS));
    }
}
