package dev.reprise.demo;

import dev.reprise.demo.provider.StandInProvider;
import dev.reprise.demo.provider.Stats;
import dev.reprise.demo.report.Run;
import dev.reprise.demo.workload.Lines;
import dev.reprise.demo.workload.Recording;
import dev.reprise.demo.workload.ServiceMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the service in a JVM of its own, on this JVM's class path, and listens to what it says. */
final class ServiceProcess {

    /** Variables that would change what the service or the agent does. */
    private static final List<String> FOREIGN =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "REPRISE_", "OPENAI_");

    private final Path java;
    private final StandInProvider provider;
    private final PrintStream progress;

    ServiceProcess(Path java, StandInProvider provider, PrintStream progress) {
        this.java = java;
        this.provider = provider;
        this.progress = progress;
    }

    /**
     * Runs the service to its end.
     *
     * @param name of the run
     * @param jvmArguments such as the agent's
     * @return what was measured
     * @throws UsageException if the process failed
     */
    Run run(String name, List<String> jvmArguments) throws IOException, InterruptedException, UsageException {
        provider.reset();
        progress.println("* " + name);
        long start = System.nanoTime();
        Process process = start(jvmArguments);
        Heard heard = new Heard();
        Thread errors = new Thread(() -> forEachLine(process.getErrorStream(), this::pass), "stderr of " + name);
        errors.start();
        forEachLine(process.getInputStream(), line -> {
            if (!Lines.read(line, heard)) {
                pass(line);
            }
        });
        int status = process.waitFor();
        errors.join();
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        if (status != 0) {
            throw new UsageException("the service \"" + name + "\" ended with status " + status + "; see above");
        }
        return new Run(name, heard.calls(), heard.rounds(), wall);
    }

    private Process start(List<String> jvmArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmArguments);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ServiceMain.class.getName(), provider.baseUrl()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        return builder.start();
    }

    private void pass(String line) {
        progress.println("  | " + line);
    }

    private static void forEachLine(InputStream stream, Consumer<String> action) {
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .lines()
                .forEach(action);
    }

    /** What the process said so far; each round is reported. */
    private final class Heard extends Recording {

        @Override
        public void round(int round, Stats soFar) {
            super.round(round, soFar);
            progress.printf(
                    "  round %d: %d calls so far, %d provider requests in this round%n",
                    round,
                    calls().size(),
                    rounds().get(rounds().size() - 1).total().requests());
        }
    }
}
