package dev.reprise.engine.callback;

import org.jspecify.annotations.Nullable;

/** Stands for the argument of one call that gets its answer: hands everything on to it, and records it before. Thread-safe. */
public interface RecordedArgument {

    /** Returns what the body gets in the argument's place. */
    Object callback();

    /** Returns whether nothing more comes before code of the service that is at work in the argument has done, if ever. */
    default boolean isBusy() {
        return false;
    }

    /** Takes the end of the body, which threw. */
    void bodyThrew(Throwable thrown);

    /**
     * Takes the end of the body.
     *
     * @param result what an entry holds of what it returned; null if it returned nothing
     */
    void bodyEnded(@Nullable Object result);

    /**
     * Returns what the caller gets for what the body returned, after its end was taken.
     *
     * @param result what the body returned; null if it returned nothing
     */
    default @Nullable Object handed(@Nullable Object result) {
        return result;
    }

    /**
     * Returns whether something else may answer the call, whose body threw: nothing was handed on so far. Then nothing is from here
     * on either, unless that comes to nothing.
     */
    default boolean replace() {
        return false;
    }

    /** Nothing answers the call after all: what comes from here on is handed on. */
    default void notReplaced() {}

    /**
     * Keeps nothing of the call.
     *
     * @param reason why, for people
     */
    void abandon(String reason);
}
