package dev.reprise.benchmarks.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Calls that a service was told to make, from a few threads, and what came of them. Thread-safe. */
public final class OrderedCalls {

    private final Author author;
    private final int first;
    private final int count;
    private final int step;
    private final int pauseMillis;
    private final long delayMicros;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger exceptions = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicLong largest = new AtomicLong();

    private OrderedCalls(Author author, String[] order, long delayMicros) {
        this.author = author;
        this.first = Integer.parseInt(order[0]);
        this.count = Integer.parseInt(order[1]);
        this.step = Integer.parseInt(order[2]);
        this.pauseMillis = Integer.parseInt(order[3]);
        this.delayMicros = delayMicros;
    }

    /** Makes calls, and says in a line what came of them. */
    @FunctionalInterface
    public interface Caller {
        String call(OrderedCalls calls) throws InterruptedException;
    }

    /**
     * Reads lines {@code FIRST COUNT STEP PAUSE} from standard input until it ends, and answers each. The pause is in
     * milliseconds between two calls of a thread.
     *
     * @param delayMicros what takes longer was held up
     */
    public static void serve(long delayMicros, Caller caller) throws IOException, InterruptedException {
        Author author = new Author();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Author.ASKED.clear();
            System.out.println(caller.call(new OrderedCalls(author, line.split(" ", -1), delayMicros)));
        }
    }

    /** Returns the number of the next call of a thread; {@link #count} or more if there is none. */
    public int next() {
        return next.getAndIncrement();
    }

    /** Makes one call, and returns whether it was held up. */
    public boolean make(int number) {
        int question = first + number * step;
        String right = Author.text(question);
        long begin = System.nanoTime();
        try {
            wrong.addAndGet(author.answer(question).equals(right) ? 0 : 1);
        } catch (Throwable failure) {
            exceptions.incrementAndGet();
        }
        long micros = (System.nanoTime() - begin) / 1_000;
        largest.accumulateAndGet(micros, Math::max);
        return micros > delayMicros;
    }

    /** Lets a thread rest behind a call. */
    public void rest() {
        if (pauseMillis > 0) {
            LockSupport.parkNanos(pauseMillis * 1_000_000L);
        }
    }

    /** Returns how many calls there are to be. */
    public int count() {
        return count;
    }

    /** Returns whether all were begun. */
    public boolean allBegun() {
        return next.get() >= count;
    }

    /** Returns how many threw. */
    public int exceptions() {
        return exceptions.get();
    }

    /** Returns how many got a wrong answer. */
    public int wrong() {
        return wrong.get();
    }

    /** Returns how long the longest took, in microseconds. */
    public long largest() {
        return largest.get();
    }

    /** Returns how many real calls were about questions with an even number. */
    public int askedEven() {
        return Author.ASKED.size() - askedOdd();
    }

    /** Returns how many were about those with an odd one. */
    public int askedOdd() {
        return (int) Author.ASKED.stream().filter(question -> question % 2 != 0).count();
    }
}
