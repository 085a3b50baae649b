package dev.reprise.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM to be forked: the packaged agent, a fixture, and nothing of the tests. All that the agent may write lies in one
 * directory of the test.
 */
public final class Fork {

    static final Path AGENT = Path.of(System.getProperty("reprise.agent", "target/reprise-agent.jar"));

    private static final int TIMEOUT_SECONDS = 300;

    private final Path directory;
    private final List<String> flags = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path home;
    private Jdk jdk = Jdk.running();

    private Fork(Path directory) {
        this.directory = directory;
        this.home = directory.resolve("home");
    }

    /** Describes a JVM that has the given directory to itself; several in turn share what they store there. */
    public static Fork in(Path directory) {
        return new Fork(directory);
    }

    public Fork jdk(Jdk chosen) {
        jdk = chosen;
        return this;
    }

    public Fork home(Path chosen) {
        home = chosen;
        return this;
    }

    /** Adds the agent, without an argument. */
    public Fork agent() {
        return flag("-javaagent:" + AGENT);
    }

    /**
     * Adds the agent with a configuration file of these lines. Unless they speak of the disk, it may take its time: on a busy
     * machine a read is over its 20 ms now and then, which is a miss, and right, and not what most tests are about.
     */
    public Fork agent(String... configuration) {
        if (!String.join("\n", configuration).contains("disk")) {
            flag("-Dreprise.tiers.disk.timeout=60s");
        }
        return flag("-javaagent:" + AGENT + "=" + file("reprise.yaml", configuration));
    }

    /** Adds OpenTelemetry's agent, which prints every span on standard error. */
    public Fork telemetry() {
        return flag(
                "-javaagent:" + ClassPath.neighbour("opentelemetry-javaagent"),
                "-Dotel.traces.exporter=console",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
    }

    public Fork flag(String... added) {
        flags.addAll(List.of(added));
        return this;
    }

    public Fork classPath(Path... added) {
        classPath.addAll(List.of(added));
        return this;
    }

    public Fork environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes a file into the fork's directory. */
    public Path file(String name, String... lines) {
        try {
            Files.createDirectories(directory);
            return Files.write(directory.resolve(name), List.of(lines));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Ended run(Class<?> main, String... arguments) {
        if (classPath.isEmpty()) {
            classPath.addAll(ClassPath.fixtures());
        }
        return run(main.getName(), arguments);
    }

    /** Runs a class that only the fork can load. */
    public Ended run(String main, String... arguments) {
        List<String> tail = new ArrayList<>(List.of("-cp", ClassPath.join(classPath), main));
        tail.addAll(List.of(arguments));
        return java(tail);
    }

    public Ended runJar(Path jar, String... arguments) {
        List<String> tail = new ArrayList<>(List.of("-jar", jar.toString()));
        tail.addAll(List.of(arguments));
        return java(tail);
    }

    /** Runs a program in one source file. */
    public Ended runSource(Path source) {
        return java(List.of(source.toString()));
    }

    private Ended java(List<String> tail) {
        List<String> command = new ArrayList<>();
        command.add(jdk.tool("java").toString());
        // A fork lives for a second: the second compiler would only take the time of the others.
        command.add("-XX:TieredStopAtLevel=1");
        // Who attaches to another waits for 10 s, which a busy machine may take.
        command.add("-Dsun.tools.attach.attachTimeout=60000");
        command.add("-Dreprise.home=" + home);
        command.addAll(flags);
        command.addAll(tail);
        return launch(command);
    }

    /** Runs one of the JDK's own commands. */
    public Ended tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(jdk.tool(name).toString()));
        command.addAll(List.of(arguments));
        return launch(command);
    }

    private Ended launch(List<String> command) {
        try {
            Path work = Files.createDirectories(directory.resolve("work"));
            Path out = directory.resolve("stdout");
            Path err = directory.resolve("stderr");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("REPRISE_")
                            || name.endsWith("JAVA_OPTIONS")
                            || name.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("no end within " + TIMEOUT_SECONDS + " s: "
                        + command.stream().collect(Collectors.joining(" ")) + "\n" + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }
}
