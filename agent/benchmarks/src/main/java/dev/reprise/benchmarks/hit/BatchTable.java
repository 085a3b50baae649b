package dev.reprise.benchmarks.hit;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;

/** The table of hits of embedding batches. */
public final class BatchTable {

    private static final int[] TEXTS = {1, 10, 100};

    private BatchTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be written
     */
    public static void print(Options options) throws RunnerException, IOException {
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("texts", "by hand", "by hand, copied", "whole", "same batch", "other batch");
            try (Session session = new Session("batches", options, jdk)) {
                for (int texts : TEXTS) {
                    addRow(table, session, texts);
                }
            }
            System.out.printf(
                    "%nOne hit of a batch of texts, vectors of 1,536 numbers, ns, JDK %s; %s%n",
                    jdk.version(), Load.now());
            table.print(System.out);
            System.out.println();
        }
    }

    private static void addRow(Table table, Session session, int texts) throws RunnerException, IOException {
        double[] medians = session.compare(
                variant("byHand", texts),
                variant("byHandCopied", texts),
                variant("whole", texts).underAgent("hit.yaml"),
                variant("sameBatch", texts).underAgent("hit.yaml"),
                variant("otherBatch", texts).underAgent("hit.yaml"));
        String[] cells = new String[medians.length + 1];
        cells[0] = Integer.toString(texts);
        Arrays.setAll(cells, at -> at == 0 ? cells[0] : Nanoseconds.text(medians[at - 1]));
        table.row(cells);
    }

    private static Variant variant(String method, int texts) {
        return Variant.of(BatchBenchmark.class, method).with("texts", texts);
    }
}
