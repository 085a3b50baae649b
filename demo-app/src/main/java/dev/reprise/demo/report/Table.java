package dev.reprise.demo.report;

import dev.reprise.demo.provider.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The runs side by side, for people. In ASCII, because a console's encoding is not known. */
public final class Table {

    private static final int LABEL = 30;
    private static final int COLUMN = 18;

    private final List<Run> runs;
    private final List<String> lines = new ArrayList<>();

    private Table(List<Run> runs) {
        this.runs = runs;
    }

    /**
     * Writes a comparison as a table.
     *
     * @param comparison what was found
     * @param prices what tokens cost
     * @return lines of text, the last with a line break
     */
    public static String of(Comparison comparison, Prices prices) {
        Table table = new Table(List.of(comparison.uncached(), comparison.fresh(), comparison.restarted()));
        table.write(comparison, prices);
        return table.lines.stream().collect(Collectors.joining("\n", "\n", "\n"));
    }

    private void write(Comparison comparison, Prices prices) {
        row("", Run::name);
        rule();
        row("provider requests", run -> count(run.requests()));
        row("  in the second round", run -> count(run.requests(2)));
        for (Kind kind : Kind.values()) {
            row("  " + kind.label(), run -> count(run.total().of(kind).requests()));
        }
        row("input tokens", run -> count(run.total().total().inputTokens()));
        row("output tokens", run -> count(run.total().total().outputTokens()));
        row("dollars", run -> String.format(Locale.ROOT, "%.4f", prices.of(run.total())));
        row("answers compared", run -> count(run.calls().size()));
        row("wrong answers", run -> count(comparison.wrong(run)));
        row("wall time, s", run -> String.format(Locale.ROOT, "%.1f", run.wall().toMillis() / 1000.0));
        int rounds = runs.get(0).rounds().size();
        for (int round = 1; round <= rounds; round++) {
            rule();
            medians(round);
        }
        rule();
        lines.add(String.format(
                Locale.ROOT,
                "Dollars at %.2f for a million input tokens, %.2f output, %.2f embedded; a token is 4 characters.",
                prices.input(),
                prices.output(),
                prices.embedding()));
    }

    private void medians(int round) {
        lines.add("median latency, round " + round + ", ms");
        for (String step : runs.get(0).steps()) {
            row("  " + step, run -> {
                var median = run.medianNanos(round, step);
                return median.isPresent() ? String.format(Locale.ROOT, "%.2f", median.getAsLong() / 1e6) : "-";
            });
        }
    }

    private void row(String label, Function<Run, String> cell) {
        StringBuilder line = new StringBuilder(String.format("%-" + LABEL + "s", label));
        runs.forEach(run -> line.append(String.format("%" + COLUMN + "s", cell.apply(run))));
        lines.add(line.toString().stripTrailing());
    }

    private void rule() {
        lines.add("-".repeat(LABEL + COLUMN * runs.size()));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
