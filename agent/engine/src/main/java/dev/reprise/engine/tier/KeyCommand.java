package dev.reprise.engine.tier;

import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command whose first line is a key. Its standard error is discarded and its standard input is empty.
 *
 * <p>The first process that a JVM starts sets up its common pool ({@code ProcessHandleImpl} makes a {@code
 * CompletableFuture}). A host that configures the pool in its own code takes its key from a variable or a file.
 */
final class KeyCommand {

    /** More than any key has; what prints more prints something else. */
    private static final int LONGEST = 256;

    private final List<String> words;
    private final Duration atMost;

    /** Guarded by this object. */
    private String output = "";

    KeyCommand(List<String> words, Duration atMost) {
        this.words = words;
        this.atMost = atMost;
    }

    /** Returns the first line that it prints, if it ends well. Waits for it, so not for the caller's thread. */
    String run() throws KeyUnavailable {
        long deadline = System.nanoTime() + atMost.toNanos();
        Process process = start();
        try {
            process.getOutputStream().close();
            // A thread of its own, because what the command left running may keep the pipe open without a line.
            Thread reader = DaemonThread.of("reprise-key-command", () -> read(process.getInputStream()));
            reader.start();
            boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (ended) {
                reader.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            if (!ended || reader.isAlive()) {
                throw new KeyUnavailable("the command did not end within " + atMost.toSeconds() + " s and was stopped");
            }
        } catch (IOException e) {
            throw new KeyUnavailable(
                    "the command cannot be talked to (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailable("the wait for the command was interrupted");
        } finally {
            kill(process);
        }
        if (process.exitValue() != 0) {
            throw new KeyUnavailable("the command ended with exit code " + process.exitValue());
        }
        synchronized (this) {
            return output;
        }
    }

    private Process start() throws KeyUnavailable {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("REPRISE_MODE", "off"); // A command in Java may inherit the agent by JAVA_TOOL_OPTIONS.
        environment.put("REPRISE_QUIET", "true");
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) { // Their messages repeat arguments on some systems.
            throw new KeyUnavailable("the command cannot be started; is " + words.get(0)
                    + " a program that this user may run? It is run without a shell");
        }
    }

    private void read(InputStream in) {
        byte[] line = new byte[LONGEST];
        int length = 0;
        try {
            for (int next = in.read(); next >= 0 && next != '\n' && length < LONGEST; next = in.read()) {
                line[length++] = (byte) next;
            }
        } catch (IOException e) {
            return; // Killed: what it printed does not count.
        }
        synchronized (this) {
            output = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whatever it started goes with it; a command that has ended well is not there any more. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
