package dev.reprise.benchmarks.killswitch;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import dev.reprise.benchmarks.lab.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The table of how long something is still served after Reprise was switched off. */
public final class Killswitch {

    private static final double TARGET_MILLIS = 1000;

    /** To see that a file is another one, and that it stays so, takes a look each second. */
    private static final double FILE_TARGET_MILLIS = 4000;

    private Killswitch() {}

    /**
     * Measures on every JDK that was asked for and prints a table for each.
     *
     * @param options what to measure
     * @return whether something was served before and nothing after
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        boolean right = true;
        for (Jdk jdk : options.jdks()) {
            Table table = new Table("switched off by", "hits before", "done, ms", "last hit, ms", "at most", "");
            try (Scratch scratch = new Scratch("killswitch")) {
                Files.createDirectories(scratch.directory());
                for (String line : hammer(options, jdk, scratch.directory())) {
                    String[] cells = line.split("\t", -1);
                    double last = Long.parseLong(cells[3]) / 1e6;
                    double most = cells[0].contains("file") ? FILE_TARGET_MILLIS : TARGET_MILLIS;
                    right &= Long.parseLong(cells[1]) > 0 && last <= most;
                    table.row(
                            cells[0],
                            String.format(Locale.ROOT, "%,d", Long.parseLong(cells[1])),
                            millis(Long.parseLong(cells[2]) / 1e6),
                            millis(last),
                            String.format(Locale.ROOT, "%,.0f", most),
                            Verdict.of(last, most));
                }
            }
            System.out.printf(
                    "%n%d threads call one method; how long after the order an entry answered last, JDK %s; %s%n",
                    Hammered.THREADS, jdk.version(), Load.now());
            table.print(System.out);
        }
        return right;
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.2f", millis);
    }

    private static List<String> hammer(Options options, Jdk jdk, Path directory)
            throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("reprise.yaml"), """
                jmx: on
                quiet: true
                tiers: { disk: off }
                methods: [{ method: "%s#answer", scope: summaries }]
                """.formatted(Hammer.Service.class.getName()));
        Path log = Workspace.target().resolve("killswitch-jdk" + jdk.feature() + ".log");
        Process process = new ProcessBuilder(
                        jdk.java().toString(),
                        "-javaagent:" + options.agent() + "=" + file,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hammered.class.getName(),
                        file.toString(),
                        options.quick() ? "1000" : "5000")
                .redirectError(log.toFile())
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int status = process.waitFor();
        if (status != 0 || lines.isEmpty()) {
            throw new IOException("the process ended with " + status + "; see " + log);
        }
        return lines;
    }
}
