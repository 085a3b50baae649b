package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class BoundedReadsTest {

    private static final Blob BLOB = Entries.blob(1, 10, 0, 1);
    private static final Duration BUDGET = Duration.ofMillis(300);

    private final AtomicLong ahead = new AtomicLong();
    private final RecordingLogger log = new RecordingLogger();
    private final BoundedReads reads =
            new BoundedReads(Path.of("home"), BUDGET, () -> System.nanoTime() + ahead.get(), log);

    /** Of a clock that stands where no test advances it: a read that a busy machine holds up is not late. */
    private final BoundedReads timeless = new BoundedReads(Path.of("home"), BUDGET, ahead::get, log);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<Thread> callers = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        answer.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    void diskThatWasQuickIsReadOnTheCallersThreadAndOneThatIsNotKnownOnAnother() throws IOException {
        assertThat(threadOfARead(timeless)).isNotSameAs(Thread.currentThread());
        assertThat(threadOfARead(timeless)).isSameAs(Thread.currentThread());

        advance(Duration.ofMinutes(1));

        assertThat(threadOfARead(timeless)).isNotSameAs(Thread.currentThread());
        assertThat(threadOfARead(timeless)).isSameAs(Thread.currentThread());
        assertThat(log.lines).isEmpty();
    }

    @Test
    void diskThatHangsCostsTheNextCallersTheirBudgetAndOneLineAndComesBack() throws Exception {
        threadOfARead();
        Thread hanging = callHanging();

        advance(BUDGET);
        assertThat(threadOfARead()).as("beside one who hangs").isNotSameAs(Thread.currentThread());
        assertThat(reads.run(this::hang)).isNull();
        assertThat(reads.run(this::hang)).isNull();

        assertThat(log.lines).singleElement().asString().startsWith("WARN").contains("300 ms", "tiers.disk.timeout");
        Set<Thread> asked = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            assertThat(reads.run(() -> {
                        asked.add(Thread.currentThread());
                        return hang();
                    }))
                    .isNull();
        }
        assertThat(asked).doesNotContain(Thread.currentThread());
        assertThat(hanging.isAlive()).isTrue();

        advance(Duration.ofSeconds(1));
        assertThat(reads.run(() -> BLOB))
                .as("is the probe, for which nobody waits")
                .isNull();
        awaitLines(2);

        assertThat(log.lines).last().asString().startsWith("INFO").contains("read again");
        assertThat(threadOfARead()).isNotSameAs(Thread.currentThread());
        assertThat(threadOfARead()).as("though one hangs still").isSameAs(Thread.currentThread());
        assertThat(hanging.isAlive()).isTrue();
    }

    @Test
    void noMoreCallersHangThanThereAreProcessors() throws Exception {
        threadOfARead();

        int most = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < most + 5; i++) {
            call(this::hang);
        }
        while (callers.stream().filter(Thread::isAlive).count() > most) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }

        assertThat(reads.run(this::hang)).isNull();
        while (log.lines.isEmpty()) {
            reads.run(this::hang);
        }
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void firstReadIsBoundedToo() throws Exception {
        assertThat(reads.run(this::hang)).isNull();
        assertThat(reads.run(this::hang)).isNull();

        assertThat(log.lines).hasSize(1);
    }

    @Test
    void readsThatAreLateInARowMakeASlowDiskAndSingleOnesDoNot() throws IOException {
        threadOfARead(timeless);
        for (int i = 0; i < 5; i++) {
            advance(Duration.ofMinutes(1));
            timeless.run(this::late);
            threadOfARead(timeless);
        }
        assertThat(log.lines).isEmpty();

        advance(Duration.ofMinutes(1));
        timeless.run(this::late);
        timeless.run(this::late);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void probeThatHangsEndsNothingAndThoseAfterItComeMoreRarely() throws Exception {
        reads.run(this::hang);
        reads.run(this::hang);
        AtomicInteger probes = new AtomicInteger();
        CountDownLatch probing = new CountDownLatch(3);
        BoundedReads.Read hangingProbe = () -> {
            probes.incrementAndGet();
            probing.countDown();
            return hang();
        };

        for (int second = 0; second < 300; second++) {
            assertThat(reads.run(hangingProbe)).isNull();
            advance(Duration.ofSeconds(1));
        }
        probing.await();

        assertThat(probes).hasValueLessThan(15);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void readsThatComeBackAfterTheDiskDidMakeItNoSlowOneAgain() throws Exception {
        for (int i = 0; i < Readers.MOST; i++) {
            call(this::hang);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        while (log.lines.isEmpty()) {
            reads.run(this::hang);
        }
        advance(Duration.ofSeconds(1));
        reads.run(() -> BLOB);
        awaitLines(2);
        CountDownLatch back = new CountDownLatch(1);

        answer.countDown();
        while (Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> Arrays.stream(thread.getValue())
                .anyMatch(frame -> frame.getMethodName().equals("hang")))) {
            back.await(1, TimeUnit.MILLISECONDS);
        }

        assertThat(threadOfARead()).isNotNull();
        assertThat(log.lines).hasSize(2);
    }

    @Test
    void failureOfAReadIsItsCallersWhoeverReads() throws IOException {
        for (int i = 0; i < 3; i++) {
            try {
                timeless.run(() -> {
                    throw new IOException("full");
                });
                assertThat(i).isNegative();
            } catch (IOException e) {
                assertThat(e).hasMessage("full");
            }
        }
        assertThat(log.lines).isEmpty();
    }

    @Test
    void interruptedCallerGetsHisEntryAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        Blob found = timeless.run(() -> BLOB);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found).isSameAs(BLOB);
    }

    @Test
    void slowReadThatEndsMakesTheNextOneAHandedOverOne() throws IOException {
        threadOfARead(timeless);
        timeless.run(this::late);

        assertThat(threadOfARead(timeless)).isNotSameAs(Thread.currentThread());
        assertThat(log.lines).as("it may have been a collection").isEmpty();
    }

    private Thread threadOfARead() throws IOException {
        return threadOfARead(reads);
    }

    private static Thread threadOfARead(BoundedReads reads) throws IOException {
        AtomicReference<Thread> reader = new AtomicReference<>();
        Blob found = reads.run(() -> {
            reader.set(Thread.currentThread());
            return BLOB;
        });
        assertThat(found).isSameAs(BLOB);
        return reader.get();
    }

    private Blob hang() {
        boolean interrupted = false;
        while (true) {
            try {
                answer.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return BLOB;
    }

    private Blob late() {
        advance(BUDGET.plusMillis(1));
        return BLOB;
    }

    /** Returns a caller who hangs in a read on his own thread. */
    private Thread callHanging() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Thread> reader = new AtomicReference<>();
        Thread caller = call(() -> {
            reader.set(Thread.currentThread());
            begun.countDown();
            return hang();
        });
        begun.await();
        assertThat(reader).hasValue(caller);
        return caller;
    }

    private Thread call(BoundedReads.Read read) {
        Thread caller = new Thread(() -> {
            try {
                reads.run(read);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        callers.add(caller);
        caller.start();
        return caller;
    }

    private void awaitLines(int lines) {
        while (log.lines.size() < lines) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }
    }

    private void advance(Duration duration) {
        ahead.addAndGet(duration.toNanos());
    }
}
