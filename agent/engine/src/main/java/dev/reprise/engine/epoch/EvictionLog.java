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

    /**
     * As above, in a log of its own: what was written before is gone, and with it everything that was kept beside it.
     *
     * @return false if that is there still, or the other processes do not learn of the evictions
     */
    boolean appendAnew(List<Eviction> evictions);
}
