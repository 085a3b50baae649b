package dev.reprise.api;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What code can ask of the agent. Without the agent every method does what it would do with the agent switched off.
 *
 * <p>Safe for use by any number of threads; each method is about the calls of the thread that it is called on.
 */
public final class Reprise {

    private static final String AGENT = "dev.reprise.bootstrap.Premain";

    private static final AtomicReference<Method> GATE = new AtomicReference<>();

    private Reprise() {}

    /**
     * Runs some code and explains each call of a cached method that it makes on this thread: what is in the call's key,
     * with secrets masked, what is left out of it, and how the call ended (hit, miss, or bypass with the reason). The
     * calls are real: a miss asks the provider and is stored.
     *
     * @param calls the code to run
     * @return a tree for each call, as text for people, and what the code threw, if it did; without calls, or where the
     *     agent is off or absent, a line that says so
     */
    public static String explain(Calls calls) {
        boolean begun = wish("explain", null) != null;
        String thrown = "";
        Object explained = null;
        try {
            calls.run();
        } catch (Exception failure) {
            thrown = "the code threw " + failure;
        } finally {
            explained = begun ? wish("explained", null) : null;
        }
        String text = begun ? String.valueOf(explained) : "";
        if (text.isEmpty()) {
            text = whyNothing(begun);
        }
        return thrown.isEmpty() ? text : text + "\n" + thrown;
    }

    private static String whyNothing(boolean begun) {
        try {
            Class<?> agent = Class.forName(AGENT, /* initialize= */ false, ClassLoader.getSystemClassLoader());
            Object off = agent.getMethod("off").invoke(null);
            if (off != null) {
                return "Reprise is off: " + off;
            }
        } catch (ClassNotFoundException absent) {
            return "the JVM runs without -javaagent:reprise-agent.jar";
        } catch (ReflectiveOperationException | LinkageError | SecurityException notTold) {
            // As if it were on.
        }
        return begun
                ? "no call of a cached method was made on this thread"
                : "Reprise did not start in this JVM; its log says why";
    }

    /**
     * Puts a tenant in force for the calls of this thread, until the scope that is returned is closed. It is part of
     * their keys, so that no call of another tenant, or of none, is answered from their entries. Calls on other threads
     * are not concerned.
     *
     * <pre>{@code
     * try (Reprise.TenantScope acme = Reprise.tenant("acme")) {
     *     return assistant.answer(question);
     * }
     * }</pre>
     *
     * <p>A blank name is nobody's: it is mostly that of a tenant that could not be found out. It is no error, but calls
     * bypass the cache as long as it is in force, and the log says so.
     *
     * @param tenant the tenant, exactly; null for none, whatever is in force around it
     * @return the scope, not null
     */
    public static TenantScope tenant(String tenant) {
        Object end = wish("tenant", tenant);
        return end instanceof Runnable ending ? ending::run : () -> {};
    }

    /**
     * Runs some code with a tenant in force, as {@link #tenant(String)} puts it.
     *
     * @param tenant the tenant, exactly; null for none, whatever is in force around it
     * @param work the code
     * @param <T> what the code returns
     * @param <X> what the code throws
     * @return what the code returned
     * @throws X what the code threw
     */
    public static <T, X extends Exception> T tenant(String tenant, Work<T, X> work) throws X {
        TenantScope scope = tenant(tenant);
        try {
            return work.run();
        } finally {
            scope.close();
        }
    }

    /**
     * Evicts the entries of a scope. Like all methods whose names begin with {@code evict}, it concerns the agent's namespace
     * alone, and calls that began before and end later: what they are answered is not kept either. When it returns, no call of
     * this JVM that begins later is served from what was evicted, nor, within 50 milliseconds, one of another JVM that shares
     * the store. It never fails.
     *
     * @param scope the scope's name, such as {@code "summaries"}; one that does not exist has no entries
     */
    public static void evictScope(String scope) {
        wish("evict-scope", scope);
    }

    /**
     * Evicts the entries of the methods that have a tag, as {@link #evictScope} does.
     *
     * @param tag the tag, as it stands in the configuration or in {@link Cached#tags}
     */
    public static void evictTag(String tag) {
        wish("evict-tag", tag);
    }

    /**
     * Evicts the entries of one method, or of all of its name in its class, as {@link #evictScope} does.
     *
     * @param method the method as the log names it: {@code "com.acme.Summarizer#summarize"}
     */
    public static void evictMethod(String method) {
        wish("evict-method", method);
    }

    /**
     * Evicts the entries that were made while a tenant was in force, as {@link #evictScope} does.
     *
     * @param tenant the tenant, exactly
     */
    public static void evictTenant(String tenant) {
        wish("evict-tenant", tenant);
    }

    /**
     * Evicts one entry, as {@link #evictScope} does.
     *
     * @param key the entry's key, as {@link #explain} shows it
     * @throws IllegalArgumentException if it is no key: not 64 hexadecimal digits
     */
    public static void evictKey(String key) {
        if (key.length() != 64 || !key.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            throw new IllegalArgumentException("not a key of 64 hexadecimal digits: " + key);
        }
        wish("evict-key", key);
    }

    /** Evicts all entries of the agent's namespace, as {@link #evictScope} does. */
    public static void evictAll() {
        wish("evict-all", null);
    }

    /** A tenant in force. */
    public interface TenantScope extends AutoCloseable {

        /** Puts the tenant in force again that was before, if any. Does nothing the second time; works on any thread. */
        @Override
        void close();
    }

    /**
     * Code that returns something.
     *
     * @param <T> what it returns
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {

        /**
         * Does the work.
         *
         * @return what comes of it
         * @throws X as the work does
         */
        T run() throws X;
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
    private static Object wish(String wish, Object argument) {
        try {
            Method found = GATE.get();
            if (found == null) {
                Class<?> type = Class.forName("java.lang.RepriseGate", /* initialize= */ false, /* loader= */ null);
                found = type.getMethod("wish", String.class, Object.class);
                GATE.set(found);
            }
            return found.invoke(null, wish, argument);
        } catch (ReflectiveOperationException | LinkageError noAgent) {
            return null;
        }
    }
}
