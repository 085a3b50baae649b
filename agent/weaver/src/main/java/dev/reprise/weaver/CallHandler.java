package dev.reprise.weaver;

import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of woven methods: the engine behind the gate. It must be safe for use by any number of threads.
 * Whatever it throws ends as a bypass.
 *
 * <p>A woven method that is called while the handler works on the same thread is not brought to it.
 */
public interface CallHandler {

    /**
     * Called before the body of a woven method.
     *
     * @param method the method
     * @param receiver the receiver, or null if the method is static
     * @param arguments the arguments, boxed; the array is the handler's to keep, its elements are the caller's. In
     *     the place of an argument that may be replaced, such as the callback of the method's rule, the body gets what is
     *     put there.
     * @return null if the body shall run and its end is of no interest; an {@link
     *     java.util.concurrent.atomic.AtomicReference} with the answer, boxed, if the body shall be skipped, or, if the
     *     rule has a callback, a {@link java.util.concurrent.Callable} that hands it over, called when the handler is left; if
     *     the rule has none, a {@link Throwable} that the caller gets instead of an answer; otherwise a token for {@link #exited}, which must be a {@link java.util.function.UnaryOperator} if it does not suffice that
     *     the caller gets what the body returned: that makes of it what he gets when the handler cannot be asked, or returns itself if
     *     it cannot
     * @throws Exception if anything fails; the body then runs
     */
    @Nullable
    Object entered(WovenMethod method, @Nullable Object receiver, @Nullable Object[] arguments) throws Exception;

    /**
     * As above.
     *
     * @param noted at index 1, the handler may leave a number about the call, which it gets with the wish {@code outcome}
     */
    default @Nullable Object entered(
            WovenMethod method, @Nullable Object receiver, @Nullable Object[] arguments, int[] noted) throws Exception {
        return entered(method, receiver, arguments);
    }

    /**
     * Called after the body of a woven method.
     *
     * @param token what {@link #entered} returned
     * @param result what the body returned, boxed, or null
     * @param thrown what the body threw, or null
     * @return what the caller gets: the result, or an object that stands for it and hands over the same later, or, where the
     *     body got other arguments, what answers his own; the token itself, if it is a {@link java.util.concurrent.Callable}, where
     *     nothing can be made of the result: then it is called when the handler is left, and makes the call of the caller. If
     *     the body threw, an {@link java.util.concurrent.atomic.AtomicReference} with what answers the call in its place, boxed,
     *     or anything else if nothing does
     * @throws Exception if anything fails; the caller gets the body's outcome all the same
     */
    @Nullable
    Object exited(Object token, @Nullable Object result, @Nullable Throwable thrown) throws Exception;

    /**
     * As above.
     *
     * @param noted as above
     */
    default @Nullable Object exited(Object token, @Nullable Object result, @Nullable Throwable thrown, int[] noted)
            throws Exception {
        return exited(token, result, thrown);
    }

    /**
     * Called when something has been thrown out of the handler, or on the way to it.
     *
     * @param failure what it was
     */
    default void failed(Throwable failure) {}

    /**
     * Called when code of the host wishes something of the agent.
     *
     * @param wish what is wished
     * @param argument what goes with it, or null
     * @return the answer; null if the wish is not known
     * @throws Exception if anything fails; the host is told nothing
     */
    default @Nullable Object wished(String wish, @Nullable Object argument) throws Exception {
        return null;
    }
}
