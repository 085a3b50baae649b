package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
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

    /** As an error leaves them that comes in the middle of the additions. */
    @Test
    void cellsThatNobodyGivesBackHoldUpNobody() throws Exception {
        tally.add(1, 2, 3);
        AtomicReferenceArray<?> cells = takeAll();

        tally.add(10, 20, 30);
        tally.add(100, 200, 300);

        assertThat(tally.sum()).isEqualTo(new Tally.Sum(111, 222, 333));
        assertThat(IntStream.range(0, cells.length()).filter(i -> ((AtomicInteger) cells.get(i)).get() == 0))
                .as("of use again")
                .hasSize(1);
    }

    private AtomicReferenceArray<?> takeAll() throws ReflectiveOperationException {
        Method cell = Tally.class.getDeclaredMethod("cell", int.class);
        cell.setAccessible(true);
        Field field = Tally.class.getDeclaredField("cells");
        field.setAccessible(true);
        AtomicReferenceArray<?> cells = (AtomicReferenceArray<?>) field.get(tally);
        for (int i = 0; i < cells.length(); i++) {
            ((AtomicInteger) cell.invoke(tally, i)).set(1);
        }
        return cells;
    }
}
