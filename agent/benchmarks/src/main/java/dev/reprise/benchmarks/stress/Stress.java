package dev.reprise.benchmarks.stress;

import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import java.time.Duration;
import java.util.Locale;

/** Eight threads that change what they got, for a minute. */
public final class Stress {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration QUICK = Duration.ofSeconds(5);

    private Stress() {}

    /**
     * Prints how many hits there were, and how many of them were not the real answer.
     *
     * @param options how long, and from which seed
     * @return whether there were hits, and none of them differed
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        long nanos = (options.quick() ? QUICK : LONG).toNanos();
        try (Scratch scratch = new Scratch("stress");
                Crowd crowd = new Crowd(scratch.directory())) {
            long start = System.nanoTime();
            crowd.run(options.seed(), made -> System.nanoTime() - start < nanos);
            System.out.printf(
                    Locale.ROOT,
                    "%n8 threads, %d s, memory and disk tier, seed %d: %d hits, %d misses, %d differences%n",
                    nanos / 1_000_000_000,
                    options.seed(),
                    crowd.hits(),
                    crowd.misses(),
                    crowd.differences());
            return crowd.hits() > 0 && crowd.differences() == 0;
        }
    }
}
