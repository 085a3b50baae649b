package dev.reprise.api;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What code can ask of the agent. Without the agent every method does what it would do with the agent switched off.
 *
 * <p>Safe for use by any number of threads; each method is about the calls of the thread that it is called on.
 */
public final class Reprise {

    private static final String AGENT = "dev.reprise.bootstrap.Premain";

    private static final AtomicReference<Method> GATE = new AtomicReference<>();

    /**
     * How many scopes are open that no agent knows of. An agent that is attached later reads it by its name: as long as there
     * are any, nobody can tell whose calls are.
     */
    private static final AtomicInteger UNKNOWN_SCOPES = new AtomicInteger();

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
        Runnable end = begin("tenant", tenant);
        return end::run;
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
        return run(begin("tenant", tenant), work);
    }

    /**
     * Lets the calls of this thread bypass the cache, until the scope that is returned is closed: the real method runs, nothing
     * is looked up, and nothing is kept.
     *
     * <p>This, {@link #refresh()}, {@link #noStore()} and {@link #maxAge} can be put into one another: a call may do nothing
     * that one of them forbids. What returns an answer later, a future or a publisher, asks for it as the call was told, and a
     * publisher as its subscriber was told, too. Keys are the same as ever. Calls on other threads are not concerned.
     *
     * @return the scope, not null
     */
    public static CallScope bypass() {
        return begin("bypass", null)::run;
    }

    /**
     * Runs some code whose calls bypass the cache, as {@link #bypass()} says.
     *
     * @param work the code
     * @param <T> what the code returns
     * @param <X> what the code throws
     * @return what the code returned
     * @throws X what the code threw
     */
    public static <T, X extends Exception> T bypass(Work<T, X> work) throws X {
        return run(begin("bypass", null), work);
    }

    /**
     * Lets the real method run for the calls of this thread, until the scope that is returned is closed, and its answer take the
     * place of the entry. If that is not fit to be kept, or the method throws, the entry stays. See {@link #bypass()}.
     *
     * @return the scope, not null
     */
    public static CallScope refresh() {
        return begin("refresh", null)::run;
    }

    /**
     * Runs some code whose calls make new entries, as {@link #refresh()} says.
     *
     * @param work the code
     * @param <T> what the code returns
     * @param <X> what the code throws
     * @return what the code returned
     * @throws X what the code threw
     */
    public static <T, X extends Exception> T refresh(Work<T, X> work) throws X {
        return run(begin("refresh", null), work);
    }

    /**
     * Lets entries answer the calls of this thread, but no new ones be made, until the scope that is returned is closed. See
     * {@link #bypass()}.
     *
     * @return the scope, not null
     */
    public static CallScope noStore() {
        return begin("no-store", null)::run;
    }

    /**
     * Runs some code whose calls make no entries, as {@link #noStore()} says.
     *
     * @param work the code
     * @param <T> what the code returns
     * @param <X> what the code throws
     * @return what the code returned
     * @throws X what the code threw
     */
    public static <T, X extends Exception> T noStore(Work<T, X> work) throws X {
        return run(begin("no-store", null), work);
    }

    /**
     * Lets those entries alone answer the calls of this thread that are younger than this, until the scope that is returned is
     * closed. Otherwise the real method runs, and its answer takes the place of the entry. Of an entry in memory only the second
     * is known in which it was made, so that it may be taken for up to a second older than it is. See {@link #bypass()}.
     *
     * @param age the age, not negative; with zero this is {@link #refresh()}
     * @return the scope, not null
     * @throws IllegalArgumentException if the age is negative
     */
    public static CallScope maxAge(Duration age) {
        return begin("max-age", millis(age))::run;
    }

    /**
     * Runs some code whose calls are answered by young entries alone, as {@link #maxAge(Duration)} says.
     *
     * @param age the age, not negative
     * @param work the code
     * @param <T> what the code returns
     * @param <X> what the code throws
     * @return what the code returned
     * @throws X what the code threw
     * @throws IllegalArgumentException if the age is negative
     */
    public static <T, X extends Exception> T maxAge(Duration age, Work<T, X> work) throws X {
        return run(begin("max-age", millis(age)), work);
    }

    private static Long millis(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("an age is not negative: " + age);
        }
        return age.toSeconds() > Integer.MAX_VALUE ? Integer.MAX_VALUE * 1000L : age.toMillis();
    }

    /** Returns what ends it; does nothing without an agent. */
    private static Runnable begin(String wish, Object argument) {
        UNKNOWN_SCOPES.incrementAndGet(); // Before the agent is asked, which may come a moment later.
        Object end = wish(wish, argument);
        if (end instanceof Runnable ending) {
            UNKNOWN_SCOPES.decrementAndGet();
            return ending;
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                UNKNOWN_SCOPES.decrementAndGet();
            }
        };
    }

    private static <T, X extends Exception> T run(Runnable end, Work<T, X> work) throws X {
        try {
            return work.run();
        } finally {
            end.run();
        }
    }

    /**
     * Returns how the last call of a cached method ended that this thread made. Calls that a client makes of another one, whose
     * answer stands for them, do not count; neither do those whose answer comes by a publisher, because nobody has asked for it
     * when they return.
     *
     * @return the outcome; null if there was no such call, and without the agent
     */
    public static Outcome lastOutcome() {
        Object outcome = wish("outcome", null);
        return outcome instanceof String text ? Outcome.parse(text) : null;
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
        if (key == null || key.length() != 64 || !key.chars().allMatch(Reprise::isHexadecimal)) {
            throw new IllegalArgumentException("not a key of 64 hexadecimal digits: " + key);
        }
        wish("evict-key", key);
    }

    /** Digits of other scripts are none: no key that is shown has them. */
    private static boolean isHexadecimal(int digit) {
        return digit < 128 && Character.digit(digit, 16) >= 0;
    }

    /** Evicts all entries of the agent's namespace, as {@link #evictScope} does. */
    public static void evictAll() {
        wish("evict-all", null);
    }

    /** Something asked of calls. */
    public interface CallScope extends AutoCloseable {

        /** Ends it. Does nothing the second time; works on any thread. */
        @Override
        void close();
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
    static Object wish(String wish, Object argument) {
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
