package dev.reprise.api;

import java.lang.reflect.Method;

/**
 * What code can ask of the agent. Without the agent every method does what it would do with the agent switched off.
 *
 * <p>Safe for use by any number of threads; each method is about the calls of the thread that it is called on.
 */
public final class Reprise {

    private static final String NO_AGENT =
            "no cached method has been called yet, or the JVM runs without -javaagent:reprise-agent.jar";

    private Reprise() {}

    /**
     * Runs some code and explains each call of a cached method that it makes on this thread: what is in the call's key,
     * with secrets masked, what is left out of it, and how the call ended (hit, miss, or bypass with the reason). The
     * calls are real: a miss asks the provider and is stored.
     *
     * @param calls the code to run
     * @return a tree for each call, as text for people, and what the code threw, if it did; without calls or agent a line
     *     that says so
     */
    public static String explain(Calls calls) {
        boolean begun = wish("explain") != null;
        String thrown = "";
        Object explained = null;
        try {
            calls.run();
        } catch (Exception failure) {
            thrown = "the code threw " + failure;
        } finally {
            explained = begun ? wish("explained") : null;
        }
        String text = begun ? String.valueOf(explained) : NO_AGENT;
        if (text.isEmpty()) {
            text = "no call of a cached method was made on this thread";
        }
        return thrown.isEmpty() ? text : text + "\n" + thrown;
    }

    /** Code that calls cached methods. */
    @FunctionalInterface
    public interface Calls {

        /**
         * Makes the calls.
         *
         * @throws Exception as the calls do
         */
        void run() throws Exception;
    }

    /** Returns the agent's answer; null without an agent. */
    private static Object wish(String wish) {
        try {
            Class<?> gate = Class.forName("java.lang.RepriseGate", /* initialize= */ false, /* loader= */ null);
            Method method = gate.getMethod("wish", String.class, Object.class);
            return method.invoke(null, wish, null);
        } catch (ReflectiveOperationException | LinkageError noAgent) {
            return null;
        }
    }
}
