package dev.reprise.engine.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer that comes in parts. Never throws. Once it is complete or abandoned, it does nothing any more; an
 * answer that is neither is not kept.
 */
public interface Parts {

    /** Takes a part that is about to be handed to the caller, who cannot have changed it yet. */
    void next(@Nullable Object part);

    /** Whoever pulls the answer asks for more of it, on this thread, and waits for that until {@link #pulled}. */
    default void pulling() {}

    /** Whoever pulls the answer has what he asked for. What he does with it is his own affair. */
    default void pulled() {}

    /** The last part has been taken. */
    void complete();

    /**
     * Not all parts will be taken.
     *
     * @param reason why, for people, who can change it
     */
    void abandon(String reason);

    /**
     * Not all parts will be taken, as it happens: a caller has enough, or a provider fails.
     *
     * @param reason why, for people
     */
    default void breakOff(String reason) {
        abandon(reason);
    }

    /**
     * The answer is going to break off, or is to be taken back, because of a failure.
     *
     * @param failure what it is
     */
    default void failing(Throwable failure) {}

    /**
     * To get a part failed, or to take it; the caller may go on with the next one. What the failure says may be a piece of an
     * answer, and is not said.
     */
    default void failed(@Nullable Object failure) {
        if (failure instanceof Throwable thrown) {
            failing(thrown);
        }
        breakOff(failure(failure));
    }

    /** Returns whether {@link #instead} may have something. */
    default boolean forgives() {
        return false;
    }

    /**
     * Returns what answers the call in place of a failure that came before the first part.
     *
     * @return the parts, as they are to be handed out; null if nothing answers it
     */
    default @Nullable List<?> instead(Throwable thrown) {
        return null;
    }

    /** Returns what is said of a failure. */
    static String failure(@Nullable Object failure) {
        return failure == null
                ? "it failed"
                : "it failed with a " + failure.getClass().getName();
    }

    /** The caller wants no more; nobody failed. */
    default void cancelled() {
        breakOff("it was cancelled before its end");
    }

    /** The caller has closed what the parts come from; another thread of his may still be pulling. */
    default void closed() {
        left("it was closed before its end");
    }

    /**
     * The caller wants no more of what he pulls.
     *
     * @param reason why, for people
     */
    default void left(String reason) {
        breakOff(reason);
    }

    /**
     * What was complete turned out not to be: it is not kept any more. Does nothing unless it was.
     *
     * @param reason why, for people, who can change it
     */
    default void withdraw(String reason) {}

    /**
     * Withdraws, as above, what broke off at its very end.
     *
     * @param reason why, for people
     */
    default void withdrawBroken(String reason) {
        withdraw(reason);
    }
}
