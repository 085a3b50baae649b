package dev.reprise.engine.epoch;

import java.util.List;

/** Where the processes that share a home write evictions down for each other. Thread-safe; throws no exception. */
public interface EvictionLog {

    /**
     * Brings to its reader what was written since the last time.
     *
     * @return false if nobody knows what is in it
     */
    boolean read();

    /**
     * Writes evictions down, after what others have written, and brings all of it to its reader.
     *
     * @return false if the other processes do not learn of them
     */
    boolean append(List<Eviction> evictions);

    /** Lets go of what was written, and with it of everything that is kept beside it. */
    void discard();
}
