package dev.reprise.benchmarks.disk;

import dev.reprise.benchmarks.lab.OrderedCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that calls as often as it is told to, from a few threads, and answers with {@link Calls}. A thread whose call has
 * not come back two seconds after all calls were begun is not waited for.
 */
final class Caller {

    static final int THREADS = 4;

    /** Half of the time-out: what takes longer waited for the disk. */
    static final long DELAY_MICROS = 10_000;

    private static final long HELD = Duration.ofSeconds(2).toNanos();

    private Caller() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OrderedCalls.serve(DELAY_MICROS, Caller::call);
    }

    private static String call(OrderedCalls calls) throws InterruptedException {
        AtomicInteger back = new AtomicInteger();
        AtomicInteger delayed = new AtomicInteger();
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                for (int i = calls.next(); i < calls.count(); i = calls.next()) {
                    delayed.addAndGet(calls.make(i) ? 1 : 0);
                    back.incrementAndGet();
                    calls.rest();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        long begun = System.nanoTime();
        while (back.get() < calls.count() && (!calls.allBegun() || System.nanoTime() - begun < HELD)) {
            begun = calls.allBegun() ? begun : System.nanoTime();
            Thread.sleep(1);
        }
        return new Calls(
                        calls.exceptions(),
                        calls.wrong(),
                        calls.askedEven(),
                        calls.askedOdd(),
                        delayed.get(),
                        calls.count() - back.get(),
                        calls.largest())
                .line();
    }
}
