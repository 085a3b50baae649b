package dev.reprise.benchmarks.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Median;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.benchmarks.lab.Verdict;
import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.RedisPlace;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.RedisSocket;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.StoreSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.RedisTier;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** Hits in a Redis server beside a plain client's GET of the same bytes. */
public final class RedisTable {

    private static final double MOST_LATENCY = 1.3;
    private static final double LEAST_THROUGHPUT = 0.8;
    private static final int[] SIZES = {2 << 10, 64 << 10};
    private static final int THREADS = 16;
    private static final int POOL = 8;
    private static final int ROUNDS = 60;
    private static final int FEW_ROUNDS = 20;
    private static final int BLOCK = 500;
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration SHORT_WINDOW = Duration.ofMillis(200);
    private static final ScopeSettings SCOPE =
            new ScopeSettings("responses", Duration.ofDays(1), Long.MAX_VALUE, Long.MAX_VALUE);
    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

    private RedisTable() {}

    /** One way to read the bytes: returns how many there were. */
    private interface Read {
        int read();
    }

    /**
     * Prints what a hit takes, and how many there are of 16 threads.
     *
     * @param options whether a look will do
     * @throws Exception if it could not be measured
     */
    public static void print(Options options) throws Exception {
        Table table =
                new Table("entry", "measure", "Jedis GET, TCP", "hit in the tier", "ratio", "at most / at least", "");
        try (Scratch scratch = new Scratch("redis")) {
            Path directory = Files.createDirectories(scratch.directory());
            Path socket = directory.resolve("redis.sock");
            try (Server server = Server.start(directory, "--unixsocket", socket.toString())) {
                for (int size : SIZES) {
                    try (RedisTier tier = tier(directory, new RedisServer("127.0.0.1", server.port()));
                            RedisTier local = tier(directory, new RedisSocket(socket.toString()))) {
                        rows(table, options, size, tier, local, server);
                    }
                }
            }
        }
        System.out.printf("%nA hit in Redis on loopback, JDK %s; %s%n", System.getProperty("java.version"), Load.now());
        table.print(System.out);
        System.out.println();
    }

    private static RedisTier tier(Path directory, RedisPlace place) throws IOException {
        Path key = directory.resolve("key");
        if (!Files.exists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, "01".repeat(32));
        }
        StoreSettings store = new StoreSettings(
                List.of(new KeySource.InFile(new SourceLocation("", 1, 1), "store.mac-key", key.toFile())), List.of());
        RedisSettings settings = new RedisSettings(
                place,
                /* tls= */ false,
                /* user= */ null,
                /* password= */ null,
                /* database= */ 0,
                Duration.ofSeconds(5),
                "reprise",
                POOL);
        return new RedisTier(settings, 1 << 20, ConfiguredKeys.of(store, "redis tier is"), InstantSource.system());
    }

    private static void rows(Table table, Options options, int size, RedisTier tier, RedisTier local, Server server)
            throws Exception {
        byte[] content = new byte[size];
        new SplittableRandom(size).nextBytes(content);
        long now = System.currentTimeMillis();
        tier.put(SCOPE, KEY, new Blob("graph/1", 1, now, now + 86_400_000, content));
        byte[] name = ("reprise:" + SCOPE.name() + ":" + KEY.hex()).getBytes(UTF_8);
        Read hit = hit(tier);
        Read localHit = hit(local);
        String entry = size / 1024 + " KB";
        try (Jedis client = new Jedis("127.0.0.1", server.port())) {
            Read get = () -> client.get(name).length;
            latencyRow(table, entry + ", TCP", latency(options, get, hit));
            latencyRow(table, entry + ", Unix socket", latency(options, get, localHit));
        }
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(POOL);
        config.setMaxIdle(POOL);
        try (JedisPool pool = new JedisPool(config, "127.0.0.1", server.port())) {
            Read get = () -> {
                try (Jedis client = pool.getResource()) {
                    return client.get(name).length;
                }
            };
            double[] perSecond = throughput(options, get, hit);
            double ratio = perSecond[1] / perSecond[0];
            table.row(
                    entry + ", TCP",
                    THREADS + " threads, " + POOL + " connections",
                    thousands(perSecond[0]),
                    thousands(perSecond[1]),
                    String.format(Locale.ROOT, "%.2f", ratio),
                    String.format(Locale.ROOT, "%.1f", LEAST_THROUGHPUT),
                    Verdict.of(-ratio, -LEAST_THROUGHPUT));
        }
    }

    private static void latencyRow(Table table, String entry, double[] medians) {
        double ratio = medians[1] / medians[0];
        table.row(
                entry,
                "p50 of one thread",
                micros(medians[0]),
                micros(medians[1]),
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.1f", MOST_LATENCY),
                Verdict.of(ratio, MOST_LATENCY));
    }

    private static Read hit(RedisTier tier) throws InterruptedException {
        Read hit = () -> {
            Blob blob = tier.get(SCOPE, KEY, new Patience());
            return blob == null ? 0 : blob.content().length;
        };
        while (hit.read() == 0) {
            Thread.sleep(10); // The keys of the store, or the first connection.
        }
        return hit;
    }

    /** Returns the medians in nanoseconds; blocks of both in turn, so that what disturbs one disturbs the other. */
    private static double[] latency(Options options, Read plain, Read tier) {
        int rounds = options.quick() ? FEW_ROUNDS : ROUNDS;
        long[] first = new long[rounds * BLOCK];
        long[] second = new long[rounds * BLOCK];
        for (int warmUp = 0; warmUp < rounds / 2; warmUp++) {
            block(plain, first, 0);
            block(tier, second, 0);
        }
        for (int round = 0; round < rounds; round++) {
            block(plain, first, round * BLOCK);
            block(tier, second, round * BLOCK);
        }
        Arrays.sort(first);
        Arrays.sort(second);
        return new double[] {first[first.length / 2], second[second.length / 2]};
    }

    private static void block(Read read, long[] nanos, int offset) {
        for (int i = 0; i < BLOCK; i++) {
            long begin = System.nanoTime();
            check(read.read());
            nanos[offset + i] = System.nanoTime() - begin;
        }
    }

    /** Returns the medians of how many there are in a second, of windows of both in turn. */
    private static double[] throughput(Options options, Read plain, Read tier) throws InterruptedException {
        Duration window = options.quick() ? SHORT_WINDOW : WINDOW;
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            double a = perSecond(plain, window);
            double b = perSecond(tier, window);
            if (round >= 2) { // The others warm up.
                first.add(a);
                second.add(b);
            }
        }
        return new double[] {Median.of(first), Median.of(second)};
    }

    private static double perSecond(Read read, Duration window) throws InterruptedException {
        AtomicLong reads = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                long mine = 0;
                try {
                    for (; System.nanoTime() - begin < window.toNanos(); mine++) {
                        check(read.read());
                    }
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                }
                reads.addAndGet(mine);
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failures.get() > 0) {
            throw new IllegalStateException("a read failed");
        }
        return reads.get() * 1e9 / (System.nanoTime() - begin);
    }

    private static void check(int length) {
        if (length == 0) {
            throw new IllegalStateException("a miss");
        }
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }

    private static String thousands(double perSecond) {
        return String.format(Locale.ROOT, "%.1f k/s", perSecond / 1e3);
    }
}
