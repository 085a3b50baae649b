package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Answers are compared elsewhere, and not all of them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ComparisonsTest {

    private final Comparisons comparisons = new Comparisons(Runnable::run);
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @Test
    void whoeverBringsAnAnswerDoesNotWaitAndWhatIsTooMuchIsLeftOut() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        comparisons.later(
                () -> {
                    begun.countDown();
                    await(goesOn);
                },
                /* size= */ 1);
        begun.await();
        for (int i = 0; i < 300; i++) {
            int number = i;
            comparisons.later(() -> done.add(number), /* size= */ 1);
        }
        comparisons.flush(/* millis= */ 1);
        assertThat(done).isEmpty();
        goesOn.countDown();
        comparisons.flush(/* millis= */ 50_000);

        assertThat(done).hasSize(256).startsWith(0).endsWith(255);
    }

    @Test
    void whatHoldsTooMuchTogetherIsLeftOut() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        comparisons.later(
                () -> {
                    begun.countDown();
                    await(goesOn);
                },
                /* size= */ 1);
        begun.await();
        comparisons.later(() -> done.add(1), /* size= */ 5 << 20);
        comparisons.later(() -> done.add(2), /* size= */ 5 << 20);
        comparisons.later(() -> done.add(3), /* size= */ 1 << 20);
        goesOn.countDown();
        comparisons.flush(/* millis= */ 50_000);

        assertThat(done).containsExactly(1, 3);
    }

    @Test
    void anErrorIsNothingToTheNextOne() {
        comparisons.later(
                () -> {
                    throw new AssertionError("of the host's code");
                },
                /* size= */ 1);
        comparisons.flush(/* millis= */ 50_000);
        comparisons.later(() -> done.add(1), /* size= */ 1);
        comparisons.flush(/* millis= */ 50_000);

        assertThat(done).containsExactly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
