package dev.reprise.benchmarks.startup;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Median;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import dev.reprise.benchmarks.lab.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what agents add to a hello-world process. */
public final class StartupTable {

    // What a service may pay for having the agent on its command line.
    private static final Cell.Target UNMATCHED = new Cell.Target(80, 20);
    private static final Cell.Target WOVEN = new Cell.Target(300, Double.POSITIVE_INFINITY);

    private static final String TWO_GREETINGS = "2";
    private static final String ONE_GREETING = "1";

    private StartupTable() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @throws IOException if a file or process fails
     * @throws InterruptedException if the thread is interrupted while it waits for a process
     */
    public static void print(Options options) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Workspace.target().resolve("startup"));
        Path helloJar = HelloJar.writeTo(directory.resolve("hello.jar"));
        int runs = options.quick() ? 7 : 25;
        int memoryRuns = options.quick() ? 3 : 7;
        for (Jdk jdk : options.jdks()) {
            List<Cell> cells = cells(options);
            HelloProcess process = new HelloProcess(jdk, helloJar, directory);
            measure(cells, process, runs, memoryRuns);
            System.out.printf(
                    "Start-up of a hello-world jar, whole process, JDK %s: medians of %d runs, memory of %d%n",
                    jdk.version(), runs, memoryRuns);
            print(cells);
        }
    }

    private static List<Cell> cells(Options options) throws IOException {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell("no agent", List.of(), TWO_GREETINGS, Cell.Target.NONE, 1));
        if (options.withAgent()) {
            cells.add(reprise("Reprise, nothing matched", options, "startup-unmatched.yaml", TWO_GREETINGS, UNMATCHED));
            cells.add(reprise("Reprise, one woven, memory", options, "startup-woven-memory.yaml", ONE_GREETING, WOVEN));
            cells.add(reprise("Reprise, one woven, memory + disk", options, "startup-woven.yaml", ONE_GREETING, WOVEN));
        }
        Path openTelemetry = Workspace.openTelemetryAgent();
        if (Files.exists(openTelemetry)) {
            List<String> arguments = List.of("-javaagent:" + openTelemetry, "-Dotel.sdk.disabled=true");
            cells.add(new Cell("OpenTelemetry, SDK disabled", arguments, TWO_GREETINGS, Cell.Target.NONE, 4));
        }
        return cells;
    }

    private static Cell reprise(String name, Options options, String file, String greetings, Cell.Target target)
            throws IOException {
        String argument = "-javaagent:" + options.agent() + "=" + Workspace.configuration(file);
        return new Cell(name, List.of(argument), greetings, target, 1);
    }

    // Round robin, so that a busy minute of the machine hits every cell alike.
    private static void measure(List<Cell> cells, HelloProcess process, int runs, int memoryRuns)
            throws IOException, InterruptedException {
        for (Cell cell : cells) {
            process.wallTime(cell); // Only to have the files in the page cache.
        }
        for (int round = 0; round < runs; round++) {
            for (Cell cell : cells) {
                if (round % cell.every == 0) {
                    cell.milliseconds.add(process.wallTime(cell));
                }
            }
        }
        for (int round = 0; round < memoryRuns; round++) {
            for (Cell cell : cells) {
                if (round % cell.every == 0) {
                    cell.megabytes.add(process.peakMemory(cell));
                }
            }
        }
    }

    private static void print(List<Cell> cells) {
        Table table = new Table("", "ms", "added", "at most", "", "MB", "added", "at most", "");
        Cell none = cells.get(0);
        double baseTime = Median.of(none.milliseconds);
        double baseMemory = Median.of(none.megabytes);
        for (Cell cell : cells) {
            double time = Median.of(cell.milliseconds);
            double memory = Median.of(cell.megabytes);
            double addedTime = time - baseTime;
            double addedMemory = memory - baseMemory;
            table.row(
                    cell.name,
                    number(time),
                    cell == none ? "" : "+" + number(addedTime),
                    limit(cell.target.milliseconds()),
                    verdict(addedTime, cell.target.milliseconds()),
                    number(memory),
                    cell == none ? "" : "+" + number(addedMemory),
                    limit(cell.target.megabytes()),
                    verdict(addedMemory, cell.target.megabytes()));
        }
        table.print(System.out);
        System.out.println();
    }

    private static String verdict(double added, double target) {
        return Double.isInfinite(target) || Double.isNaN(added) ? "" : Verdict.of(added, target);
    }

    private static String limit(double target) {
        return Double.isInfinite(target) ? "" : "+" + number(target);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%,.0f", value);
    }
}
