package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static dev.reprise.engine.tier.Entries.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTierTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();

    @Test
    void entryIsFoundByThisAndByAnotherTierUntilItsTimeIsOver() throws IOException {
        DiskTier tier = tier();
        Blob blob = blob(1);
        tier.put(SCOPE, key(1), blob);

        clock.advance(MINUTE.minusMillis(1));
        assertThat(tier.get(SCOPE, key(1))).usingRecursiveComparison().isEqualTo(blob);
        assertThat(tier().get(SCOPE, key(1))).usingRecursiveComparison().isEqualTo(blob);
        assertThat(tier.get(SCOPE, key(2))).isNull();

        clock.advance(Duration.ofMillis(1));
        assertThat(tier.get(SCOPE, key(1))).isNull();
        assertThat(entryFiles()).isEmpty();
        assertThat(log.lines).isEmpty();
    }

    /** A sweep deletes what is empty, as a directory is between its making and its first entry. */
    @Test
    @Timeout(120)
    void anEntryIsWrittenThoughItsDirectoryIsDeletedWheneverItIsEmpty() throws Exception {
        DiskTier tier = tier();
        Path directory = home().resolve("v1/summaries")
                .resolve(key(1).hex().substring(0, 2))
                .resolve(key(1).hex().substring(2, 4));
        AtomicBoolean over = new AtomicBoolean();
        Thread sweep = new Thread(() -> {
            while (!over.get()) {
                DiskFiles.delete(directory);
            }
        });
        sweep.start();

        try {
            for (int i = 0; i < 1_000; i++) {
                tier.put(SCOPE, key(1), blob(1));
                assertThat(tier.get(SCOPE, key(1))).as("round " + i).isNotNull();
                tier.remove(SCOPE, key(1));
            }
        } finally {
            over.set(true);
            sweep.join();
        }
        assertThat(log.lines).isEmpty();
    }

    @Test
    void nothingIsCreatedBeforeTheFirstWrite() {
        assertThat(tier().get(SCOPE, key(1))).isNull();

        assertThat(home()).doesNotExist();
    }

    @Test
    void entryLiesUnderItsDigestAndIsItsOwnersOnly() throws IOException {
        tier().put(SCOPE, key(1), blob(1));

        String hex = key(1).hex();
        Path file = home().resolve("v1/summaries")
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex.substring(4));
        assertThat(file).isRegularFile();
        try (Stream<Path> all = Files.walk(home())) {
            for (Path path : all.toList()) {
                String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)))
                        .as(path.toString())
                        .isEqualTo(expected);
            }
        }
        assertThat(home().resolve("mac.key")).hasSize(32);
        assertThat(home().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void laterEntryReplacesTheOneBeforeWithItsTime() {
        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));
        Blob later = Entries.blob(2, 10, clock.millis(), clock.in(Duration.ofSeconds(1)));
        tier.put(SCOPE, key(1), later);

        assertThat(tier.get(SCOPE, key(1))).usingRecursiveComparison().isEqualTo(later);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tier.get(SCOPE, key(1))).isNull();
    }

    @Test
    void eachDamagedEntryIsReportedOnceUntilThereAreManyThoughItCannotBeDeleted() throws IOException {
        List<Runnable> later = new ArrayList<>();
        DiskTier tier = tier(later);
        int many = DamageReports.MOST + 3;
        for (int i = 0; i < many; i++) {
            tier.put(SCOPE, key(i), blob(i));
            Files.write(file(i), new byte[] {1});
        }

        for (int time = 0; time < 3; time++) {
            for (int i = 0; i < many; i++) {
                assertThat(tier.get(SCOPE, key(i))).isNull();
            }
        }

        assertThat(log.lines).hasSize(DamageReports.MOST).allMatch(line -> line.startsWith("WARN"));
        for (int i = 0; i < DamageReports.MOST; i++) {
            assertThat(log.lines.get(i)).contains(file(i).toString(), "truncated to 1 bytes");
        }
        assertThat(log.lines).last().asString().endsWith("Further ones are not reported.");
    }

    @Test
    void filesThatTookEachOthersPlacesAreMissesAndReportedOnceEach() throws IOException {
        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));
        tier.put(SCOPE, key(2), blob(2));
        byte[] one = Files.readAllBytes(file(1));
        Files.copy(file(2), file(1), StandardCopyOption.REPLACE_EXISTING);
        Files.write(file(2), one);

        for (int time = 0; time < 2; time++) {
            assertThat(tier.get(SCOPE, key(1))).isNull();
            assertThat(tier.get(SCOPE, key(2))).isNull();
        }

        assertThat(log.lines).hasSize(2).allMatch(line -> line.contains("not written for this key"));
    }

    @Test
    void whatChangesAFileIsNotDoneWhileACallerWaitsAndLooksAgainBefore() throws IOException {
        List<Runnable> later = new ArrayList<>();
        DiskTier tier = tier(later);
        for (int i = 1; i <= 4; i++) {
            tier.put(SCOPE, key(i), blob(i));
        }
        Files.write(file(1), new byte[] {1});
        Files.write(file(2), new byte[] {1});
        clock.advance(MINUTE);
        for (int i = 1; i <= 4; i++) {
            assertThat(tier.get(SCOPE, key(i))).isNull();
        }
        assertThat(entryFiles()).hasSize(4);
        assertThat(later).hasSize(4);

        tier.put(SCOPE, key(1), blob(1));
        tier.put(SCOPE, key(3), blob(3));
        later.forEach(Runnable::run);

        assertThat(entryFiles()).containsExactlyInAnyOrder(file(1), file(3));
        assertThat(tier.get(SCOPE, key(1))).isNotNull();
        assertThat(tier.get(SCOPE, key(3))).isNotNull();
    }

    @Test
    void scopesCanBeListedCopiedAndDeletedByHandWhileTheyAreInUse() throws IOException {
        DiskTier tier = tier();
        for (int i = 0; i < 50; i++) {
            tier.put(SCOPE, key(i), blob(i));
        }
        Path scope = home().resolve("v1").resolve(SCOPE.name());
        Path copy = directory.resolve("copy");
        try (Stream<Path> all = Files.walk(scope)) {
            for (Path each : all.toList()) {
                Files.copy(each, copy.resolve(scope.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }

        DiskFiles.deleteTree(scope);
        assertThat(tier.get(SCOPE, key(1))).isNull();
        tier.put(SCOPE, key(1), blob(1));
        assertThat(tier.get(SCOPE, key(1))).isNotNull();

        DiskFiles.deleteTree(scope);
        Files.move(copy, scope);
        for (int i = 0; i < 50; i++) {
            assertThat(tier.get(SCOPE, key(i))).usingRecursiveComparison().isEqualTo(blob(i));
        }
        assertThat(log.lines).isEmpty();
    }

    @Test
    void everyDamageOfAnEntryIsAMissAndIsDeletedAndReportedOnce() throws IOException {
        DiskTier tier = tier();
        byte[][] damaged = {{}, {1}, new byte[68], new byte[5_000]};
        for (byte[] bytes : damaged) {
            tier.put(SCOPE, key(1), blob(1));
            Files.write(file(1), bytes);

            assertThat(tier.get(SCOPE, key(1))).isNull();
            assertThat(file(1)).doesNotExist();
        }
        for (int i = 0; i < 300; i += 7) {
            tier.put(SCOPE, key(1), blob(1));
            byte[] bytes = Files.readAllBytes(file(1));
            bytes[i] ^= 4;
            Files.write(file(1), bytes);

            assertThat(tier.get(SCOPE, key(1))).isNull();
            boolean ofAnotherKey = i >= 52 && i < 60; // As far as this process can tell.
            assertThat(Files.exists(file(1))).as("byte " + i).isEqualTo(ofAnotherKey);
        }

        assertThat(log.lines).singleElement().asString().startsWith("WARN").contains(file(1).toString());
    }

    @Test
    void fileOfAnotherKeyOrScopeIsAMiss() throws IOException {
        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));
        tier.put(SCOPE, key(2), blob(2));
        tier.put(scope("prompts", 10, 1 << 20), key(1), blob(3));

        Files.copy(file(1), file(2), StandardCopyOption.REPLACE_EXISTING);
        Path other = Path.of(file(1).toString().replace("summaries", "prompts"));
        Files.copy(file(1), other, StandardCopyOption.REPLACE_EXISTING);

        assertThat(tier.get(SCOPE, key(2))).isNull();
        assertThat(tier.get(scope("prompts", 10, 1 << 20), key(1))).isNull();
        assertThat(tier.get(SCOPE, key(1))).isNotNull();
    }

    @Test
    void entryOfAnotherHomeIsAMiss() throws IOException {
        tier().put(SCOPE, key(1), blob(1));
        byte[] foreign = Files.readAllBytes(file(1));
        Files.delete(home().resolve("mac.key"));

        DiskTier tier = tier();
        tier.put(SCOPE, key(2), blob(2));

        assertThat(tier.get(SCOPE, key(1))).isNull();
        assertThat(tier.get(SCOPE, key(2))).isNotNull();
        assertThat(foreign).isNotEmpty();
    }

    @Test
    void homeThatWasMadeAnewByAnotherProcessIsFollowed() throws IOException {
        DiskTier first = tier();
        first.put(SCOPE, key(1), blob(1));
        DiskFiles.deleteTree(home());
        DiskTier second = tier();
        second.put(SCOPE, key(2), blob(2));

        assertThat(first.get(SCOPE, key(2))).isNotNull();
        first.put(SCOPE, key(3), blob(3));
        assertThat(second.get(SCOPE, key(3))).isNotNull();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void removedEntryIsGoneForEveryTier() {
        DiskTier tier = tier();
        DiskTier other = tier();
        tier.put(SCOPE, key(1), blob(1));
        tier.put(SCOPE, key(2), blob(2));

        assertThat(other.remove(SCOPE, key(1))).isTrue();
        assertThat(other.remove(SCOPE, key(3))).isTrue();

        assertThat(tier.get(SCOPE, key(1))).isNull();
        assertThat(tier.get(SCOPE, key(2))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "..", ".", "", "a/b", "a\\b", ".hidden", "nul\0", "C:", "\u00fc"})
    void scopeNameCannotLeaveTheHome(String name) {
        assertThat(DiskLayout.validScope(name)).isFalse();
        assertThat(DiskLayout.validScope("x".repeat(65))).isFalse();
        assertThat(DiskLayout.validScope("Summaries_2.v1-x")).isTrue();
    }

    @Test
    void readingGoesOnInAnInterruptedThreadAndWritingDoesNotCountAsAnOutage() {
        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));

        Thread.currentThread().interrupt();
        Blob found = tier.get(SCOPE, key(1));
        tier.put(SCOPE, key(2), blob(2));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(found).isNotNull();
        assertThat(log.lines).isEmpty();
        tier.put(SCOPE, key(3), blob(3));
        assertThat(tier.get(SCOPE, key(3))).isNotNull();
        assertThat(home().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void tooLargeEntryIsNotWrittenAndEndsTheOneBefore() throws IOException {
        DiskTier tier = tier();
        ScopeSettings small = scope("small", 10, 8192);
        tier.put(small, key(1), blob(1));

        tier.put(small, key(1), Entries.blob(1, 8200, clock.millis(), clock.in(MINUTE)));
        assertThat(tier.get(small, key(1))).isNull();

        tier.put(SCOPE, key(1), blob(1));
        limited(300).put(SCOPE, key(1), Entries.blob(1, 301, clock.millis(), clock.in(MINUTE)));
        assertThat(tier.get(SCOPE, key(1))).isNull();
        assertThat(entryFiles()).isEmpty();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void loweredLimitHoldsForWhatIsStoredAlready() {
        limited(300).put(SCOPE, key(1), blob(1));

        assertThat(limited(300).get(SCOPE, key(1))).isNotNull();
        assertThat(limited(299).get(SCOPE, key(1))).isNull();
    }

    private DiskTier limited(long maxEntryBytes) {
        ConfiguredKeys none = new ConfiguredKeys(StoreSettings.DEFAULT, Map.of(), Duration.ZERO, log);
        return new DiskTier(home(), 1 << 30, maxEntryBytes, none, List.of(), clock, log);
    }

    @Test
    void hugeFileIsNotRead() throws IOException {
        DiskTier tier = tier();
        tier.put(SCOPE, key(1), blob(1));
        try (var file = new java.io.RandomAccessFile(file(1).toFile(), "rw")) {
            file.setLength(5L << 30); // Sparse.
        }

        assertThat(tier.get(SCOPE, key(1))).isNull();
    }

    @Test
    void usedEntryIsTouchedAtMostOnceAnHour() throws IOException {
        DiskTier tier = tier();
        Blob blob = Entries.blob(1, 10, clock.millis(), clock.in(Duration.ofDays(1)));
        tier.put(SCOPE, key(1), blob);
        FileTime written = FileTime.fromMillis(clock.millis());

        clock.advance(Duration.ofHours(1));
        tier.get(SCOPE, key(1));
        assertThat(Files.getLastModifiedTime(file(1))).isEqualTo(written);

        clock.advance(Duration.ofMillis(1));
        tier.get(SCOPE, key(1));
        assertThat(Files.getLastModifiedTime(file(1))).isEqualTo(FileTime.fromMillis(clock.millis()));
    }

    private DiskTier tier(List<Runnable> later) {
        return new DiskTier(
                home(),
                new DiskSettings(/* enabled= */ true, 1 << 30, DiskSettings.LONGEST_TIMEOUT),
                1 << 20,
                new ConfiguredKeys(StoreSettings.DEFAULT, Map.of(), Duration.ZERO, log),
                List.of(),
                clock,
                new DiskThreads(later::add, Runnable::run, () -> () -> {}),
                log);
    }

    private DiskTier tier() {
        return new DiskTier(home(), 1 << 30, List.of(), clock, log);
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Blob blob(int number) {
        return Entries.blob(number, 300, clock.millis(), clock.in(MINUTE));
    }

    private Path file(int number) {
        return new DiskLayout(home()).entry(SCOPE.name(), key(number)).toPath();
    }

    private List<Path> entryFiles() throws IOException {
        Path entries = home().resolve("v1");
        if (!Files.exists(entries)) {
            return new ArrayList<>();
        }
        try (Stream<Path> all = Files.walk(entries)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
