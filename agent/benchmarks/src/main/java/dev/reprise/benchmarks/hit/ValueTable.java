package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** The table of hits that decode. */
public final class ValueTable {

    private ValueTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("answer", "Spring", "Reprise", "Reprise/Spring");
            try (Session session = new Session("values", options, jdk)) {
                addRow(table, session, "record", "Record");
                addRow(table, session, "LangChain4j ChatResponse", "Chat");
            }
            System.out.printf("%nOne hit of an object with 2 KB of text, ns, JDK %s%n", jdk.version());
            table.print(System.out);
            System.out.println();
        }
    }

    private static void addRow(Table table, Session session, String name, String suffix)
            throws RunnerException, IOException {
        double spring = session.run(ValueBenchmark.class, "spring" + suffix, Map.of());
        double reprise = session.runWithAgent(ValueBenchmark.class, "reprise" + suffix, Map.of(), "hit.yaml");
        table.row(name, Nanoseconds.text(spring), Nanoseconds.text(reprise), Nanoseconds.ratio(reprise, spring));
    }
}
