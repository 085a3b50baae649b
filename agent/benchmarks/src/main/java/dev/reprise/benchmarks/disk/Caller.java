package dev.reprise.benchmarks.disk;

import dev.reprise.benchmarks.lab.Author;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A service that calls as often as it is told to, from a few threads: reads lines {@code FIRST COUNT STEP PAUSE}, and answers
 * each with {@link Calls}. The pause is in milliseconds between two calls of a thread. A thread whose call has not come back
 * two seconds after all calls were begun is not waited for.
 */
final class Caller {

    static final int THREADS = 4;

    /** Half of the time-out: what takes longer waited for the disk. */
    static final long DELAY_MICROS = 10_000;

    private static final long HELD = Duration.ofSeconds(2).toNanos();

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

    private Calls call(int first, int count, int step, int pauseMillis) throws InterruptedException {
        Author.ASKED.clear();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger back = new AtomicInteger();
        AtomicInteger exceptions = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger delayed = new AtomicInteger();
        AtomicLong largest = new AtomicLong();
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    int question = first + i * step;
                    String right = Author.text(question);
                    long begin = System.nanoTime();
                    try {
                        wrong.addAndGet(author.answer(question).equals(right) ? 0 : 1);
                    } catch (Throwable failure) {
                        exceptions.incrementAndGet();
                    }
                    long micros = (System.nanoTime() - begin) / 1_000;
                    largest.accumulateAndGet(micros, Math::max);
                    delayed.addAndGet(micros > DELAY_MICROS ? 1 : 0);
                    back.incrementAndGet();
                    if (pauseMillis > 0) {
                        LockSupport.parkNanos(pauseMillis * 1_000_000L);
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        long begun = System.nanoTime();
        while (back.get() < count && (next.get() < count || System.nanoTime() - begun < HELD)) {
            begun = next.get() < count ? System.nanoTime() : begun;
            Thread.sleep(1);
        }
        int odd = (int)
                Author.ASKED.stream().filter(question -> question % 2 != 0).count();
        return new Calls(
                exceptions.get(),
                wrong.get(),
                Author.ASKED.size() - odd,
                odd,
                delayed.get(),
                count - back.get(),
                largest.get());
    }
}
