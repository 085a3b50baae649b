package dev.reprise.benchmarks.killswitch;

/** A thread that calls a woven method as fast as it can, and notes when an entry answered last. */
final class Hammer extends Thread {

    private static final String PROMPT = "Summarise the conversation so far in one sentence.";

    private final Service service;
    private volatile boolean stopped;
    private long bodies;
    private long hits;
    private long lastHit;

    /** What is called. */
    static final class Service {
        String answer(String prompt) {
            if (Thread.currentThread() instanceof Hammer hammer) {
                hammer.bodies++;
            }
            return "It is about a refund.";
        }
    }

    Hammer(Service service) {
        this.service = service;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!stopped) {
            long before = bodies;
            service.answer(PROMPT);
            if (bodies == before) {
                lastHit = System.nanoTime();
                hits++;
            }
        }
    }

    /** Lets it end, and waits for that; what it has counted can be read then. */
    void end() throws InterruptedException {
        stopped = true;
        join();
    }

    long hits() {
        return hits;
    }

    /** Returns when it was last answered from an entry, by {@link System#nanoTime}. */
    long lastHit() {
        return lastHit;
    }
}
