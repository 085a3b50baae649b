package dev.reprise.engine.shape;

import org.jspecify.annotations.Nullable;

/** What the caller has of a call that waits for the answer of an equal one. Thread-safe. */
public interface Promise {

    /** Returns what the caller gets. */
    Object handed();

    /** Returns whether its holder has made the end himself. */
    boolean isDone();

    /**
     * Takes what an entry would have answered.
     *
     * @param replayed what {@link Shape#replay} of the method's shape returned
     */
    void answer(Object replayed);

    /** Takes what the call itself failed with. */
    void fail(Throwable thrown);

    /**
     * Completes as that of the call itself does.
     *
     * @param real what the method returned
     */
    void become(@Nullable Object real);
}
