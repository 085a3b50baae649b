package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.EvictionLog;
import dev.reprise.engine.epoch.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class BoundedLogTest {

    private static final List<Eviction> EVICTIONS =
            List.of(Eviction.of(Eviction.Kind.SUBJECT, Subject.of("n", Subject.Kind.TAG, "t"), 1));

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Silent written = new Silent();
    private final RecordingLogger log = new RecordingLogger();
    private final EvictionLog bounded = new BoundedLog(
            written, new BoundedReads(Path.of("home"), Duration.ofSeconds(1), System::nanoTime, log), log);

    private final AtomicLong nanos = new AtomicLong();

    /** A disk that does not answer the first time: no real one can be made to in a test that everybody can run. */
    private final class Silent implements EvictionLog {

        final AtomicInteger appends = new AtomicInteger();
        private volatile Thread last = Thread.currentThread();

        @Override
        public boolean read() {
            takeLong();
            return true;
        }

        @Override
        public boolean append(List<Eviction> evictions) {
            last = Thread.currentThread();
            if (appends.incrementAndGet() == 1) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    answered.countDown();
                }
            }
            return true;
        }

        @Override
        public boolean appendAnew(List<Eviction> evictions) {
            return append(evictions);
        }
    }

    private void takeLong() {
        nanos.addAndGet(2_000_000);
    }

    @AfterEach
    void answer() {
        answer.countDown();
    }

    @Test
    void behindAnAppendThatHangsNoOtherIsBegun() throws Exception {
        assertThat(bounded.append(EVICTIONS)).isFalse();

        for (int i = 0; i < 100; i++) {
            assertThat(bounded.append(EVICTIONS)).isFalse();
        }

        assertThat(written.appends).hasValue(1);
        answer.countDown();
        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        written.last.join();
        assertThat(bounded.append(EVICTIONS)).isTrue();
        assertThat(written.appends).hasValue(2);
    }

    /** It is read before, at the same call. */
    @Test
    void readingItTakesNothingOfTheTimeThatTheFirstEntryHas() throws Exception {
        BoundedReads reads = new BoundedReads(Path.of("home"), Duration.ofMillis(1), nanos::get, log);
        BoundedReads.Read late = () -> {
            takeLong();
            return null;
        };

        assertThat(new BoundedLog(new Silent(), reads, log).read()).isTrue();
        reads.run(late);
        reads.run(late);
        assertThat(log.lines).as("the first one was not late").isEmpty();

        reads.run(late);
        assertThat(log.lines).as("two in a row").hasSize(1);
    }
}
