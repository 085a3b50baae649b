package dev.reprise.benchmarks.redis;

import dev.reprise.benchmarks.lab.Author;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A service that calls as often as it is told to, from a few threads: reads lines {@code FIRST COUNT STEP PAUSE}, and answers
 * each with a {@link Tally}. The pause is in milliseconds between two calls of a thread.
 */
final class Caller {

    static final int THREADS = 4;

    /** Half of the time-out: what takes longer waited for the server. */
    static final long DELAY_MICROS = 50_000;

    private final Author author = new Author();

    private Caller() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Caller caller = new Caller();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split(" ", -1);
            System.out.println(caller.call(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Integer.parseInt(parts[3]))
                    .line());
        }
    }

    private Tally call(int first, int count, int step, int pauseMillis) throws InterruptedException {
        Author.ASKED.clear();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger exceptions = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger delayed = new AtomicInteger();
        AtomicInteger delayedOfOne = new AtomicInteger();
        AtomicLong largest = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(new Thread(() -> {
                int mine = 0;
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    int question = first + i * step;
                    String right = Author.text(question);
                    long begin = System.nanoTime();
                    try {
                        String answer = author.answer(question);
                        wrong.addAndGet(answer.equals(right) ? 0 : 1);
                    } catch (Throwable failure) {
                        exceptions.incrementAndGet();
                    }
                    long micros = (System.nanoTime() - begin) / 1_000;
                    largest.accumulateAndGet(micros, Math::max);
                    mine += micros > DELAY_MICROS ? 1 : 0;
                    if (pauseMillis > 0) {
                        LockSupport.parkNanos(pauseMillis * 1_000_000L);
                    }
                }
                delayed.addAndGet(mine);
                delayedOfOne.accumulateAndGet(mine, Math::max);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        int odd = (int)
                Author.ASKED.stream().filter(question -> question % 2 != 0).count();
        return new Tally(
                exceptions.get(),
                wrong.get(),
                Author.ASKED.size() - odd,
                odd,
                delayed.get(),
                delayedOfOne.get(),
                largest.get());
    }
}
