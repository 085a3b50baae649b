package dev.reprise.benchmarks.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes, as its parent sees it. */
final class Victim {

    private static final int APART = 10_000_000;

    private final Process process;
    private final BufferedReader said;
    private final List<Integer> acknowledged = new ArrayList<>();

    private Victim(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    /**
     * Starts a writer.
     *
     * @param number tells it from all others, from 1
     */
    static Victim start(Path home, int number) throws IOException {
        return new Victim(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName(),
                        home.toString(),
                        Integer.toString(number * APART))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets it write some more entries, and then kills it in the midst of the next. */
    List<Integer> kill(int entries) throws IOException, InterruptedException {
        for (int i = 0; i < entries; i++) {
            String line = said.readLine();
            if (line == null) {
                throw new IOException("a writer ended by itself with status " + process.waitFor());
            }
            acknowledged.add(Integer.parseInt(line));
        }
        process.destroyForcibly().waitFor();
        try (said) {
            // Of the last line perhaps only a part came, which would be another number.
            for (int read = said.read(), number = -1; read >= 0; read = said.read()) {
                if (read == '\n') {
                    acknowledged.add(number);
                    number = -1;
                } else {
                    number = Math.max(number, 0) * 10 + read - '0';
                }
            }
        } catch (IOException closed) { // The pipe ended with its process.
            return acknowledged;
        }
        return acknowledged;
    }

    /** Kills it at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
