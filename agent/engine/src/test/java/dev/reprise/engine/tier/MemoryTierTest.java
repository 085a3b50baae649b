package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.key;
import static dev.reprise.engine.tier.Entries.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTierTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int KB_ENTRY = 1024 - MemoryRegion.OVERHEAD;

    private final MutableClock clock = new MutableClock();
    private final MemoryTier tier = new MemoryTier(100 << 10, clock);

    /** An error in the middle of a put can bring that about. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void roomIsMadeThoughWhatIsOrderedIsNotWhatIsThere() throws Exception {
        MemoryRegion region = new MemoryTier(1 << 20, new MutableClock()).region(Entries.scope("s", 2, 1 << 20));
        region.put(Entries.key(1), "a", 1, Long.MAX_VALUE);
        region.put(Entries.key(2), "b", 1, Long.MAX_VALUE);
        Field index = MemoryRegion.class.getDeclaredField("index");
        index.setAccessible(true);
        ((Map<?, ?>) index.get(region)).clear();

        assertThat(region.put(Entries.key(3), "c", 1, Long.MAX_VALUE)).isTrue();

        assertThat(region.get(Entries.key(3))).isEqualTo("c");
        assertThat(region.entries()).isEqualTo(1);
    }

    @Test
    void whatWasPutIsHeldUntilItsTimeIsOver() {
        MemoryRegion region = tier.region(Entries.SCOPE);
        region.put(key(1), "answer", 6, clock.in(MINUTE));

        clock.advance(MINUTE.minusMillis(1));
        assertThat(region.get(key(1))).isEqualTo("answer");

        clock.advance(Duration.ofMillis(1));
        assertThat(region.get(key(1))).isNull();
        assertThat(tier.bytes()).isZero();
    }

    /** Who asked in between would make the call that has just been made. */
    @Test
    @Timeout(60)
    void anEntryIsServedUntilItsSuccessorIs() throws InterruptedException {
        MemoryRegion region = tier.region(Entries.SCOPE);
        region.put(key(1), "answer", 6, clock.in(MINUTE));
        AtomicInteger misses = new AtomicInteger();
        CountDownLatch reads = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                if (region.get(key(1)) == null) {
                    misses.incrementAndGet();
                }
                reads.countDown();
            }
        });

        reader.start();
        reads.await();
        for (int i = 0; i < 200_000; i++) {
            region.put(key(1), "answer", 6, clock.in(MINUTE));
        }
        over.set(true);
        reader.join();

        assertThat(misses).hasValue(0);
        assertThat(region.entries()).isEqualTo(1);
    }

    @Test
    void newerEntryBringsItsOwnTime() {
        MemoryRegion region = tier.region(Entries.SCOPE);
        region.put(key(1), "long", 4, clock.in(MINUTE));
        region.put(key(1), "short", 5, clock.in(Duration.ofMillis(5)));

        assertThat(region.get(key(1))).isEqualTo("short");
        clock.advance(Duration.ofMillis(5));
        assertThat(region.get(key(1))).isNull();
    }

    @Test
    void expiredOrTooLargeEntryIsNotPutAndEndsTheOneBefore() {
        MemoryRegion region = tier.region(scope("small", Long.MAX_VALUE, 2048));
        region.put(key(1), "old", 3, clock.in(MINUTE));
        region.put(key(2), "old", 3, clock.in(MINUTE));

        assertThat(region.put(key(1), "new", 2048 - MemoryRegion.OVERHEAD + 1, clock.in(MINUTE)))
                .isFalse();
        assertThat(region.put(key(2), "new", 3, clock.millis())).isFalse();

        assertThat(region.get(key(1))).isNull();
        assertThat(region.get(key(2))).isNull();
        assertThat(region.put(key(1), "new", 2048 - MemoryRegion.OVERHEAD, clock.in(MINUTE)))
                .isTrue();
    }

    @Test
    void numberOfEntriesIsBounded() {
        MemoryRegion region = tier.region(scope("few", 3, Long.MAX_VALUE));

        for (int i = 0; i < 10; i++) {
            region.put(key(i), i, 4, clock.in(MINUTE));
            assertThat(region.entries()).isLessThanOrEqualTo(3);
        }

        assertThat(region.get(key(9))).isEqualTo(9);
    }

    @Test
    void usedEntryOutlivesUnusedOnes() {
        MemoryRegion region = tier.region(scope("few", 3, Long.MAX_VALUE));
        region.put(key(0), "hot", 4, clock.in(MINUTE));

        for (int i = 1; i < 100; i++) {
            assertThat(region.get(key(0))).isEqualTo("hot");
            region.put(key(i), "cold", 4, clock.in(MINUTE));
        }

        assertThat(region.get(key(0))).isEqualTo("hot");
    }

    @Test
    void oneScopeAloneMayUseTheTotalAndGivesWayToAnother() {
        MemoryRegion first = tier.region(scope("first", Long.MAX_VALUE, Long.MAX_VALUE));
        MemoryRegion second = tier.region(scope("second", Long.MAX_VALUE, Long.MAX_VALUE));

        for (int i = 0; i < 200; i++) {
            first.put(key(i), i, KB_ENTRY, clock.in(MINUTE));
        }
        assertThat(first.bytes()).isEqualTo(100 << 10);

        for (int i = 0; i < 200; i++) {
            second.put(key(i), i, KB_ENTRY, clock.in(MINUTE));
        }
        assertThat(first.bytes()).isEqualTo(50 << 10);
        assertThat(second.bytes()).isEqualTo(50 << 10);
    }

    @Test
    void smallScopeKeepsItsShareBesideALargeOne() {
        MemoryRegion small = tier.region(scope("small", Long.MAX_VALUE, 20 << 10));
        MemoryRegion large = tier.region(scope("large", Long.MAX_VALUE, 180 << 10));

        for (int i = 0; i < 500; i++) {
            small.put(key(i), i, KB_ENTRY, clock.in(MINUTE));
            large.put(key(i), i, KB_ENTRY, clock.in(MINUTE));
        }

        assertThat(tier.bytes()).isLessThanOrEqualTo(100 << 10);
        assertThat(small.bytes()).isBetween(16L << 10, 17L << 10); // 100 * 20 / (20 + 100)
    }

    @Test
    void clearedScopeIsEmptyAndOthersAreNot() {
        MemoryRegion kept = tier.region(scope("kept", 10, 10_000));
        MemoryRegion cleared = tier.region(scope("cleared", 10, 10_000));
        kept.put(key(1), "kept", 4, clock.in(MINUTE));
        cleared.put(key(1), "cleared", 7, clock.in(MINUTE));

        tier.clear(scope("cleared", 10, 10_000));

        assertThat(cleared.get(key(1))).isNull();
        assertThat(kept.get(key(1))).isEqualTo("kept");
        assertThat(tier.entries()).isEqualTo(1);
        tier.clear();
        assertThat(tier.entries()).isZero();
        assertThat(tier.bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void timeAndBoundsHoldAfterAnySequenceOfOperations(long seed) {
        Random random = new Random(seed);
        List<ScopeSettings> scopes =
                List.of(scope("a", 20, 8 << 10), scope("b", Long.MAX_VALUE, 16 << 10), scope("c", 5, Long.MAX_VALUE));
        MemoryTier tier = new MemoryTier(20 << 10, clock);
        Map<String, Map<Integer, long[]>> model = new HashMap<>(); // value and expiry by scope and key
        AtomicInteger hits = new AtomicInteger();

        for (int i = 0; i < 50_000; i++) {
            ScopeSettings scope = scopes.get(random.nextInt(3));
            MemoryRegion region = tier.region(scope);
            Map<Integer, long[]> expected = model.computeIfAbsent(scope.name(), name -> new HashMap<>());
            int number = random.nextInt(60);
            switch (random.nextInt(100)) {
                case 0 -> {
                    tier.clear(scope);
                    expected.clear();
                }
                case 1, 2 -> {
                    region.remove(key(number));
                    expected.remove(number);
                }
                case 3, 4, 5 -> clock.advance(Duration.ofMillis(random.nextInt(200)));
                default -> {
                    if (random.nextBoolean()) {
                        long expires = clock.in(Duration.ofMillis(random.nextInt(1_000) - 10));
                        expected.remove(number);
                        if (region.put(key(number), i, random.nextInt(2_000), expires)) {
                            expected.put(number, new long[] {i, expires});
                        }
                    } else {
                        Object found = region.get(key(number));
                        if (found != null) {
                            hits.incrementAndGet();
                            assertThat(expected).containsKey(number);
                            assertThat(((Number) found).longValue()).isEqualTo(expected.get(number)[0]);
                            assertThat(clock.millis()).isLessThan(expected.get(number)[1]);
                        }
                    }
                }
            }
            assertThat(region.bytes()).isBetween(0L, Math.min(scope.maxBytes(), 20 << 10));
            assertThat(region.entries()).isBetween(0L, scope.maxEntries());
            assertThat(tier.bytes()).isLessThanOrEqualTo(20 << 10);
        }

        assertThat(hits).hasValueGreaterThan(1_000);
    }

    @Test
    void boundsHoldUnderConcurrentUse() throws InterruptedException {
        MemoryRegion region = tier.region(Entries.SCOPE);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Random random = new Random(t);
            threads.add(new Thread(() -> {
                for (int i = 0; i < 50_000; i++) {
                    int number = random.nextInt(300);
                    Object found = region.get(key(number));
                    if (found != null && !found.equals(number)) {
                        throw new AssertionError(found + " under the key of " + number);
                    }
                    if (i % 3 == 0) {
                        region.put(key(number), number, 1_000, clock.in(MINUTE));
                    } else if (i % 50 == 1) {
                        region.remove(key(number));
                    }
                }
            }));
        }

        threads.forEach(thread -> thread.setUncaughtExceptionHandler((it, e) -> failures.add(e)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(tier.bytes()).isEqualTo(region.entries() * (1_000 + MemoryRegion.OVERHEAD));
        assertThat(tier.bytes()).isBetween(90_000L, 100L << 10);
    }
}
