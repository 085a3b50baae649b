package dev.reprise.benchmarks.redis;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Options;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A {@link Caller} in a JVM of its own with the agent, as its parent sees it. */
final class Service implements AutoCloseable {

    static final int TIMEOUT_MILLIS = 100;
    private static final String MAC_KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter told;
    private final Path log;

    /**
     * Starts one.
     *
     * @param home a directory for its files, which may be there
     * @param disk whether it has a disk tier
     * @param port of its server
     */
    Service(Options options, Jdk jdk, Path home, boolean disk, int port) throws IOException {
        Files.createDirectories(home);
        Path configuration = home.resolve("reprise.yaml");
        Files.writeString(
                configuration, """
                home: %s
                tiers:
                  memory: off
                %s  redis: { uri: "redis://127.0.0.1:%d", timeout: %dms }
                store: { mac-key: env:MAC_KEY }
                methods:
                  - method: dev.reprise.benchmarks.lab.Author#answer(int)
                """.formatted(home.resolve("cache"), disk ? "" : "  disk: off\n", port, TIMEOUT_MILLIS));
        log = home.resolve("stderr.log");
        ProcessBuilder builder = new ProcessBuilder(
                        jdk.java().toString(),
                        "-javaagent:" + options.agent() + "=" + configuration,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Caller.class.getName())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("REPRISE_") || name.contains("JAVA_"));
        builder.environment().put("MAC_KEY", MAC_KEY);
        process = builder.start();
        said = process.inputReader();
        told = process.outputWriter();
    }

    /** Has it call for questions with so many between two of them, and returns what came of it. */
    Tally call(int first, int count, int step, int pauseMillis) throws IOException {
        told.write(first + " " + count + " " + step + " " + pauseMillis + "\n");
        told.flush();
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the service ended: " + Files.readString(log));
        }
        return Tally.read(line);
    }

    /** Returns how many lines in its log hold a text. */
    int lines(String text) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(text)).count();
        }
    }

    /** Returns how many files are in its store. */
    int files() throws IOException {
        Path cache = log.resolveSibling("cache");
        try (Stream<Path> files = Files.walk(cache)) {
            return (int) files.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException changing) { // A file was moved to its place meanwhile.
            return 0;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Lets it end by itself, so that it writes what is to be written. */
    @Override
    public void close() throws IOException {
        told.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
