package dev.reprise.clients;

import java.util.function.Supplier;

/**
 * A service that asks the same again and again while its provider fails in several ways, and prints what it got. Whatever it
 * keeps for a millisecond is over when it asks again.
 */
public final class StaleRun {

    private final UnsteadyProvider provider;
    private final Supplier<?> more;

    /**
     * @param provider what is asked
     * @param more what else is printed of each call
     */
    public StaleRun(UnsteadyProvider provider, Supplier<?> more) {
        this.provider = provider;
        this.more = more;
    }

    /** A way to ask. */
    @FunctionalInterface
    public interface Ask {

        /**
         * Returns all of the answer.
         *
         * @throws Exception what came instead
         */
        Object ask() throws Exception;
    }

    /** Asks while the provider is well, fails, and comes back. */
    public void ask(String way, Ask ask) throws Exception {
        ask(way, /* waits= */ false, ask);
    }

    /** Asks as above, and while the provider hangs, which takes as long as the client waits. */
    public void askAndWait(String way, Ask ask) throws Exception {
        ask(way, /* waits= */ true, ask);
    }

    private void ask(String way, boolean waits, Ask ask) throws Exception {
        provider.recovers();
        Object first = ask.ask();
        untilLater();
        tell(way, first, "well", ask);
        provider.fails(429);
        tell(way, first, "429", ask);
        provider.fails(503);
        tell(way, first, "503", ask);
        if (waits) {
            provider.hangs();
            tell(way, first, "hangs", ask);
        }
        provider.hangsUp();
        tell(way, first, "hangs up", ask);
        provider.fails(400);
        tell(way, first, "400", ask);
        provider.recovers();
        tell(way, first, "well again", ask);
    }

    /**
     * Asks once, and prints what came of it.
     *
     * @param first what is expected
     * @param state how the provider is, or what is asked
     */
    public void tell(String way, Object first, String state, Ask ask) {
        String got;
        try {
            got = ask.ask().equals(first) ? "answered" : "answered otherwise";
        } catch (Exception thrown) {
            Throwable cause = thrown;
            while (cause.getCause() != null && cause.getClass().getName().startsWith("java.util.concurrent.")) {
                cause = cause.getCause();
            }
            got = cause.getClass().getSimpleName();
        }
        System.out.println(way + ", " + state + ": " + got + more.get());
        untilLater();
    }

    private static void untilLater() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() <= now + 1) {
            Thread.onSpinWait();
        }
    }
}
