package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several real JVMs in one home. */
@Timeout(120)
class DiskTierProcessTest {

    private static final int LENGTH = 20_000;

    private static final ScopeSettings TEN = Entries.scope("summaries", 10, Long.MAX_VALUE);

    @TempDir
    Path directory;

    private final RecordingLogger log = new RecordingLogger();

    @Test
    void processesThatWriteTheSameEntriesAtOnceShareThemAll() throws Exception {
        Path home = directory.resolve("home");
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(DiskWriterProcess.with(home, 0, 100, 4, LENGTH + 1_000 * i)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }

        DiskTier reader = new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log);
        int found = 0;
        while (writers.stream().anyMatch(Process::isAlive)) {
            for (int i = 0; i < 100; i++) {
                found += assertMissingOrRight(reader, i);
            }
        }

        assertThat(writers).allSatisfy(writer -> assertThat(writer.exitValue()).isZero());
        assertThat(found).isPositive();
        for (int i = 0; i < 100; i++) {
            assertThat(assertMissingOrRight(reader, i)).as("entry " + i).isEqualTo(1);
        }
        assertThat(log.lines).as("one key, made by whoever was first").isEmpty();
        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void killedWriterLosesNoAcknowledgedEntryAndLeavesNoHalfOne() throws Exception {
        Path home = directory.resolve("home");
        for (int round = 0; round < 5; round++) {
            int from = round * 1_000_000;
            Process writer = DiskWriterProcess.with(home, from, from + 1_000_000, 1, LENGTH)
                    .start();
            int last = -1;
            try (BufferedReader acknowledged = writer.inputReader()) {
                for (int i = 0; i < 50 + 37 * round; i++) {
                    last = Integer.parseInt(acknowledged.readLine());
                }
                writer.destroyForcibly().waitFor();
                for (String line = acknowledged.readLine(); line != null; line = acknowledged.readLine()) {
                    last = line.isEmpty() ? last : Math.max(last, Integer.parseInt(line));
                }
            } catch (IOException e) {
                // The pipe ended with its process.
            }

            DiskTier reader = new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log);
            assertThat(last).isGreaterThan(from);
            for (int i = from; i < last; i++) {
                assertThat(assertMissingOrRight(reader, i)).as("entry " + i).isEqualTo(1);
            }
            assertMissingOrRight(reader, last + 1);
        }

        assertThat(log.lines).isEmpty();
        assertThat(files(home.resolve("v1"))).allSatisfy(file -> assertThat(file)
                .hasSize(Envelope.length(DiskWriterProcess.blob(0, LENGTH)) - EntryCipher.OVERHEAD));
    }

    @Test
    void killedSweeperLeavesNothingThatTheNextOneDoesNotCleanUp() throws Exception {
        Path home = directory.resolve("home");
        for (int round = 0; round < 5; round++) {
            Process sweeper = DiskWriterProcess.with(home, 0, 1_000_000, 1, LENGTH, /* maxEntries= */ 20)
                    .start();
            try (BufferedReader acknowledged = sweeper.inputReader()) {
                for (int i = 0; i < 60 + 13 * round; i++) {
                    acknowledged.readLine();
                }
                sweeper.destroyForcibly().waitFor();
            }
        }
        Path temporary = home.resolve("tmp");
        assertThat(home.resolve("run")).isNotEmptyDirectory();

        MutableClock later = new MutableClock();
        later.advance(Duration.ofMinutes(1)); // So that what it writes is the youngest.
        DiskTier next = new DiskTier(home, 1 << 30, List.of(), later, log);
        next.put(Entries.scope("summaries", 20, Long.MAX_VALUE), key(-1), DiskWriterProcess.blob(-1, LENGTH));

        assertThat(files(home.resolve("run"))).as("its own").hasSize(1);
        next.close();
        assertThat(home.resolve("run")).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
        assertThat(files(home.resolve("v1"))).hasSizeBetween(1, 20).allSatisfy(file -> assertThat(file)
                .hasSize(Envelope.length(DiskWriterProcess.blob(0, LENGTH)) - EntryCipher.OVERHEAD));
        assertThat(assertMissingOrRight(next, -1)).isEqualTo(1);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void sweepOfAProcessThatIsKilledInItIsTakenOverByAnother() throws Exception {
        Path home = directory.resolve("home");
        DiskTier before = new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log);
        for (int i = 0; i < 50; i++) {
            before.put(SCOPE, key(i), DiskWriterProcess.blob(i, LENGTH));
        }
        MutableClock later = new MutableClock();
        later.advance(Duration.ofMinutes(1)); // So that what it writes is the youngest.
        DiskTier other = new DiskTier(home, 1 << 30, List.of(), later, log);
        Process sweeper = DiskSweeperProcess.with(home).start();
        try (BufferedReader said = sweeper.inputReader()) {
            assertThat(said.readLine()).isEqualTo("sweeping");

            for (int i = 100; i < 110; i++) {
                other.put(TEN, key(i), DiskWriterProcess.blob(i, LENGTH));
            }
            assertThat(files(home.resolve("v1"))).as("one sweeps at a time").hasSize(61);

            sweeper.destroyForcibly().waitFor();
        }

        later.advance(Duration.ofMinutes(1));
        other.put(TEN, key(110), DiskWriterProcess.blob(110, LENGTH));
        assertThat(files(home.resolve("v1"))).hasSizeBetween(1, 10);
        assertThat(assertMissingOrRight(other, 110)).isEqualTo(1);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void whatALivingProcessIsWritingIsLeftAlone() throws Exception {
        Path home = directory.resolve("home");
        Process living = DiskWriterProcess.with(home, 0, 1_000_000, 1, LENGTH).start();
        try (BufferedReader acknowledged = living.inputReader()) {
            acknowledged.readLine();
            Path mark = files(home.resolve("run")).get(0);
            Path written = Files.write(home.resolve("tmp/" + mark.getFileName() + "-x"), new byte[1]);
            Files.setLastModifiedTime(written, FileTime.fromMillis(0));

            DiskTier other = new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log);
            other.put(SCOPE, key(-1), DiskWriterProcess.blob(-1, LENGTH));
            assertThat(written).exists();
            assertThat(mark).exists();

            living.destroyForcibly().waitFor();
            DiskTier next = new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log);
            next.put(SCOPE, key(-2), DiskWriterProcess.blob(-2, LENGTH));
            assertThat(written).doesNotExist();
            assertThat(mark).doesNotExist();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // The size limit of a process stands for a full disk: a write fails half-way.
    void writeThatFailsHalfWayLeavesNothing() throws Exception {
        Path home = directory.resolve("home");
        List<String> command = DiskWriterProcess.with(home, 0, 3, 1, 100_000).command();
        List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash"));
        limited.addAll(command);

        Process writer = new ProcessBuilder(limited)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();

        assertThat(writer.waitFor()).isZero();
        assertThat(Files.readAllLines(directory.resolve("output")))
                .as("it lives on")
                .contains("0", "1", "2");
        assertThat(home.resolve("mac.key")).exists();
        assertThat(home.resolve("tmp")).isEmptyDirectory();
        assertThat(new DiskTier(home, 1 << 30, List.of(), new MutableClock(), log).get(SCOPE, key(0)))
                .isNull();
    }

    private static int assertMissingOrRight(DiskTier tier, int number) {
        Blob found = tier.get(SCOPE, key(number));
        if (found == null) {
            return 0;
        }
        Blob expected = DiskWriterProcess.blob(number, found.content().length);
        assertThat(found.content()).isEqualTo(expected.content());
        assertThat(found.shape()).isEqualTo(expected.shape());
        return 1;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
