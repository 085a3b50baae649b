package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;

/** What the engine found for a call that begins. */
public sealed interface Lookup {

    /**
     * An entry answers the call; the body is skipped.
     *
     * @param value the answer, never null, of the method's return type, held by nobody else unless it is immutable
     */
    record Hit(Object value) implements Lookup {}

    /**
     * No entry answers the call: the body runs, and its end is told to {@link Engine#exit}.
     *
     * @param method the method called
     * @param key the call's key, computed before the body could change an argument
     * @param startNanos when the call began, on the engine's monotonic clock
     */
    record Miss(CachedMethod method, CacheKey key, long startNanos) implements Lookup {}

    /** The body runs, and its end is of no interest. Why is counted by reason at the method. */
    enum Bypass implements Lookup {
        /** The one bypass. */
        INSTANCE
    }
}
