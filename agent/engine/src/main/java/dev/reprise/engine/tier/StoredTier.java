package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

    /**
     * Returns those of several entries that there are, each under its key; nothing of one that {@link #get} would not return.
     *
     * @param patience how long the caller waits for all of them
     */
    default Map<CacheKey, Blob> getAll(ScopeSettings scope, Collection<CacheKey> keys, Patience patience) {
        Map<CacheKey, Blob> found = new HashMap<>();
        for (CacheKey key : keys) {
            Blob blob = get(scope, key, patience);
            if (blob != null) {
                found.put(key, blob);
            }
        }
        return found;
    }

    /**
     * Begins to learn what others evict who share the tier. To be called before a nearer one is asked, which would answer with
     * what they have evicted.
     *
     * @param patience how long the caller waits, the first time, for what is known there
     */
    default void learn(Patience patience) {}

    /** Writes an entry in place of the one under its key, if it can. Slow: not for the caller's thread. */
    void put(ScopeSettings scope, CacheKey key, Blob blob);

    /**
     * Lets an entry, if there is one, be served until another time. It is read and written anew, because its seal covers the
     * time. Slow: not for the caller's thread.
     */
    default void extend(ScopeSettings scope, CacheKey key, long expiresAtMillis) {
        Blob blob = get(scope, key, new Patience());
        if (blob != null && blob.expiresAtMillis() != expiresAtMillis) {
            put(scope, key, blob.until(expiresAtMillis));
        }
    }

    /**
     * Removes an entry. Slow where the tier is {@linkplain #isRemote() on another machine}: not for the caller's thread then.
     *
     * @return false if it may still be there
     */
    boolean remove(ScopeSettings scope, CacheKey key);

    /** Returns whether an entry that could not be removed is not read from here, and is removed before anything is written. */
    default boolean owesRemoval(ScopeSettings scope, CacheKey key) {
        return false;
    }

    /** Returns whether it takes a network to reach it. */
    default boolean isRemote() {
        return false;
    }
}
