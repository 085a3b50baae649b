package dev.reprise.engine;

import dev.reprise.engine.Lookup.Hit;
import org.jspecify.annotations.Nullable;

/**
 * What an entry outside of memory holds, and where it was found. What memory holds is handed over as it is, so that a hit
 * there allocates no more than the hit itself.
 *
 * @param value the caller's own, never one of these
 * @param source the tier
 */
record Found(Object value, Source source) {

    /** Returns what was found, whoever handed it over. */
    static Object value(Object found) {
        return found instanceof Found stored ? stored.value : found;
    }

    /** Returns where it was found; of nothing, the nearest place. */
    static Source source(@Nullable Object found) {
        return found instanceof Found stored ? stored.source : Source.MEMORY;
    }

    /** Returns the hit that it is. */
    static Hit hit(Object found) {
        return found instanceof Found stored ? Hit.of(stored.value, stored.source) : new Hit(found);
    }
}
