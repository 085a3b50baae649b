package dev.reprise.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A service that asks the same again and again while its provider fails in several ways, and prints what it got. Whatever it
 * keeps for a millisecond is over when it asks again.
 */
public final class StaleRun {

    private static final int TOGETHER = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

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
     * Asks several times at once, and has the provider fail when all but one wait for that one; prints what came of them, and of how
     * many requests.
     */
    public void together(String way, Object first, Ask ask) {
        untilLater();
        provider.holds();
        int before = provider.requests();
        Map<String, Integer> got = new ConcurrentSkipListMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            Thread thread = new Thread(() -> got.merge(got(first, ask) + more.get(), 1, Integer::sum));
            threads.add(thread);
            thread.start();
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (threads.stream().filter(StaleRun::waitsForAnother).count() < TOGETHER - 1
                || provider.requests() == before) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not all but one wait for that one: " + stacks(threads));
            }
            Thread.onSpinWait();
        }
        provider.failsAll(503);
        for (Thread thread : threads) {
            join(thread);
        }
        System.out.println(way + ", together: " + got + ", requests " + (provider.requests() - before));
        provider.recovers();
    }

    private static boolean waitsForAnother(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("awaitInLooks"));
    }

    private static String stacks(List<Thread> threads) {
        return threads.stream()
                .map(thread -> Arrays.toString(thread.getStackTrace()))
                .collect(Collectors.joining("\n"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Asks once, and prints what came of it.
     *
     * @param first what is expected
     * @param state how the provider is, or what is asked
     */
    public void tell(String way, Object first, String state, Ask ask) {
        System.out.println(way + ", " + state + ": " + got(first, ask) + more.get());
        untilLater();
    }

    private static String got(Object first, Ask ask) {
        try {
            return ask.ask().equals(first) ? "answered" : "answered otherwise";
        } catch (Exception thrown) {
            Throwable cause = thrown;
            while (cause.getCause() != null && cause.getClass().getName().startsWith("java.util.concurrent.")) {
                cause = cause.getCause();
            }
            return cause.getClass().getSimpleName();
        }
    }

    private static void untilLater() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() <= now + 1) {
            Thread.onSpinWait();
        }
    }
}
