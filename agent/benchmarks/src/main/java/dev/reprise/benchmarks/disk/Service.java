package dev.reprise.benchmarks.disk;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Options;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link Caller} in a JVM of its own with the agent, and with file systems of its own, which nobody else sees and which are
 * gone when it ends (a mount namespace of Linux).
 */
final class Service implements AutoCloseable {

    /** Enough for all its entries. */
    private static final String SIZE = "12m";

    private static final String COMMANDS = "commands.log";

    private final boolean root;
    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter told;
    private final Path disk;
    private final Path home;
    private final Path log;

    /**
     * Starts one.
     *
     * @param directory an empty directory
     */
    Service(Options options, Jdk jdk, Path directory) throws IOException, InterruptedException {
        root = System.getProperty("user.name").equals("root");
        disk = Files.createDirectories(directory.resolve("disk"));
        home = Files.createDirectories(directory.resolve("home"));
        log = directory.resolve("stderr.log");
        Path configuration = directory.resolve("reprise.yaml");
        Files.writeString(configuration, """
                home: '%s'
                tiers: { memory: off }
                methods:
                  - method: dev.reprise.benchmarks.lab.Author#answer(int)
                """.formatted(home));
        List<String> command = new ArrayList<>(unshare(root));
        command.addAll(List.of(
                "sh",
                "-c",
                "mount -t tmpfs -o mode=700,size=" + SIZE
                        + " disk \"$0\" && mkdir -m 700 \"$0/home\" && chmod 700 \"$1\" && mount --bind"
                        + " \"$0/home\" \"$1\" && shift && exec \"$@\"",
                disk.toString(),
                home.toString(),
                jdk.java().toString(),
                "-javaagent:" + options.agent() + "=" + configuration,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Caller.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("REPRISE_") || name.contains("JAVA_"));
        process = builder.start();
        said = process.inputReader();
        told = process.outputWriter();
    }

    private static List<String> unshare(boolean root) {
        return root
                ? List.of("unshare", "-m", "--propagation", "private")
                : List.of("unshare", "-U", "-r", "-m", "--propagation", "private");
    }

    /** Returns whether this machine lets this user have file systems of his own. */
    static boolean isPossible() throws InterruptedException {
        try {
            List<String> command =
                    new ArrayList<>(unshare(System.getProperty("user.name").equals("root")));
            command.addAll(List.of("sh", "-c", "mount -t tmpfs none /tmp"));
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) { // Not a Linux, or without util-linux.
            return false;
        }
    }

    /** Runs a command among its file systems; returns whether it succeeded. */
    boolean run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(process.pid()), "-m"));
        if (!root) {
            words.addAll(List.of("-U", "--preserve-credentials"));
        }
        words.addAll(List.of("sh", "-c", command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        log.resolveSibling(COMMANDS).toFile()));
        builder.environment().put("DISK", disk.toString());
        builder.environment().put("HOME_DIR", home.toString());
        return builder.start().waitFor() == 0;
    }

    /** Has it call for questions with so many between two of them, and returns what came of it. */
    Calls call(int first, int count, int step, int pauseMillis) throws IOException {
        told.write(first + " " + count + " " + step + " " + pauseMillis + "\n");
        told.flush();
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the service ended: " + Files.readString(log));
        }
        return Calls.read(line);
    }

    /** Returns the lines that were logged so far. */
    List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("[reprise]")).toList();
        }
    }

    /** Returns what the commands said that were run. */
    String said() throws IOException {
        return Files.readString(log.resolveSibling(COMMANDS));
    }

    /** Ends it. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
