package dev.reprise.demo;

import dev.reprise.demo.provider.Latency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the demo is asked to do.
 *
 * @param agent the agent's jar; empty to run without it each time
 * @param config the agent's configuration
 * @param java the executable that runs the service
 * @param latency of the provider
 * @param json whether to report for programs
 */
record Options(Optional<Path> agent, Path config, Path java, Latency latency, boolean json) {

    static final String USAGE = """
            usage: Demo [options]
              --agent PATH               the agent's jar (default: agent/jar/target/reprise-agent.jar of this project)
              --no-agent                 run all three without the agent, to see the comparison fail
              --config PATH              the agent's configuration (default: demo-app/reprise.yaml of this project)
              --java PATH                the java executable that runs the service (default: that of this JVM)
              --chat-millis NUMBER       how long the provider takes to answer, plus 0.5 ms for a token (default: 300)
              --embedding-millis NUMBER  how long the provider takes to embed (default: 60)
              --json                     print the result as JSON
            """;

    private static final String AGENT = "agent/jar/target/reprise-agent.jar";
    private static final String CONFIG = "demo-app/reprise.yaml";

    static Options parse(List<String> arguments, Path workingDirectory) throws UsageException {
        Optional<Path> agent = Optional.empty();
        Optional<Path> config = Optional.empty();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Duration chat = Latency.STATED.generation();
        Duration embedding = Latency.STATED.embedding();
        boolean withAgent = true;
        boolean json = false;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--agent" -> agent = Optional.of(workingDirectory.resolve(value(option, rest)));
                case "--no-agent" -> withAgent = false;
                case "--config" -> config = Optional.of(workingDirectory.resolve(value(option, rest)));
                case "--java" -> java = Path.of(value(option, rest));
                case "--chat-millis" -> chat = millis(option, rest);
                case "--embedding-millis" -> embedding = millis(option, rest);
                case "--json" -> json = true;
                default -> throw new UsageException("unknown option " + option + "\n" + USAGE);
            }
        }
        if (withAgent) {
            agent = Optional.of(existing(agent, AGENT, workingDirectory, "--agent", "build it first: mvn package"));
        }
        Path configuration = existing(config, CONFIG, workingDirectory, "--config", "it is part of the project");
        Duration perToken = chat.isZero() ? Duration.ZERO : Latency.STATED.perOutputToken();
        return new Options(
                withAgent ? agent : Optional.empty(),
                configuration,
                java,
                new Latency(chat, perToken, embedding),
                json);
    }

    /** A named file must be there; otherwise the file of the project that the working directory lies in. */
    private static Path existing(
            Optional<Path> named, String inProject, Path workingDirectory, String option, String remedy)
            throws UsageException {
        if (named.isPresent()) {
            Path file = named.get().toAbsolutePath().normalize();
            if (Files.isRegularFile(file)) {
                return file;
            }
            throw new UsageException("no file " + file + " (" + option + "); " + remedy);
        }
        for (Path folder = workingDirectory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(inProject);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new UsageException("no " + inProject + " in " + workingDirectory + " or above it; " + remedy
                + ", or name it by " + option + " PATH");
    }

    private static String value(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value\n" + USAGE);
        }
        return rest.remove();
    }

    private static Duration millis(String option, Deque<String> rest) throws UsageException {
        String value = value(option, rest);
        try {
            return Duration.ofMillis(Integer.parseUnsignedInt(value));
        } catch (NumberFormatException e) {
            throw new UsageException(option + " needs a number of milliseconds, not " + value);
        }
    }
}
