package dev.reprise.engine.shape;

import dev.reprise.engine.thread.ReplayThreads;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Parts of an entry that are not handed out at once: whoever goes through them waits for each until it is due, as he would
 * wait for the real one. Counted from the first that is asked for, so that whoever is slow himself waits no longer for that.
 */
public final class PacedParts extends AbstractList<Object> {

    private final List<?> parts;
    private final long[] due;
    private final LongSupplier nanoClock;
    private final LongConsumer pause;
    private final ReplayThreads threads;

    /**
     * @param parts the parts
     * @param due when each is due after the beginning, in nanoseconds, never falling
     * @param nanoClock a monotonic clock in nanoseconds
     * @param pause lets a thread wait for about so many nanoseconds, less if it is interrupted
     * @param threads for those who must not be made to wait
     */
    public PacedParts(List<?> parts, long[] due, LongSupplier nanoClock, LongConsumer pause, ReplayThreads threads) {
        this.parts = parts;
        this.due = due;
        this.nanoClock = nanoClock;
        this.pause = pause;
        this.threads = threads;
    }

    /** Returns the parts alone. */
    public List<?> parts() {
        return parts;
    }

    @Override
    public Object get(int index) {
        return parts.get(index);
    }

    @Override
    public int size() {
        return parts.size();
    }

    /** Returns the parts in their order; {@code hasNext} waits for none, {@code next} until one is due. */
    @Override
    public Iterator<Object> iterator() {
        return new Waiting();
    }

    /** Returns what tells whoever waits in a way of his own how long that is. */
    public Waits waits() {
        return new Waits();
    }

    /** Tells how long a part is to be waited for, from when the first was asked for. Not thread-safe. */
    public final class Waits {

        private boolean begun;
        private long start;

        private Waits() {}

        /** Returns how many nanoseconds are left; none if it is not positive. */
        public long left(int index) {
            if (!begun) {
                begun = true;
                start = nanoClock.getAsLong();
            }
            return due[index] - (nanoClock.getAsLong() - start);
        }
    }

    /**
     * Lets another thread wait.
     *
     * @return false if there is none to spare
     */
    boolean elsewhere(Runnable work) {
        return threads.start(work);
    }

    private final class Waiting implements Iterator<Object> {

        private final Waits waits = new Waits();
        private int next;

        @Override
        public boolean hasNext() {
            return next < parts.size();
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            long wait = waits.left(next);
            while (wait > 0 && !Thread.currentThread().isInterrupted()) {
                pause.accept(wait);
                wait = waits.left(next);
            }
            return parts.get(next++);
        }
    }
}
