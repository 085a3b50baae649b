package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a method of a library does to its arguments beside answering, known so well that an entry can do the same. Holds
 * classes of the host, like the method that it belongs to. Safe for use by any number of threads.
 */
interface Effect {

    /** Returns the effect of a method, or null if none is known. */
    static @Nullable Effect of(Method method, Uploads uploads) {
        Effect history = OllamaHistory.of(method);
        return history == null ? ReadUploads.of(method, uploads) : history;
    }

    /** Returns the type of what an entry holds of an answer, or null if it holds it as it is. */
    @Nullable
    Class<?> held();

    /** Returns what has to be known of the arguments as they were when the call began. */
    Object before(@Nullable Object[] arguments) throws Uncacheable;

    /**
     * Returns the arguments of a call that has ended as they were when it began, as far as this effect changed them. Those
     * of the caller stay as they are.
     */
    @Nullable
    Object[] undone(Inputs inputs) throws Uncacheable;

    /** Returns the identities of streams in the arguments that the call has read, as it should. */
    default Set<Object> spent(Inputs inputs) {
        return Set.of();
    }

    /**
     * Takes the end of a call, whether it is kept or not. May be told more than once.
     *
     * @param over whether nothing of it can be under way any more: a cancelled call may go on for a while
     */
    default void ended(Inputs inputs, boolean over) {}

    /**
     * Returns what an entry holds of an answer.
     *
     * @throws Uncacheable if the call did not have just this effect
     */
    Object taken(Object answer, Inputs inputs) throws Uncacheable;

    /**
     * Does to the arguments what the call would have done, all of it or nothing.
     *
     * @param held what an entry held
     * @return the answer
     * @throws Uncacheable if the arguments do not take it, and nothing was done
     */
    Object repeat(Object held, @Nullable Object[] arguments) throws Uncacheable;

    /**
     * Does the same, as far as it is left to do, to the arguments of a call that has failed and changed nothing else of them.
     *
     * @param held what an entry held
     * @return the answer
     * @throws Uncacheable if that cannot be told of them, or they do not take it, and nothing was done
     */
    default Object repeatFailed(Object held, Inputs inputs) throws Uncacheable {
        return repeat(held, inputs.arguments());
    }

    /**
     * Returns whether a call that has failed did to its arguments what {@link #done} does; otherwise it did not begin to.
     *
     * @throws Uncacheable if it did a part of that, or it cannot be told
     */
    default boolean isDone(Inputs inputs) throws Uncacheable {
        return false;
    }

    /**
     * Does to the arguments what a call did of which {@link #isDone} is true.
     *
     * @throws Uncacheable if they do not take it, and nothing was done
     */
    default void fail(@Nullable Object[] arguments) throws Uncacheable {
        done(arguments);
    }

    /** Does to the arguments what cannot be taken back, once there is all that the caller gets. */
    default void done(@Nullable Object[] arguments) throws Uncacheable {}
}
