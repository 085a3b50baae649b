package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.SCOPE;
import static dev.reprise.engine.tier.Entries.blob;
import static dev.reprise.engine.tier.Entries.key;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.Eviction.Kind;
import dev.reprise.engine.epoch.EvictionLog;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subjects;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochLogTest {

    private static final Subject TAG = tag(0);

    @TempDir
    Path folder;

    private final RecordingLogger logger = new RecordingLogger();
    private final MutableClock clock = new MutableClock();
    private Process one;
    private Process two;

    /** What one process knows. */
    private final class Process {

        final Epochs epochs = new Epochs(RandomNumbers::next, key -> {});
        final Subjects subjects = epochs.subjects(List.of(TAG));
        final DiskTier tier = new DiskTier(home(), 1 << 30, List.of(), clock, logger);
        final EvictionLog log = tier.evictions(epochs);

        Process() {
            epochs.use(log);
        }

        long now() {
            assertThat(log.read()).isTrue();
            return subjects.now().home();
        }
    }

    @BeforeEach
    void begin() {
        one = new Process();
        two = new Process();
    }

    @Test
    void nothingIsMadeBeforeSomethingIsWritten() {
        assertThat(one.log.read()).isTrue();
        assertThat(home()).doesNotExist();

        one.tier.put(SCOPE, key(1), blob(1, 10, clock.millis(), clock.millis() + 1_000));

        assertThat(home().resolve("epochs")).hasSize(64);
        assertThat(two.now()).isEqualTo(one.now());
    }

    @Test
    void whatOneProcessEvictsAnotherLearns() {
        one.epochs.evict(tag(1));
        long before = two.now();

        one.epochs.evict(TAG);

        assertThat(two.now()).isNotEqualTo(before).isEqualTo(one.now());
        assertThat(new Process().now()).isEqualTo(one.now());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 40, 63})
    void aRecordThatWasNotWrittenToItsEndIsPassedOver(int length) throws Exception {
        one.epochs.evict(tag(1));
        two.now();
        byte[] all = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOfRange(all, 64, 64 + length), APPEND);
        long before = two.now();

        one.epochs.evict(TAG);

        assertThat(log()).hasSize(4 * 64);
        assertThat(two.now()).isNotEqualTo(before).isEqualTo(one.now());
        assertThat(new Process().now()).isEqualTo(one.now());
    }

    @Test
    void aRecordThatWasChangedMayHaveEvictedAnything() throws Exception {
        long first = one.now();
        one.epochs.evict(TAG);
        long before = one.now();
        one.epochs.evict(TAG);
        byte[] all = Files.readAllBytes(log());
        all[2 * 64 + 40] ^= 1;
        all[2 * 64 + 63] |= 1;
        Files.write(log(), all);

        assertThat(new Process().now()).isNotIn(first, before, one.now()).isEqualTo(new Process().now());
    }

    @Test
    void whereTooMuchWasEvictedToRememberAllOfItEverythingIs() {
        List<Eviction> many = new ArrayList<>();
        for (int i = 1; i <= 50_000; i++) {
            many.add(Eviction.of(Kind.SUBJECT, tag(i), i));
        }
        one.epochs.evict(TAG);
        long before = two.now();

        append(many);
        append(List.of());

        assertThat(one.epochs.summary().evictions()).isEmpty();
        assertThat(log()).hasSize(64);
        assertThat(one.now()).isNotEqualTo(before).isEqualTo(two.now()).isEqualTo(new Process().now());
    }

    /** What was kept before could lie somewhere still, or be put back. */
    @Test
    void whatWasKeptBeforeItsKeyWasEvictedIsServedByNobodyHoweverManyKeysAreEvictedAfterwards() {
        one.epochs.evict(TAG);
        two.now();
        long kept = one.subjects.now(key(-1)).home();
        one.epochs.evict(key(-1));
        Begun underWay = two.subjects.begin();
        Set<Long> others = new HashSet<>();
        for (int i = 20_000; i < 21_000; i++) {
            others.add(one.subjects.now(key(i)).home());
        }
        assertThat(others).hasSize(1);

        List<Eviction> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(new Eviction(Kind.KEY, key(i), 1 + i));
        }
        append(many);
        one.epochs.evict(key(10_000));

        for (Process process : List.of(one, two, new Process())) {
            process.now();
            assertThat(process.subjects.now(key(-1)).home()).isNotEqualTo(kept);
            assertThat(process.subjects.now(key(10_000)).home())
                    .isEqualTo(one.subjects.now(key(10_000)).home());
            assertThat(process.epochs.summary().evictions()).hasSizeLessThan(10_010);
            int left = 0;
            for (int i = 20_000; i < 21_000; i++) {
                left += others.contains(process.subjects.now(key(i)).home()) ? 1 : 0;
            }
            // Of 32,768 groups some 4,650 are evicted.
            assertThat(left).as("of a thousand entries of other keys").isBetween(750, 950);
            assertThat(process.subjects.now(key(-1)).home())
                    .isEqualTo(one.subjects.now(key(-1)).home());
        }
        assertThat(underWay.of(key(-1))).isNull();
        assertThat(one.subjects.now(key(10_000)).home()).isNotEqualTo(one.now());
    }

    /** The last of them has to be known under the next number, too. */
    @Test
    void whatIsEvictedWhileTooMuchIsRememberedAllAgreeAbout() {
        List<Eviction> many = new ArrayList<>();
        for (int i = 1; i <= 32_802; i++) { // The log is written anew with the next one.
            many.add(Eviction.of(Kind.SUBJECT, tag(i), i));
        }
        one.epochs.evict(TAG);
        append(many.subList(0, 16_400));
        append(many.subList(16_400, many.size()));
        long before = two.now();

        one.epochs.evict(TAG);

        assertThat(one.now()).isNotEqualTo(before).isEqualTo(two.now()).isEqualTo(new Process().now());
        assertThat(one.epochs.summary().evictions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 100})
    void aLogThatLostSomethingIsNone(int length) throws Exception {
        one.epochs.evict(TAG);
        one.epochs.evict(TAG);
        long before = one.now();
        two.now();
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }

        long after = one.now();
        one.epochs.evict(tag(1));

        assertThat(after).isNotEqualTo(before);
        assertThat(one.now()).isNotEqualTo(before);
        assertThat(two.now()).isEqualTo(one.now());
    }

    @Test
    void aLogInTheCourseOfTimeIsReplacedByWhatItComesTo() throws Exception {
        one.epochs.evict(TAG);
        long before = two.now();
        for (int i = 0; i < 20_000; i++) {
            one.epochs.evict(tag(1 + i % 7));
        }
        assertThat(Files.size(log())).isLessThan(1 << 20);
        assertThat(two.now()).isEqualTo(before).isEqualTo(one.now());

        two.epochs.evict(TAG);

        assertThat(one.now()).isNotEqualTo(before).isEqualTo(two.now());
        assertThat(new Process().now()).isEqualTo(one.now());
    }

    @Test
    void processesThatWriteAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Process> processes = List.of(one, two, new Process(), new Process());
        for (Process process : processes) {
            threads.execute(() -> {
                for (int i = 0; i < 100; i++) {
                    process.epochs.evict(tag(i));
                    process.log.read();
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();

        processes.forEach(process -> process.epochs.settle());
        // What was not written in time, or without the lock, is written once more.
        assertThat(Files.size(log())).isGreaterThanOrEqualTo(64 + 400 * 64);
        assertThat(Files.size(log()) % 64).isZero();
        Subjects ones = one.epochs.subjects(List.of(TAG, tag(50), tag(99)));
        for (Process process : processes) {
            Subjects its = process.epochs.subjects(List.of(TAG, tag(50), tag(99)));
            process.now();
            one.now();
            assertThat(its.now().home()).isEqualTo(ones.now().home());
        }
    }

    /** By a process that was stopped while it held the lock, say. */
    @Test
    void whoeverHoldsTheLockForLongIsNotWaitedFor() throws Exception {
        one.epochs.evict(TAG);
        long before = two.now();
        try (FileChannel channel = FileChannel.open(home().resolve("epochs.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();

            one.epochs.evict(TAG);

            assertThat(two.now()).isNotEqualTo(before).isEqualTo(one.now());
        }
    }

    @Test
    void anotherHomeInItsPlaceIsNoticed() throws Exception {
        one.epochs.evict(TAG);
        long before = two.now();
        Path aside = folder.resolve("aside");
        Files.move(home(), aside);
        long gone = two.now();
        one.epochs.evict(TAG);
        long other = two.now();
        Files.move(log(), folder.resolve("other"));
        Files.copy(aside.resolve("epochs"), log(), StandardCopyOption.COPY_ATTRIBUTES);

        long back = two.now();

        assertThat(List.of(before, gone, other)).doesNotHaveDuplicates();
        assertThat(back).isEqualTo(before);
    }

    /** Though a busy machine may take its time for so many. */
    private void append(List<Eviction> evictions) {
        boolean written = one.log.append(evictions);
        while (!written) {
            written = one.log.append(List.of());
        }
    }

    private static Subject tag(int number) {
        return Subject.of("n", Subject.Kind.TAG, "tag" + number);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path log() {
        return home().resolve("epochs");
    }
}
