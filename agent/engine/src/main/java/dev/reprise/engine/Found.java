package dev.reprise.engine;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.worth.Worth;
import org.jspecify.annotations.Nullable;

/**
 * What an entry holds, with what else is known of it. What memory holds as it is, it holds as one of these, so that a hit
 * there allocates no more than the hit itself.
 *
 * @param value the caller's own, never one of these
 * @param source the tier
 * @param worth what the real call cost; null if nobody knows
 */
record Found(Object value, Source source, @Nullable Worth worth) {

    /** What one takes on a heap with compressed references. */
    static final int SIZE = 24;

    /** Returns what was found, whoever handed it over. */
    static Object value(Object found) {
        return found instanceof Found stored ? stored.value : found;
    }

    /** Returns where it was found; of nothing, the nearest place. */
    static Source source(@Nullable Object found) {
        return found instanceof Found stored ? stored.source : Source.MEMORY;
    }

    /** Returns what it is worth; null if nobody knows. */
    static @Nullable Worth worth(@Nullable Object found) {
        return found instanceof Found stored ? stored.worth : null;
    }

    /** Returns the hit that it is. */
    static Hit hit(Object found) {
        return new Hit(found);
    }
}
