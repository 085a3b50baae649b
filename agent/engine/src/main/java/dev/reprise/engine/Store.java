package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.StoredTier;
import dev.reprise.engine.tier.WriteBehind;

/**
 * A tier that outlives this process, and the queue in which writes to it wait.
 *
 * @param source what is said of a hit in it
 * @param tier read on the caller's thread
 * @param writer writes later
 */
record Store(Source source, StoredTier tier, WriteBehind writer) {

    /** Removes an entry, behind the writes that are queued. */
    void remove(ScopeSettings scope, CacheKey key) {
        removing(() -> tier.remove(scope, key));
    }

    /** As above, by what removes it. */
    void removing(Runnable removal) {
        writer.submitRemoval(removal);
    }
}
