package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final int THREADS = 8;
    private static final int EACH = 50_000;

    private final Tally tally = new Tally();

    @Test
    void nothingIsLostOfWhatManyThreadsAddAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::addAll);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        long all = (long) THREADS * EACH;
        assertThat(tally.sum()).isEqualTo(new Tally.Sum(all, 2 * all, 3 * all));
    }

    private void addAll() {
        for (int i = 0; i < EACH; i++) {
            tally.add(1, 2, 3);
        }
    }

    @Test
    void sumIsZeroBeforeAnythingIsAdded() {
        assertThat(tally.sum()).isEqualTo(new Tally.Sum(0, 0, 0));
    }
}
