package dev.reprise.engine.shape;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes what a real call answered. Told once, by one of its methods; never throws. */
public interface Recording {

    /** Stands for an answer where there is none to the question of the caller: {@link Recording#again} asks it. */
    Object NONE = new Object();

    /**
     * The call has ended; the caller does not have its answer yet, so that he cannot have changed it.
     *
     * @param answer what an entry would hold; null if it is null or there is none
     * @param thrown what the call ended with instead; null if there is an answer
     * @return the answer that the caller gets: the given one, unless {@link #isReplacing}; then it may be {@link #NONE}
     */
    @Nullable
    Object ended(@Nullable Object answer, @Nullable Throwable thrown);

    /** Returns whether the caller must not get the real answer but what {@link #ended} makes of it. */
    default boolean isReplacing() {
        return false;
    }

    /**
     * Makes the call as its caller made it, after the real one was about something else and {@link #ended} could make nothing of
     * its answer. To be called where host code may run.
     *
     * @return what the method returned
     * @throws Exception what it threw
     */
    default @Nullable Object again() throws Exception {
        throw new UnsupportedOperationException("the real call was the caller's own");
    }

    /** Returns whether {@link #instead} may have something. */
    default boolean isForgiving() {
        return false;
    }

    /**
     * Returns what answers the call in place of what it ended with, which was told.
     *
     * @param thrown what it ended with
     * @param shape how the answer is handed over
     * @return the answer; null if nothing answers it
     */
    default @Nullable Object instead(Throwable thrown, Shape shape) {
        return null;
    }

    /** Returns what takes the answer in parts, instead of {@link #ended}. */
    Parts parts();

    /** Returns whether an entry can hold this as a value. Takes nothing yet. */
    default boolean isValue(Object answer) {
        return true;
    }

    /** Returns the call. */
    default Call call() {
        return Call.UNKNOWN;
    }

    /** Returns how many bytes an entry can take. */
    default long maxBytes() {
        return Long.MAX_VALUE;
    }

    /** Says how to find out whether nothing is done for the answer until somebody asks for it. */
    default void asleepIf(BooleanSupplier condition) {}

    /** Says that nobody will be told when the answer is there; who waits for it may ask. */
    default void silent(Silent answer) {}

    /** Nobody wants the answer any more but those who wait for that of an equal call; whether it comes is told, if it can come. */
    default void abandoned() {}

    /**
     * The answer cannot be recorded.
     *
     * @param reason why, for people, who can change it
     */
    void refused(String reason);

    /**
     * There is no answer to record, as it happens: a provider fails.
     *
     * @param reason why, for people
     */
    default void brokeOff(String reason) {
        refused(reason);
    }
}
