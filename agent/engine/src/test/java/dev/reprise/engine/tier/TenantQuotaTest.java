package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tenants may take of a scope in memory. */
class TenantQuotaTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int KB_ENTRY = 1024 - MemoryRegion.OVERHEAD;

    private final MutableClock clock = new MutableClock();
    private final MemoryTier tier = new MemoryTier(100 << 10, clock);
    private final Epochs epochs = new Epochs(() -> 1, key -> {});
    private final Map<String, Subjects> subjects = new HashMap<>();

    @Test
    void aTenantThatFillsTheScopePushesOutHisOwnEntriesOnly() {
        MemoryRegion region = tier.region(scope(1_000, 1 << 20, 5, Long.MAX_VALUE));
        put(region, 1, "small");
        put(region, 2, null);

        for (int i = 10; i < 100; i++) {
            put(region, i, "large");
        }

        assertThat(region.get(key(1))).isNotNull();
        assertThat(region.get(key(2))).isNotNull();
        assertThat(region.get(key(99))).isNotNull();
        assertThat(region.entries()).isEqualTo(7);
        assertThat(tier.tenants())
                .extracting(TenantUse::tenant, TenantUse::entries, TenantUse::bytes, TenantUse::evicted)
                .containsExactly(
                        tuple("large", 5L, 5L << 10, 85L),
                        tuple("", 1L, 1L << 10, 0L),
                        tuple("small", 1L, 1L << 10, 0L));
    }

    @Test
    void bytesAreBoundedAsNumbersAre() {
        MemoryRegion region = tier.region(scope(1_000, 1 << 20, Long.MAX_VALUE, 10 << 10));

        for (int i = 0; i < 50; i++) {
            put(region, i, "large");
            put(region, 100 + i, "other");
        }
        boolean fits = region.put(
                key(500), "x", 10 << 10, clock.millis(), clock.in(MINUTE), /* stamp= */ 0, subjects("third"));

        assertThat(region.bytes()).isEqualTo(20 << 10);
        assertThat(fits).isFalse();
    }

    @Test
    void whereThereIsNoRoomForAllWhoHasMostGivesWay() {
        MemoryRegion region = tier.region(scope(20, 1 << 20, 18, Long.MAX_VALUE));
        for (int i = 0; i < 4; i++) {
            put(region, i, "small");
        }

        for (int i = 10; i < 200; i++) {
            put(region, i, "large");
        }

        for (int i = 0; i < 4; i++) {
            assertThat(region.get(key(i))).isNotNull();
        }
        assertThat(region.entries()).isEqualTo(20);
    }

    @Test
    void soItIsWhereTheScopesTogetherHaveNoRoom() {
        MemoryRegion region = tier.region(scope(1_000, 1 << 20, 1_000, Long.MAX_VALUE));
        put(region, 1, "small");
        for (int i = 10; i < 500; i++) {
            put(region, i, "large");
        }

        assertThat(region.get(key(1))).isNotNull();
        assertThat(tier.bytes()).isEqualTo(100 << 10);
    }

    @Test
    void expiredEntriesOfTenantsWhoAskNoMoreAreDroppedForOthers() {
        MemoryRegion region = tier.region(scope(1_000, 1 << 20, 1_000, Long.MAX_VALUE));
        for (int i = 0; i < 30; i++) {
            put(region, i, "tenant " + i);
        }
        clock.advance(MINUTE);

        for (int i = 100; i < 140; i++) {
            put(region, i, "new");
        }

        assertThat(region.entries()).isEqualTo(40);
        assertThat(tier.tenants()).hasSize(1);
    }

    @Test
    void withoutQuotasNobodyIsCounted() {
        MemoryRegion region = tier.region(scope(10, 1 << 20, Long.MAX_VALUE, Long.MAX_VALUE));
        put(region, 1, "small");
        for (int i = 10; i < 40; i++) {
            put(region, i, "large");
        }

        assertThat(region.get(key(1))).isNull();
        assertThat(tier.tenants()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void quotasHoldAfterAnySequenceOfOperations(int seed) {
        MemoryRegion region = tier.region(scope(60, 80 << 10, 20, 15 << 10));
        Random random = new Random(seed);

        for (int i = 0; i < 5_000; i++) {
            int number = random.nextInt(200);
            switch (random.nextInt(8)) {
                case 0 -> region.remove(key(number));
                case 1 -> clock.advance(Duration.ofSeconds(random.nextInt(5)));
                case 2 -> region.get(key(number));
                case 3 -> {
                    if (random.nextInt(100) == 0) {
                        region.clear();
                    }
                }
                default ->
                    region.put(
                            key(number),
                            number,
                            random.nextInt(3 << 10),
                            clock.millis(),
                            clock.in(Duration.ofSeconds(1 + random.nextInt(60))),
                            /* stamp= */ 0,
                            subjects("tenant " + number % 7));
            }

            long entries = 0;
            long bytes = 0;
            for (TenantUse use : tier.tenants()) {
                assertThat(use.entries()).isBetween(1L, 20L);
                assertThat(use.bytes()).isBetween(1L, 15L << 10);
                entries += use.entries();
                bytes += use.bytes();
            }
            assertThat(region.entries()).isEqualTo(entries).isLessThanOrEqualTo(60);
            assertThat(region.bytes()).isEqualTo(bytes).isLessThanOrEqualTo(80 << 10);
        }
    }

    private void put(MemoryRegion region, int number, @Nullable String tenant) {
        CacheKey key = key(number);
        assertThat(region.put(
                        key, number, KB_ENTRY, clock.millis(), clock.in(MINUTE), /* stamp= */ 0, subjects(tenant)))
                .isTrue();
    }

    private Subjects subjects(@Nullable String tenant) {
        return subjects.computeIfAbsent(
                String.valueOf(tenant),
                name -> epochs.subjects(
                        List.of(),
                        new Owner(
                                "method",
                                Set.of(),
                                tenant,
                                new Subject(1, name.hashCode()),
                                /* window= */ 0,
                                /* bytes= */ 0)));
    }

    private static ScopeSettings scope(long entries, long bytes, long tenantEntries, long tenantBytes) {
        return Entries.scope("scope", entries, bytes, new TenantQuota(tenantEntries, tenantBytes));
    }
}
