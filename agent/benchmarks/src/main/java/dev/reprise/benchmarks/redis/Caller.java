package dev.reprise.benchmarks.redis;

import dev.reprise.benchmarks.lab.OrderedCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that calls as often as it is told to, from a few threads, and answers with a {@link Tally}. */
final class Caller {

    static final int THREADS = 4;

    /** Half of the time-out: what takes longer waited for the server. */
    static final long DELAY_MICROS = 50_000;

    private Caller() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OrderedCalls.serve(DELAY_MICROS, Caller::call);
    }

    private static String call(OrderedCalls calls) throws InterruptedException {
        AtomicInteger delayed = new AtomicInteger();
        AtomicInteger delayedOfOne = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(new Thread(() -> {
                int mine = 0;
                for (int i = calls.next(); i < calls.count(); i = calls.next()) {
                    mine += calls.make(i) ? 1 : 0;
                    calls.rest();
                }
                delayed.addAndGet(mine);
                delayedOfOne.accumulateAndGet(mine, Math::max);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return new Tally(
                        calls.exceptions(),
                        calls.wrong(),
                        calls.askedEven(),
                        calls.askedOdd(),
                        delayed.get(),
                        delayedOfOne.get(),
                        calls.largest())
                .line();
    }
}
