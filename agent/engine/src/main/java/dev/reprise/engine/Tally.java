package dev.reprise.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Adds up three numbers that come together, each time by one access that threads have to agree on; an adder for each would take
 * three. Threads mostly have cells of their own, so that they do not wait for each other. Safe for use by any number of
 * threads.
 */
final class Tally {

    /** A power of two. */
    private static final int CELLS =
            Integer.highestOneBit(Math.min(32, Runtime.getRuntime().availableProcessors())) * 2;

    /** So often nobody has to look for a cell, unless all were left taken, by an error in the middle of the additions. */
    private static final int PATIENCE = 1 << 22;

    private final AtomicReferenceArray<@Nullable Cell> cells = new AtomicReferenceArray<>(CELLS);

    /** Some sums. Whoever holds its number may change them; the rest keeps those of other threads on other cache lines. */
    @SuppressWarnings({"serial", "unused"})
    private static final class Cell extends AtomicInteger {

        private long count;
        private long nanos;
        private long cpuNanos;
        private long apart1;
        private long apart2;
        private long apart3;
        private long apart4;
        private long apart5;
        private long apart6;
        private long apart7;

        private boolean isTaken() {
            return compareAndSet(0, 1);
        }

        private void giveBack() {
            setRelease(0);
        }
    }

    /**
     * What came together.
     *
     * @param count how often
     * @param nanos time
     * @param cpuNanos CPU time
     */
    record Sum(long count, long nanos, long cpuNanos) {}

    void add(long count, long nanos, long cpuNanos) {
        Cell cell = taken(System.identityHashCode(Thread.currentThread()));
        cell.count += count;
        cell.nanos += nanos;
        cell.cpuNanos += cpuNanos;
        cell.giveBack();
    }

    /** Nobody holds a cell for more than some additions; if the system takes the processor from him meanwhile, another will do. */
    private Cell taken(int hash) {
        int at = (hash ^ (hash >>> 15)) & (CELLS - 1);
        Cell cell = cell(at);
        for (int i = 1; !cell.isTaken(); i++) {
            if (i == PATIENCE) {
                return inPlaceOf(cell, (at + i - 1) & (CELLS - 1));
            }
            Thread.onSpinWait();
            cell = cell((at + i) & (CELLS - 1));
        }
        return cell;
    }

    /** Returns a cell that goes on where a lost one stands, so that nobody waits for that again. */
    private Cell inPlaceOf(Cell lost, int at) {
        Cell made = new Cell();
        made.setPlain(1);
        made.count = lost.count;
        made.nanos = lost.nanos;
        made.cpuNanos = lost.cpuNanos;
        cells.compareAndExchange(at, lost, made); // If another was faster, what this thread counts is lost.
        return made;
    }

    private Cell cell(int at) {
        Cell cell = cells.getAcquire(at);
        return cell == null ? made(at) : cell;
    }

    private Cell made(int at) {
        Cell made = new Cell();
        Cell before = cells.compareAndExchange(at, null, made);
        return before == null ? made : before;
    }

    /** Returns the sums, which may miss the newest. */
    Sum sum() {
        long count = 0;
        long nanos = 0;
        long cpuNanos = 0;
        for (int i = 0; i < CELLS; i++) {
            Cell cell = cells.getAcquire(i);
            if (cell != null) {
                cell.getAcquire(); // What whoever gave it back last has added is seen.
                count += cell.count;
                nanos += cell.nanos;
                cpuNanos += cell.cpuNanos;
            }
        }
        return new Sum(count, nanos, cpuNanos);
    }
}
