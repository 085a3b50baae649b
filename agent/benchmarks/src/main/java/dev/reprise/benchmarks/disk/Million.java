package dev.reprise.benchmarks.disk;

import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Median;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import dev.reprise.engine.tier.WriteBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A million entries of 2 KB on disk: to open them, to look one up, and to do so while a tenth of them is swept away. */
public final class Million {

    private static final int FEW = 20_000;
    private static final int LOOK_UPS = 200_000;
    private static final int WARM_UP = 20_000;
    private static final int OPENINGS = 15;
    private static final int CHECKED = 10_000;

    private Million() {}

    /**
     * Prints the figures.
     *
     * @param options how many entries, and from which seed
     * @return whether the entries are as they were written, and the expired ones are gone
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        int entries = options.entries() > 0 ? options.entries() : options.quick() ? FEW : 1_000_000;
        AtomicLong clock = new AtomicLong(System.currentTimeMillis());
        try (Scratch scratch = new Scratch("million")) {
            long needed = (long) entries * Stock.ON_DISK + (1L << 28);
            long free = Files.getFileStore(scratch.directory().getParent()).getUsableSpace();
            if (free < needed) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%,d entries take %.1f GB, and %s has %.1f GB; take fewer (--entries N), or another directory"
                                + " (java -Djava.io.tmpdir=DIRECTORY -jar …)",
                        entries,
                        needed / 1e9,
                        scratch.directory().getParent(),
                        free / 1e9));
            }
            InstantSource instants = () -> Instant.ofEpochMilli(clock.get());
            return print(new Stock(scratch.directory(), entries, instants), clock, options);
        }
    }

    private static boolean print(Stock stock, AtomicLong clock, Options options) throws Exception {
        long begin = System.nanoTime();
        stock.write();
        double written = (System.nanoTime() - begin) / 1e9;
        SplittableRandom random = new SplittableRandom(options.seed());
        double none = open(stock, stock.home().resolveSibling("none"));
        double all = open(stock, stock.home());
        WriteBehind writes = new WriteBehind();
        Shelf shelf = stock.shelf(writes);
        look(stock, shelf, random, WARM_UP);
        Latencies before = look(stock, shelf, random, LOOK_UPS);

        clock.addAndGet(Stock.SHORT_LIFE.plusSeconds(1).toMillis());
        long swept = System.nanoTime();
        writes.submit(
                () -> stock.writeAnother(shelf.tier()),
                Stock.LENGTH); // The first write of a process is followed by a sweep.
        writes.flush(Duration.ofMinutes(1));
        Latencies during = new Latencies();
        while (shelf.tier().sweepDue()) {
            look(stock, shelf, random, during);
        }
        double sweep = (System.nanoTime() - swept) / 1e9;
        Latencies after = look(stock, shelf, random, LOOK_UPS);
        boolean right = check(stock, shelf, random);
        Shelf another = stock.shelf(new WriteBehind());
        right &= look(stock, another, random, WARM_UP).found() > WARM_UP / 2;
        long evicting = System.nanoTime();
        shelf.evict();
        long evictedAt = System.nanoTime();
        double evicted = (evictedAt - evicting) / 1e6;
        double learned = learned(stock, another, random, evictedAt);
        int served = look(stock, shelf, random, CHECKED).found();
        int servedThere = look(stock, another, random, CHECKED).found();
        right &= served + servedThere == 0;
        writes.close();

        double p50 = before.micros(0.5);
        double p99 = before.micros(0.99);
        Table table = new Table("", "figure", "bar", "");
        table.row("open, and look up what is not there, no entry", String.format(Locale.ROOT, "%.2f ms", none), "", "");
        row(table, "the same, all entries", all, "ms", 10);
        row(table, "hit, p50", p50, "µs", 30);
        row(table, "hit, p99", p99, "µs", 300);
        table.row("hit while the sweep runs, p50", String.format(Locale.ROOT, "%.1f µs", during.micros(0.5)), "", "");
        row(table, "hit while the sweep runs, p99", during.micros(0.99), "µs", 2 * p99);
        table.row("hit after it, p99", String.format(Locale.ROOT, "%.1f µs", after.micros(0.99)), "", "");
        int missed = before.missed() + during.missed() + after.missed();
        table.row("look-ups that were given up", Integer.toString(missed), "", "");
        table.row("the sweep takes", String.format(Locale.ROOT, "%.1f s", sweep), "", "");
        row(table, "to evict all of them by their tag", evicted, "ms", 50);
        row(table, "until another process of the home serves none", learned, "ms", 50);
        table.row("served after that, of 10,000 look-ups in each", Integer.toString(served + servedThere), "0", "");
        System.out.printf(
                Locale.ROOT,
                "%n%,d entries of %,d bytes, written in %.0f s by all processors; one thread looks up, %,d times during the"
                        + " sweep of the tenth that expired, seed %d; %s%n",
                stock.entries(),
                Stock.LENGTH,
                written,
                during.count(),
                options.seed(),
                Load.now());
        table.print(System.out);
        System.out.println();
        return right;
    }

    private static void row(Table table, String what, double figure, String unit, double bar) {
        table.row(
                what,
                String.format(Locale.ROOT, "%.1f %s", figure, unit),
                String.format(Locale.ROOT, "%.0f %s", bar, unit),
                Verdict.of(figure, bar));
    }

    /** Returns how many milliseconds it takes until the first look-up is answered. */
    private static double open(Stock stock, Path home) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < OPENINGS; i++) {
            WriteBehind writes = new WriteBehind();
            long begin = System.nanoTime();
            stock.hit(stock.shelf(home, writes), -2);
            millis.add((System.nanoTime() - begin) / 1e6);
            writes.close();
        }
        return Median.of(millis);
    }

    private static Latencies look(Stock stock, Shelf shelf, SplittableRandom random, int times) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < times; i++) {
            look(stock, shelf, random, latencies);
        }
        return latencies;
    }

    private static void look(Stock stock, Shelf shelf, SplittableRandom random, Latencies latencies) {
        int number = stock.anyLasting(random);
        long begin = System.nanoTime();
        boolean there = stock.hit(shelf, number);
        latencies.add(System.nanoTime() - begin, there);
    }

    /** Returns how many milliseconds after an eviction another process served an entry last. */
    private static double learned(Stock stock, Shelf another, SplittableRandom random, long evictedAt) {
        long last = evictedAt;
        for (long now = evictedAt; now - last < 200_000_000L; now = System.nanoTime()) {
            if (stock.hit(another, stock.anyLasting(random))) {
                last = now;
            }
        }
        return (last - evictedAt) / 1e6;
    }

    private static boolean check(Stock stock, Shelf shelf, SplittableRandom random) {
        int wrong = 0;
        int left = 0;
        for (int i = 0; i < CHECKED; i++) {
            int number = random.nextInt(stock.entries());
            if (Stock.livesShort(number)) {
                left += Files.exists(stock.file(number)) ? 1 : 0;
            } else {
                wrong += stock.isWhole(shelf, number) ? 0 : 1;
            }
        }
        if (wrong + left > 0) {
            System.out.printf(
                    "of 10,000 entries %d are not as they were written, %d expired ones are there%n", wrong, left);
        }
        return wrong + left == 0;
    }
}
