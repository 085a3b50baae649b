package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import org.jspecify.annotations.Nullable;

/** Entries outside this process, which outlive it and are shared with others. Thread-safe; never throws an exception. */
public interface StoredTier {

    /**
     * Returns the entry under a key, or null if there is none, it has expired, or it cannot be read.
     *
     * @param patience how long the caller waits
     */
    @Nullable
    Blob get(ScopeSettings scope, CacheKey key, Patience patience);

    /** Writes an entry in place of the one under its key, if it can. Slow: not for the caller's thread. */
    void put(ScopeSettings scope, CacheKey key, Blob blob);

    /**
     * Removes an entry. Slow where the tier is {@linkplain #isRemote() on another machine}: not for the caller's thread then.
     *
     * @return false if it may still be there
     */
    boolean remove(ScopeSettings scope, CacheKey key);

    /** Returns whether it takes a network to reach it. */
    default boolean isRemote() {
        return false;
    }
}
