package dev.reprise.engine;

import dev.reprise.engine.thread.DaemonThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the CPU time of a thread. The JDK's part that knows it takes tens of milliseconds to load, so that this is left to a
 * thread of its own, and not begun before some calls have been made: a program that ends at once pays nothing. Thread-safe.
 */
final class CpuClock {

    /** Where nobody knows: before the JDK's part is there, where it is switched off, and on virtual threads. */
    static final long UNKNOWN = -1;

    /** So many calls are made without it. */
    static final int BEFORE = 16;

    private final Supplier<@Nullable LongSupplier> source;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable LongSupplier threads;

    CpuClock() {
        this(ThreadCpuTime::ofThisJvm);
    }

    /**
     * @param source finds what tells the CPU time of the current thread in nanoseconds, below zero if it is not known; null if
     *     there is no such thing
     */
    CpuClock(Supplier<@Nullable LongSupplier> source) {
        this.source = source;
    }

    /** Returns the CPU time of this thread at the begin of something, in nanoseconds. */
    long begin() {
        LongSupplier found = threads;
        if (found != null) {
            return found.getAsLong();
        }
        if (asked.get() < BEFORE && asked.incrementAndGet() == BEFORE) {
            DaemonThread.of("reprise-cpu-clock", this::load).start();
        }
        return UNKNOWN;
    }

    /**
     * Returns the CPU time that has passed on this thread; zero if it is not known.
     *
     * @param began what {@link #begin} has returned on it
     */
    long since(long began) {
        LongSupplier found = threads;
        return found == null || began < 0 ? 0 : Math.max(0, found.getAsLong() - began);
    }

    private void load() {
        try {
            threads = source.get();
        } catch (RuntimeException | LinkageError absent) {
            // A JDK without its management module, say: then nothing is known of CPU time.
        }
    }
}
