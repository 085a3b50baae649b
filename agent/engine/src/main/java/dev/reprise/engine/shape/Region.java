package dev.reprise.engine.shape;

import org.jspecify.annotations.Nullable;

/**
 * The code of a client while it makes an answer that is being recorded. A call of another client that it makes is a part
 * of that answer; a call that the service makes where it is called back is not. Thread-safe.
 */
public interface Region {

    /** Takes this thread into the region; returns where it was, for {@link #back}. */
    @Nullable
    Object enter();

    /** Takes this thread out of every region; returns where it was, for {@link #back}. */
    @Nullable
    Object leave();

    /**
     * Takes this thread back.
     *
     * @param before where it was
     */
    void back(@Nullable Object before);
}
