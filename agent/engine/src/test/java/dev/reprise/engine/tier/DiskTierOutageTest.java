package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTierOutageTest {

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();

    @Test
    void homeBelowAFileCostsOneWarningAndComesBackWithOneLine() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1]);
        DiskTier tier = tier(file.resolve("home"));

        for (int i = 0; i < 100; i++) {
            tier.put(SCOPE, key(i), blob(i));
            assertThat(tier.get(SCOPE, key(i))).isNull();
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains(file.resolve("home").toString(), "`home`", "`tiers.disk: off`");

        Files.delete(file);
        clock.advance(Outage.RETRY_AFTER);
        tier.put(SCOPE, key(1), blob(1));

        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(log.lines).hasSize(2).last().asString().startsWith("INFO").contains("works again");
    }

    @Test
    void brokenDiskIsNotTriedAtEveryWrite() throws IOException {
        Path file = Files.write(directory.resolve("home"), new byte[1]);
        DiskTier tier = tier(file);
        tier.put(SCOPE, key(1), blob(1));
        Files.delete(file);

        clock.advance(Outage.RETRY_AFTER.minusMillis(1));
        tier.put(SCOPE, key(1), blob(1));
        assertThat(tier.get(SCOPE, key(1))).isNull();

        clock.advance(Duration.ofMillis(1));
        tier.put(SCOPE, key(1), blob(1));
        assertThat(tier.get(SCOPE, key(1))).isNotNull();
    }

    @Test
    void homeThatIsDeletedWhileRunningIsMadeAnew() {
        DiskTier tier = tier(directory.resolve("home"));
        tier.put(SCOPE, key(1), blob(1));
        DiskFiles.deleteTree(directory.resolve("home"));

        assertThat(tier.get(SCOPE, key(1))).isNull();
        tier.put(SCOPE, key(2), blob(2));

        assertThat(tier.get(SCOPE, key(2))).isNotNull();
        assertThat(tier(directory.resolve("home")).get(SCOPE, key(2))).isNotNull();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void entriesAreStillReadWhileNothingCanBeWritten() throws IOException {
        Path home = directory.resolve("home");
        DiskTier tier = tier(home);
        tier.put(SCOPE, key(1), blob(1));
        DiskFiles.deleteTree(home.resolve("tmp"));
        Files.write(home.resolve("tmp"), new byte[1]);

        tier.put(SCOPE, key(2), blob(2));

        assertThat(log.lines).hasSize(1);
        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(tier.get(SCOPE, key(2))).isNull();
    }

    @Test
    void brokenMacKeyIsNamedAndNotReplaced() throws IOException {
        Path home = directory.resolve("home");
        DiskFiles.createDirectories(home);
        DiskFiles.createFile(home.resolve("mac.key"), new byte[31]);
        DiskTier tier = tier(home);

        tier.put(SCOPE, key(1), blob(1));
        assertThat(tier.get(SCOPE, key(1))).isNull();

        assertThat(log.lines).singleElement().asString().contains("mac.key has 31 bytes instead of 32; delete it");
        assertThat(home.resolve("mac.key")).hasSize(31);
    }

    @Test
    void scopeDirectoryThatIsAFileIsAnOutageOnlyForWrites() throws IOException {
        Path home = directory.resolve("home");
        DiskTier tier = tier(home);
        DiskFiles.createDirectories(home.resolve("v1"));
        Files.write(home.resolve("v1/summaries"), new byte[1]);

        tier.put(SCOPE, key(1), blob(1));

        assertThat(tier.get(SCOPE, key(1))).isNull();
        assertThat(log.lines).hasSize(1);
        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    private DiskTier tier(Path home) {
        return new DiskTier(home, 1 << 30, List.of(), clock, log);
    }

    private Blob blob(int number) {
        return Entries.blob(number, 300, clock.millis(), clock.in(Duration.ofDays(1)));
    }
}
