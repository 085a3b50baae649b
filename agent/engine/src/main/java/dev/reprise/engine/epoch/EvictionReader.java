package dev.reprise.engine.epoch;

import java.util.List;

/** What reads an {@link EvictionLog}. Thread-safe. */
public interface EvictionReader {

    /**
     * Returns the number that a log is to begin with that is written anew, or if there is none. Where too much was evicted to
     * remember all of it, it is another one than before, and {@link #current} less.
     */
    long proposedGeneration();

    /**
     * Takes what is in a log.
     *
     * @param generation the random number that the log begins with
     * @param isAll whether it is all that is in the log, in place of what was read before
     * @param evictions in the order in which they were written
     */
    void take(long generation, boolean isAll, List<Eviction> evictions);

    /** The log is gone, and what was kept under its numbers with it. */
    void lost();

    /** Returns what stands for all that was read. */
    List<Eviction> current();
}
