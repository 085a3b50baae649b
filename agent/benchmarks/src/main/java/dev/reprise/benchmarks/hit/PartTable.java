package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** The table of the parts of a hit that grow with its objects. */
public final class PartTable {

    private static final double SEEN_AT_MOST = 5_000;
    private static final double NEW_AT_MOST = 25_000;
    private static final double DECODE_AT_MOST = 2_000;

    private PartTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("part", "ns", "of it making", "at most", "");
            try (Session session = new Session("parts", options, jdk)) {
                double[] medians = session.compare(
                        variant("keySameRequest"),
                        variant("makeSeenTexts"),
                        variant("keySeenTexts"),
                        variant("makeNewTexts"),
                        variant("keyNewTexts"),
                        variant("encode"),
                        variant("decode"));
                row(table, "key, the same request", medians[0], 0, SEEN_AT_MOST);
                row(table, "key, a new request of texts seen before", medians[2], medians[1], SEEN_AT_MOST);
                row(table, "key, a new request of new texts", medians[4], medians[3], NEW_AT_MOST);
                row(table, "encode and compare", medians[5], 0, Double.NaN);
                row(table, "decode", medians[6], 0, DECODE_AT_MOST);
            }
            System.out.printf(
                    "%nA LangChain4j request of 20 messages (20 KB) with two tools, a response of 2 KB; JDK %s; %s%n",
                    jdk.version(), Load.now());
            table.print(System.out);
            System.out.println();
        }
    }

    private static Variant variant(String method) {
        return Variant.of(PartBenchmark.class, method);
    }

    private static void row(Table table, String name, double whole, double making, double atMost) {
        table.row(
                name,
                Nanoseconds.text(whole),
                making == 0 ? "" : Nanoseconds.text(making),
                Double.isNaN(atMost) ? "" : Nanoseconds.text(atMost),
                Double.isNaN(atMost) ? "" : Verdict.of(whole - making, atMost));
    }
}
