package dev.reprise.gate;

import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * The one class that woven methods know. The build renames it to {@code java.lang.RepriseGate}, because {@code java.*}
 * is all that every class loader delegates; under this name it serves tests that run without an agent.
 *
 * <p>Safe for use by any number of threads.
 */
public abstract class RepriseGate {

    /** Whether woven methods ask at all; while it is false they cost one read. */
    public static volatile boolean open;

    /**
     * Whether methods that make entries stale ask, which have to be heard also while {@link #open} is false: their calls may end
     * when it is true again.
     */
    public static volatile boolean listening;

    /** What OpenJDK runs last of all: it knows ten, and has used three for as long as there are ten. */
    private static final int LAST = 9;

    private static volatile RepriseGate gate;

    /** Creates a gate that is not yet installed. */
    protected RepriseGate() {}

    /**
     * Installs the gate that answers from now on.
     *
     * @param installed the gate, or null to answer nothing
     */
    public static void install(RepriseGate installed) {
        gate = installed;
        open = installed != null;
        listening = installed != null;
    }

    /**
     * Asks whether a call that begins can be answered. Never throws.
     *
     * @param owner the class that declares the woven method
     * @param index the number of the woven method within its class
     * @param plan what the weaver wants to be told about the method at its first call
     * @param receiver the receiver, or null if the method is static
     * @param arguments the arguments, boxed
     * @return null if the body shall run and its end is of no interest; an {@link
     *     java.util.concurrent.atomic.AtomicReference} with the answer if the body shall be skipped, or a {@link
     *     Throwable} if it shall be skipped and that be thrown; otherwise a token for {@link #exit}, which is a {@link
     *     UnaryOperator} if the body gets other arguments than the caller gave: by itself it makes of what the body returned
     *     what the caller gets, or fails or returns itself if that cannot be made of it; then it is a {@link Callable}, too,
     *     which makes the call that the caller made
     */
    public static Object enter(Class<?> owner, int index, String plan, Object receiver, Object[] arguments) {
        try {
            RepriseGate current = gate;
            return current == null ? null : current.entered(owner, index, plan, receiver, arguments);
        } catch (Throwable failure) {
            return null;
        }
    }

    /**
     * Tells how a call ended that got a token on entry. Never throws.
     *
     * @param token what {@link #enter} returned; nothing happens if it is null
     * @param result what the body returned, boxed, or null
     * @param thrown what the body threw, or null
     * @return what the caller gets: the result, or an object that stands for it and hands over the same later; a
     *     primitive result is what it is whatever this returns. The token itself if there is nothing to give to the caller,
     *     because the body got other arguments than he gave: see {@link #again}. If the body threw, an {@link
     *     java.util.concurrent.atomic.AtomicReference} with what answers the call in its place, or, where answers are replayed, a
     *     {@link Callable} that makes it; anything else if nothing does
     */
    public static Object exit(Object token, Object result, Throwable thrown) {
        // Small, so that the call of a method that got no token vanishes when it is compiled, with the boxing of its
        // result.
        return token == null ? result : leave(token, result, thrown);
    }

    private static Object leave(Object token, Object result, Throwable thrown) {
        try {
            RepriseGate current = gate;
            if (current != null) {
                return current.exited(token, result, thrown);
            }
        } catch (Throwable failure) {
            // The caller has its result; whatever went wrong here is not his.
        }
        return token instanceof UnaryOperator ? whole((UnaryOperator) token, result) : result;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Object whole(UnaryOperator token, Object result) {
        try {
            return token.apply(result);
        } catch (Throwable failure) {
            return token instanceof Callable ? token : null; // What there is answers another question.
        }
    }

    /**
     * Makes a call as its caller made it, if nothing can be made for him of what its body returned to other arguments.
     *
     * @param handed what {@link #exit} returned
     * @param token what {@link #enter} returned
     * @return what the caller gets
     * @throws Throwable what the call throws
     */
    public static Object again(Object handed, Object token) throws Throwable {
        return handed == token && token instanceof Callable ? ((Callable<?>) token).call() : handed;
    }

    /**
     * Brings a wish of the host's own code to the agent, as {@code dev.reprise.api.Reprise} puts it. Never throws.
     *
     * @param wish what is wished
     * @param argument what goes with it, or null
     * @return the agent's answer; null if there is no agent, if it does not know the wish, or if it failed
     */
    public static Object wish(String wish, Object argument) {
        try {
            RepriseGate current = gate;
            return current == null ? null : current.wished(wish, argument);
        } catch (Throwable failure) {
            return null;
        }
    }

    /**
     * Has something run when the JVM ends, when all hooks of the host are over, which may use woven methods until then.
     *
     * @param last run on the thread that ends the JVM, which waits for it
     * @return false if this JVM cannot do so, or ends already
     */
    public static boolean runLast(Runnable last) {
        try {
            Shutdown.add(LAST, false, last);
            return true;
        } catch (Throwable failure) {
            return false;
        }
    }

    /**
     * Answers {@link #enter}.
     *
     * @param owner the class that declares the woven method
     * @param index the number of the woven method within its class
     * @param plan what the weaver wants to be told about the method at its first call
     * @param receiver the receiver, or null if the method is static
     * @param arguments the arguments, boxed
     * @return see {@link #enter}
     * @throws Throwable if anything fails; the body then runs
     */
    protected abstract Object entered(Class<?> owner, int index, String plan, Object receiver, Object[] arguments)
            throws Throwable;

    /**
     * Answers {@link #exit}.
     *
     * @param token what {@link #entered} returned
     * @param result what the body returned, boxed, or null
     * @param thrown what the body threw, or null
     * @return what the caller gets
     * @throws Throwable if anything fails
     */
    protected abstract Object exited(Object token, Object result, Throwable thrown) throws Throwable;

    /**
     * Answers {@link #wish}.
     *
     * @param wish what is wished
     * @param argument what goes with it, or null
     * @return the answer, or null
     * @throws Throwable if anything fails
     */
    protected Object wished(String wish, Object argument) throws Throwable {
        return null;
    }
}
