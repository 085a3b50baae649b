package dev.reprise.demo;

import dev.reprise.demo.provider.StandInProvider;
import dev.reprise.demo.report.Comparison;
import dev.reprise.demo.report.JsonReport;
import dev.reprise.demo.report.Prices;
import dev.reprise.demo.report.Run;
import dev.reprise.demo.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the service three times, prints what the agent changed and checks that it changed no answer. */
public final class Demo {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Demo() {}

    /**
     * Runs the demo. Exits with 0 if every answer equals the uncached one and the agent saved requests, with 1 if not, and
     * with 2 if it could not run.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args), Path.of(""), System.out, System.err));
    }

    static int run(List<String> arguments, Path workingDirectory, PrintStream out, PrintStream progress)
            throws InterruptedException {
        if (arguments.contains("--help")) {
            out.print(Options.USAGE);
            return PASSED;
        }
        try {
            Options options = Options.parse(arguments, workingDirectory);
            Comparison comparison = compare(options, progress);
            if (options.json()) {
                out.println(JsonReport.of(comparison, Prices.STATED).toPrettyString());
            } else {
                out.print(Table.of(comparison, Prices.STATED));
                out.println(comparison.sentence());
            }
            out.flush();
            return comparison.passed() ? PASSED : FAILED;
        } catch (UsageException | IOException e) {
            progress.println("The demo could not run: " + e.getMessage());
            return UNUSABLE;
        }
    }

    private static Comparison compare(Options options, PrintStream progress)
            throws IOException, InterruptedException, UsageException {
        Path home = Files.createTempDirectory("reprise-demo");
        try (StandInProvider provider = StandInProvider.start(options.latency())) {
            ServiceProcess service = new ServiceProcess(options.java(), provider, progress);
            List<String> withAgent = options.agent()
                    .map(agent -> List.of("-javaagent:" + agent + "=" + options.config(), "-Dreprise.home=" + home))
                    .orElse(List.of());
            Run uncached = service.run("without agent", List.of());
            Run fresh = service.run("with agent", withAgent);
            Run restarted = service.run("after a restart", withAgent);
            return Comparison.of(uncached, fresh, restarted);
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
