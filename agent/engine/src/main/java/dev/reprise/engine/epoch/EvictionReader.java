package dev.reprise.engine.epoch;

import java.util.List;

/** What reads an {@link EvictionLog}. Thread-safe. */
public interface EvictionReader {

    /** Returns whether more is remembered than should be: a log is written anew then, before anything is added to it. */
    boolean isFull();

    /**
     * Returns what a log is to hold that is written anew, or if there is none. Where too much was evicted to remember all of
     * it, it begins with another number than before and holds less, or says so of groups of keys; what is known here changes
     * only when it is read.
     */
    Summary summary();

    /**
     * What a log holds.
     *
     * @param generation the random number that it begins with
     * @param evictions in the order in which they are to be read
     */
    record Summary(long generation, List<Eviction> evictions) {}

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
}
