package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.key;
import static dev.reprise.engine.tier.Entries.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.StoreSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTierQuotaTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path home;

    private final MutableClock clock = new MutableClock();
    private final RecordingLogger log = new RecordingLogger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void timeAndQuotasHoldAfterAnySequenceOfOperations(long seed) throws IOException {
        Random random = new Random(seed);
        long total = 200 << 10;
        DiskTier tier = new DiskTier(home, total, List.of(), clock, log);
        List<ScopeSettings> scopes =
                List.of(scope("a", 20, 60 << 10), scope("b", Long.MAX_VALUE, 160 << 10), scope("c", 7, Long.MAX_VALUE));
        Map<String, Blob> model = new HashMap<>();
        int hits = 0;

        for (int i = 0; i < 1_500; i++) {
            ScopeSettings scope = scopes.get(random.nextInt(3));
            int number = random.nextInt(60);
            String name = scope.name() + number;
            int choice = random.nextInt(100);
            if (choice < 3) {
                tier.remove(scope, key(number));
                model.remove(name);
            } else if (choice < 6) {
                clock.advance(Duration.ofMillis(random.nextInt(2_000)));
            } else if (choice == 6) {
                tier = new DiskTier(home, total, List.of(), clock, log); // A restart.
            } else if (choice < 50) {
                Blob blob = Entries.blob(
                        i, random.nextInt(10_000), clock.millis(), clock.in(Duration.ofMillis(random.nextInt(9_000))));
                tier.put(scope, key(number), blob);
                if (blob.expiresAtMillis() > clock.millis()) {
                    model.put(name, blob);
                }
                if (i % 20 == 0) {
                    assertWithin(total, scopes);
                }
            } else {
                Blob found = tier.get(scope, key(number));
                if (found != null) {
                    hits++;
                    assertThat(found).usingRecursiveComparison().isEqualTo(model.get(name));
                    assertThat(clock.millis()).isLessThan(found.expiresAtMillis());
                }
            }
        }

        assertWithin(total, scopes);
        assertThat(hits).isGreaterThan(50);
        assertThat(log.lines).isEmpty();
        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void leastRecentlyUsedEntriesGoFirst() {
        ScopeSettings ten = scope("ten", 10, Long.MAX_VALUE);
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(), clock, log);
        for (int i = 0; i < 10; i++) {
            tier.put(ten, key(i), blob(i));
            clock.advance(Duration.ofHours(2));
        }
        tier.get(ten, key(0));
        clock.advance(Duration.ofHours(1));

        tier.put(ten, key(10), blob(10));

        assertThat(tier.get(ten, key(0))).as("used").isNotNull();
        assertThat(tier.get(ten, key(1))).as("oldest").isNull();
        assertThat(tier.get(ten, key(2))).as("next").isNull();
        for (int i = 3; i <= 10; i++) {
            assertThat(tier.get(ten, key(i))).as("entry " + i).isNotNull();
        }
    }

    @Test
    void totalCountsScopesOfOtherServicesToo() throws IOException {
        new DiskTier(home, 1 << 30, List.of(), clock, log).put(scope("theirs", 10, 1 << 30), key(1), blob(1, 90_000));
        clock.advance(Duration.ofHours(1));

        new DiskTier(home, 128 << 10, List.of(), clock, log).put(SCOPE, key(2), blob(2, 90_000));

        assertThat(entries(home.resolve("v1/theirs"))).isZero();
        assertThat(entries(home.resolve("v1/summaries"))).isEqualTo(1);
    }

    @Test
    void sweepAfterTheStartDeletesWhatExpiredAndWhatDeadProcessesLeft() throws IOException {
        DiskTier before = new DiskTier(home, 1 << 30, List.of(), clock, log);
        before.put(SCOPE, key(1), Entries.blob(1, 10, clock.millis(), clock.in(Duration.ofMinutes(1))));
        Path old = Files.write(home.resolve("tmp/old"), new byte[10]);
        Path young = Files.write(home.resolve("tmp/young"), new byte[10]);
        Files.setLastModifiedTime(old, FileTime.fromMillis(clock.millis()));
        clock.advance(Duration.ofMinutes(11));
        Files.setLastModifiedTime(young, FileTime.fromMillis(clock.millis()));

        new DiskTier(home, 1 << 30, List.of(), clock, log).put(SCOPE, key(2), blob(2));

        assertThat(entries(home.resolve("v1"))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void nobodySweepsBesideAnotherAndWhatIsLeftIsSweptAfterwards() throws IOException {
        ScopeSettings two = scope("two", 2, Long.MAX_VALUE);
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(), clock, log);
        tier.put(two, key(0), blob(0));
        try (FileChannel channel = FileChannel.open(home.resolve("sweep.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            for (int i = 1; i < 5; i++) {
                tier.put(two, key(i), blob(i));
            }
            assertThat(lock.isValid()).isTrue();
            assertThat(entries(home.resolve("v1"))).isEqualTo(5);
        }

        tier.put(two, key(5), blob(5));

        assertThat(entries(home.resolve("v1"))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "another"})
    void oneSweepAtATimeIsBegunAndWhatIsWrittenMeanwhileIsCounted(String writtenMeanwhile) throws IOException {
        ScopeSettings five = scope("five", 5, Long.MAX_VALUE);
        ScopeSettings meanwhile = scope(writtenMeanwhile, 5, Long.MAX_VALUE);
        List<Runnable> sweeps = new ArrayList<>();
        List<Runnable> steps = new ArrayList<>();
        DiskThreads threads = new DiskThreads(
                Runnable::run, sweeps::add, () -> () -> List.copyOf(steps).forEach(Runnable::run));
        DiskTier tier = tier(threads, List.of(five));
        for (int i = 0; i < 9; i++) {
            tier.put(five, key(i), blob(i));
        }
        assertThat(sweeps).hasSize(1);
        assertThat(entries(home.resolve("v1"))).isEqualTo(9);

        clock.advance(Duration.ofHours(1));
        AtomicLong left = new AtomicLong(
                files(home.resolve("v1")).map(Path::getParent).distinct().count());
        steps.add(() -> {
            if (left.decrementAndGet() == 0) { // Every directory was looked into.
                for (int i = 100; i < 106; i++) {
                    tier.put(meanwhile, key(i), blob(i));
                }
            }
        });
        sweeps.remove(0).run();
        assertThat(entries(home.resolve("v1"))).isEqualTo(11);
        assertThat(tier.sweepDue()).isTrue();

        steps.clear();
        tier.put(meanwhile, key(200), blob(200));
        sweeps.remove(0).run();
        assertThat(entries(home.resolve("v1").resolve(writtenMeanwhile))).isEqualTo(5);
        assertThat(sweeps).isEmpty();
        assertThat(tier.sweepDue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 9223372036854775807, 1008", "9223372036854775807, 4096000, 2525"})
    void whatComesFasterThanSweepsDeleteIsNotWritten(long entries, long bytes, int atMost) throws IOException {
        ScopeSettings small = scope("small", entries, bytes);
        ScopeSettings other = scope("other", Long.MAX_VALUE, Long.MAX_VALUE);
        List<Runnable> sweeps = new ArrayList<>();
        DiskTier tier = tier(new DiskThreads(Runnable::run, sweeps::add, () -> () -> {}), List.of(small));
        for (int i = 0; i < 3_000; i++) {
            tier.put(small, key(i), blob(i));
        }

        assertThat(entries(home.resolve("v1"))).isEqualTo(atMost);
        assertThat(log.lines).hasSize(1).first().asString().contains("more entries of scope small");
        tier.put(small, key(0), blob(1));
        assertThat(tier.get(small, key(0)))
                .as("replaced by what is not written")
                .isNull();
        tier.put(other, key(1), blob(1));
        assertThat(tier.get(other, key(1))).isNotNull();

        sweeps.remove(0).run();
        tier.put(small, key(0), blob(1));

        assertThat(tier.get(small, key(0))).isNotNull();
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void sweepThatCannotBeBegunIsBegunWithTheNextWrite() throws IOException {
        ScopeSettings two = scope("two", 2, Long.MAX_VALUE);
        AtomicInteger tries = new AtomicInteger();
        DiskTier tier = tier(
                new DiskThreads(
                        Runnable::run,
                        sweep -> {
                            if (tries.getAndIncrement() < 3) {
                                throw new IllegalStateException("no thread");
                            }
                            sweep.run();
                        },
                        () -> () -> {}),
                List.of(two));

        for (int i = 0; i < 4; i++) {
            tier.put(two, key(i), blob(i));
        }

        assertThat(tries).hasValue(4);
        assertThat(entries(home.resolve("v1"))).isEqualTo(2);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void closedTierTouchesNothingAnyMore() throws Exception {
        ScopeSettings two = scope("two", 2, Long.MAX_VALUE);
        List<Runnable> sweeps = new ArrayList<>();
        DiskTier tier = tier(new DiskThreads(Runnable::run, sweeps::add, () -> () -> {}), List.of(two));
        tier.put(two, key(0), blob(0));
        Thread closing = new Thread(tier::close, "closing");
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            assertThat(closing.isAlive()).as("it waits").isTrue();
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }

        sweeps.remove(0).run();
        closing.join();

        assertThat(home.resolve("sweep.lock")).doesNotExist();
    }

    @Test
    void stoppedTierSweepsNoMoreButWrites() throws IOException {
        ScopeSettings two = scope("two", 2, Long.MAX_VALUE);
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(), clock, log);
        tier.stopSweeping();

        for (int i = 0; i < 5; i++) {
            tier.put(two, key(i), blob(i));
        }

        assertThat(entries(home.resolve("v1"))).isEqualTo(5);
    }

    @Test
    void lastSweepLeavesTheQuotaAndTheLatestEntries() throws IOException {
        ScopeSettings five = scope("five", 5, Long.MAX_VALUE);
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(), clock, log);
        tier.put(five, key(99), Entries.blob(99, 10, clock.millis(), clock.in(Duration.ofHours(1))));
        tier.stopSweeping();
        for (int i = 0; i < 8; i++) {
            clock.advance(Duration.ofHours(2));
            tier.put(five, key(i), blob(i));
        }
        clock.advance(Duration.ofHours(1));

        assertThat(tier.sweepDue()).isTrue();
        tier.sweepLast(DAY);

        assertThat(tier.sweepDue()).isFalse();
        assertThat(entries(home.resolve("v1"))).isEqualTo(5);
        for (int i = 3; i < 8; i++) {
            assertThat(tier.get(five, key(i))).as("entry " + i).isNotNull();
        }
    }

    @Test
    void lastSweepEndsWithItsTimeAndIsStillDue() throws IOException {
        ScopeSettings two = scope("two", 2, Long.MAX_VALUE);
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(), clock, log);
        tier.stopSweeping();
        for (int i = 0; i < 5; i++) {
            tier.put(two, key(i), blob(i));
        }

        tier.sweepLast(Duration.ZERO);

        assertThat(entries(home.resolve("v1"))).isEqualTo(5);
        assertThat(tier.sweepDue()).isTrue();
    }

    @Test
    void nothingIsDueWhereNothingWasWrittenOrAllIsWithinItsQuota() {
        DiskTier tier = new DiskTier(home, 1 << 30, List.of(scope("two", 2, 1 << 20)), clock, log);
        assertThat(tier.sweepDue()).isFalse();

        tier.put(scope("two", 2, 1 << 20), key(1), blob(1));

        assertThat(tier.sweepDue()).isFalse();
    }

    @Test
    void firstWriteSweepsScopesThatWereLeftTooLarge() throws IOException {
        DiskTier before = new DiskTier(home, 1 << 30, List.of(), clock, log);
        for (int i = 0; i < 20; i++) {
            before.put(SCOPE, key(i), blob(i));
        }

        new DiskTier(home, 1 << 30, List.of(scope("summaries", 10, 1 << 20)), clock, log)
                .put(scope("prompts", 10, 1 << 20), key(1), blob(1));

        assertThat(entries(home.resolve("v1/summaries"))).isBetween(1L, 10L);
        assertThat(entries(home.resolve("v1/prompts"))).isEqualTo(1);
    }

    @Test
    void sweepTouchesNothingOutsideItsDirectories() throws IOException {
        Path outside = Files.createDirectories(home.resolveSibling(home.getFileName() + "-outside/ab/cd"));
        Path file = Files.write(outside.resolve("precious"), new byte[10]);
        Files.createDirectories(home.resolve("v1"));
        Files.createSymbolicLink(home.resolve("v1/linked"), outside.getParent().getParent());

        new DiskTier(home, 1 << 30, List.of(), clock, log).put(SCOPE, key(1), blob(1));

        assertThat(file).exists();
        DiskFiles.deleteTree(outside.getParent().getParent());
    }

    private DiskTier tier(DiskThreads threads, List<ScopeSettings> scopes) {
        return new DiskTier(
                home,
                new DiskSettings(/* enabled= */ true, 1 << 30, DiskSettings.LONGEST_TIMEOUT),
                1 << 20,
                new ConfiguredKeys(StoreSettings.DEFAULT, Map.of(), Duration.ZERO, log),
                scopes,
                clock,
                threads,
                log);
    }

    private void assertWithin(long total, List<ScopeSettings> scopes) throws IOException {
        for (ScopeSettings scope : scopes) {
            List<Path> files = files(home.resolve("v1").resolve(scope.name())).toList();
            assertThat((long) files.size()).isLessThanOrEqualTo(scope.maxEntries());
            assertThat(onDisk(home.resolve("v1").resolve(scope.name()))).isLessThanOrEqualTo(scope.maxBytes());
        }
        assertThat(onDisk(home.resolve("v1"))).isLessThanOrEqualTo(total);
    }

    private Blob blob(int number) {
        return blob(number, 300);
    }

    private Blob blob(int number, int length) {
        return Entries.blob(number, length, clock.millis(), clock.in(DAY));
    }

    private static long onDisk(Path directory) throws IOException {
        return files(directory)
                .mapToLong(file -> Quota.onDisk(file.toFile().length()))
                .sum();
    }

    private static long entries(Path directory) throws IOException {
        return files(directory).count();
    }

    private static Stream<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Stream.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }
}
