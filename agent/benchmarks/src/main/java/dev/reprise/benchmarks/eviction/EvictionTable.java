package dev.reprise.benchmarks.eviction;

import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import dev.reprise.benchmarks.redis.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** For how long after an eviction calls elsewhere are still served from what was evicted. */
public final class EvictionTable {

    private static final int EVICTIONS = 500;
    private static final int FEW = 100;
    private static final double MOST_MILLIS = 50;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private EvictionTable() {}

    /**
     * Prints when the last call began that was served.
     *
     * @param options whether a look will do
     * @throws Exception if it could not be measured
     */
    public static void print(Options options) throws Exception {
        Table table = new Table("evicted by tag", "evictions", "p50", "p99", "largest", "at most", "");
        int evictions = options.quick() ? FEW : EVICTIONS;
        try (Scratch scratch = new Scratch("evictions")) {
            Path directory = Files.createDirectories(scratch.directory());
            try (Machine here = new Machine(directory, "home", "");
                    Machine there = new Machine(directory, "home", "")) {
                row(table, "in one of two engines of one home", evictions, here, there);
            }
            try (Server server = Server.start(directory)) {
                String redis = "redis://127.0.0.1:" + server.port();
                try (Machine here = new Machine(directory, "here", redis);
                        Machine there = new Machine(directory, "there", redis)) {
                    row(table, "in one of two homes of one Redis", evictions, here, there);
                }
            }
        }
        System.out.printf(
                "%nHow long after an eviction the last call began elsewhere that was still served, JDK %s; %s%n",
                System.getProperty("java.version"), Load.now());
        table.print(System.out);
        System.out.println();
    }

    private static void row(Table table, String title, int evictions, Machine here, Machine there) throws IOException {
        untilServed(here);
        untilServed(there);
        double[] millis = new double[evictions];
        for (int i = 0; i < evictions; i++) {
            here.evict();
            long end = System.nanoTime();
            long lastServed = end;
            for (long begin = end; there.isServed(); begin = System.nanoTime()) {
                lastServed = begin;
                if (begin - end > PATIENCE_NANOS) {
                    throw new IOException("an eviction never held elsewhere");
                }
            }
            millis[i] = (lastServed - end) / 1e6;
            untilServed(there);
        }
        Arrays.sort(millis);
        double largest = millis[evictions - 1];
        table.row(
                title,
                Integer.toString(evictions),
                text(millis[evictions / 2]),
                text(millis[evictions * 99 / 100]),
                text(largest),
                text(MOST_MILLIS),
                Verdict.of(largest, MOST_MILLIS));
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static void untilServed(Machine machine) throws IOException {
        for (long begin = System.nanoTime(); !machine.isServed(); ) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IOException("nothing is kept");
            }
        }
    }
}
