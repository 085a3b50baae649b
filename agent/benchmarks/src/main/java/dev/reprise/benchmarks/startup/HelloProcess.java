package dev.reprise.benchmarks.startup;

import dev.reprise.benchmarks.lab.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Starts the application in a JVM of its own and measures it from outside. */
final class HelloProcess {

    private static final long POLL_NANOSECONDS = 500_000;
    private static final double BYTES_PER_KIBIBYTE = 1024;

    private final Jdk jdk;
    private final Path helloJar;
    private final Path directory;

    /**
     * Creates a starter.
     *
     * @param jdk the JDK to start with
     * @param helloJar the application
     * @param directory for the agent's files and for what a process says on stderr
     */
    HelloProcess(Jdk jdk, Path helloJar, Path directory) {
        this.jdk = jdk;
        this.helloJar = helloJar;
        this.directory = directory;
    }

    /** Returns the milliseconds from the start of the process to its end. */
    double wallTime(Cell cell) throws IOException, InterruptedException {
        ProcessBuilder builder = prepare(cell);
        long begun = System.nanoTime();
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        int status = process.waitFor();
        double milliseconds = (System.nanoTime() - begun) / 1e6;
        check(cell, status, output);
        return milliseconds;
    }

    /**
     * Returns the largest resident size of the process in megabytes (10^6 bytes), or NaN where there is no {@code
     * /proc}. The kernel keeps the maximum; it is read until the process has gone, so only what the very last
     * half millisecond adds can be missed.
     */
    double peakMemory(Cell cell) throws IOException, InterruptedException {
        Process process = prepare(cell).start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        double kibibytes = Double.NaN;
        while (process.isAlive()) {
            double now = highWaterMark(status);
            kibibytes = Double.isNaN(now) ? kibibytes : now;
            LockSupport.parkNanos(POLL_NANOSECONDS);
        }
        check(cell, process.waitFor(), process.getInputStream().readAllBytes());
        return kibibytes * BYTES_PER_KIBIBYTE / 1e6;
    }

    private ProcessBuilder prepare(Cell cell) throws IOException {
        // Each process begins with nothing on disk: a first call is a miss that is stored.
        Path home = directory.resolve("home");
        delete(home);
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(cell.jvmArguments);
        command.add("-Dreprise.home=" + home);
        command.add("-jar");
        command.add(helloJar.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log().toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("REPRISE_") || name.startsWith("OTEL_") || name.contains("JAVA_"));
        return builder;
    }

    private void check(Cell cell, int status, byte[] output) throws IOException {
        List<String> lines = new String(output, StandardCharsets.UTF_8).lines().toList();
        if (status != 0 || !lines.equals(List.of("Hello, world", cell.greetings))) {
            throw new IllegalStateException("'" + cell.name + "' ended with status " + status + " and printed " + lines
                    + " where a greeting and the number of greetings made, " + cell.greetings
                    + ", were expected. On stderr it said:\n" + Files.readString(log()));
        }
    }

    private Path log() {
        return directory.resolve("stderr.log");
    }

    private static double highWaterMark(Path status) {
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return Double.NaN;
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
