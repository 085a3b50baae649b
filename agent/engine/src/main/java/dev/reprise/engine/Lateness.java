package dev.reprise.engine;

/**
 * Counts on each thread the answers that its calls got of entries whose time was over: what a method makes of one is no younger
 * than that.
 */
final class Lateness {

    /** Arrays of the JDK, so that a thread that lives on holds nothing of the host. */
    private static final ThreadLocal<long[]> GOT = ThreadLocal.withInitial(() -> new long[1]);

    private Lateness() {}

    /** Notes that a call of this thread got one. */
    static void got() {
        GOT.get()[0]++;
    }

    /** Returns how many the calls of this thread have got so far. */
    static long count() {
        return GOT.get()[0];
    }
}
