package dev.reprise.benchmarks.hit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.tier.MemoryTier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One hit among 10,000 entries of 1 KB in the memory tier, and in a Caffeine cache with the same keys, bounds and time to
 * live. Both are smaller than their bounds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class MemoryBenchmark {

    private static final int ENTRIES = 10_000;
    private static final int LENGTH = 1_024;
    private static final int BOUND = 64 << 20;
    private static final Duration DAY = Duration.ofDays(1);

    private final CacheKey[] keys = new CacheKey[ENTRIES];
    private final Cache<CacheKey, byte[]> caffeine = Caffeine.newBuilder()
            .maximumWeight(BOUND)
            .weigher((CacheKey key, byte[] content) -> content.length)
            .expireAfterWrite(DAY)
            .executor(Runnable::run)
            .build();
    private final MemoryRegion region = new MemoryTier(BOUND, InstantSource.system())
            .region(new ScopeSettings("memory", DAY, Long.MAX_VALUE, BOUND));

    /** Fills both. */
    public MemoryBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        long expires = System.currentTimeMillis() + DAY.toMillis();
        for (int i = 0; i < ENTRIES; i++) {
            keys[i] = new CacheKey(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            byte[] content = new byte[LENGTH];
            caffeine.put(keys[i], content);
            region.put(keys[i], content, LENGTH, expires);
        }
    }

    private CacheKey any() {
        return keys[ThreadLocalRandom.current().nextInt(ENTRIES)];
    }

    /** Choosing one, which is part of the other two. */
    @Benchmark
    public CacheKey choosing() {
        return any();
    }

    /** A hit of Caffeine. */
    @Benchmark
    public byte @Nullable [] caffeine() {
        return caffeine.getIfPresent(any());
    }

    /** A hit of the memory tier. */
    @Benchmark
    public @Nullable Object reprise() {
        return region.get(any());
    }
}
