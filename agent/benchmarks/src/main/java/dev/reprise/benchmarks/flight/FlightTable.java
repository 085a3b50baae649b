package dev.reprise.benchmarks.flight;

import dev.reprise.benchmarks.flight.Crowd.Outcome;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a thousand threads get that ask the same at once, and what they get that all ask something else. */
public final class FlightTable {

    private static final int THREADS = 1_000;
    private static final int FEW = 200;
    private static final int WARM_UP = 50;

    /** All calls of other keys may take no longer than so many one after the other. */
    private static final double MOST_CALLS = 3;

    private FlightTable() {}

    /**
     * Prints how many real calls there were, and how long the callers waited.
     *
     * @param options whether a look will do
     * @throws Exception if it could not be measured
     */
    public static void print(Options options) throws Exception {
        int threads = options.quick() ? FEW : THREADS;
        Table table = new Table("", "real calls", "p50", "p99", "p99 once it is there", "all", "target", "");
        try (Scratch scratch = new Scratch("flights")) {
            Path directory = Files.createDirectories(scratch.directory());
            for (String method : new String[] {"answer", "promise", "publish", "pull"}) {
                try (Crowd crowd = new Crowd(directory, method)) {
                    crowd.ask(WARM_UP, number -> "warm-up");
                    crowd.ask(WARM_UP, number -> "warm-up " + number);
                    one(table, kind(method), crowd.ask(threads, number -> "q"));
                    many(table, kind(method), threads, crowd.ask(threads, number -> "q" + number));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d threads that call at once, a real call of %d ms, JDK %s; %s%n",
                threads,
                Provider.MILLIS,
                System.getProperty("java.version"),
                Load.now());
        table.print(System.out);
        System.out.println();
    }

    private static String kind(String method) {
        return switch (method) {
            case "answer" -> "value";
            case "promise" -> "future";
            case "pull" -> "stream that is pulled";
            default -> "publisher";
        };
    }

    private static void one(Table table, String kind, Outcome outcome) {
        row(table, kind + ", one key", outcome, text(outcome.behind()), "1 real call", Verdict.of(outcome.calls(), 1));
    }

    private static void many(Table table, String kind, int threads, Outcome outcome) {
        double most = MOST_CALLS * Provider.MILLIS;
        row(
                table,
                String.format(Locale.ROOT, "%s, %,d keys", kind, threads),
                outcome,
                "",
                String.format(Locale.ROOT, "all in %.0f ms", most),
                Verdict.of(outcome.wall(), most));
    }

    private static void row(Table table, String title, Outcome outcome, String behind, String target, String verdict) {
        table.row(
                title,
                String.format(Locale.ROOT, "%,d", outcome.calls()),
                text(outcome.p50()),
                text(outcome.p99()),
                behind,
                text(outcome.wall()),
                target,
                verdict);
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
