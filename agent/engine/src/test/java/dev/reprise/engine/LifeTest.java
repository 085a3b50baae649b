package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final long NOW = 1_000_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final CacheKey KEY = new CacheKey(1, 2, 0x1ff, 4);

    private final Life even = new Life(Duration.ofHours(1), /* fromLastUse= */ false, /* jitter= */ 0);
    private final Life jittered = new Life(Duration.ofHours(1), /* fromLastUse= */ false, /* jitter= */ 20);

    @Test
    void entriesMadeTogetherEndTogetherUnlessTheyAreJittered() {
        SplittableRandom random = new SplittableRandom(1);
        TreeSet<Long> evenly = new TreeSet<>();
        TreeSet<Long> spread = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            CacheKey key = new CacheKey(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            evenly.add(even.expires(key, NOW));
            spread.add(jittered.expires(key, NOW));
        }

        assertThat(evenly).containsExactly(NOW + HOUR);
        assertThat(spread).hasSizeGreaterThan(500);
        assertThat(spread.first()).isBetween(NOW + HOUR * 8 / 10, NOW + HOUR * 81 / 100);
        assertThat(spread.last()).isBetween(NOW + HOUR * 99 / 100, NOW + HOUR);
    }

    @Test
    void aKeyAlwaysLosesTheSameShareAndNeverAllOfIt() {
        Life most = new Life(Duration.ofHours(1), /* fromLastUse= */ false, /* jitter= */ 100);

        assertThat(jittered.expires(KEY, NOW + 7) - 7).isEqualTo(jittered.expires(KEY, NOW));
        assertThat(most.expires(new CacheKey(0, 0, -1, 0), NOW)).isGreaterThan(NOW);
    }

    @Test
    void aStoredEntryEndsWhenItWasToEndWhenItWasMade() {
        Blob made = blob(jittered.expires(KEY, NOW));

        assertThat(jittered.expires(KEY, made, NOW + 5)).isEqualTo(made.expiresAtMillis());
        assertThat(even.expires(KEY, made, NOW + 5)).isEqualTo(made.expiresAtMillis());
    }

    @Test
    void hitsRenewAJitteredEntryNoMoreOftenThanAnother() {
        Life renewed = new Life(Duration.ofHours(1), /* fromLastUse= */ true, /* jitter= */ 20);
        long expires = renewed.expires(KEY, NOW);

        assertThat(renewed.isRenewed(KEY, expires, NOW)).isFalse();
        assertThat(renewed.isRenewed(KEY, expires, NOW + HOUR / 11)).isFalse();
        assertThat(renewed.isRenewed(KEY, expires, NOW + HOUR / 10)).isTrue();
    }

    @Test
    void aTimeThatWasShortForAWhileLeavesTheShareThatIsAskedAheadIn() {
        Life life = Life.of(
                Duration.ofHours(1),
                /* fromLastUse= */ false,
                /* jitter= */ 0,
                new Staleness(
                        /* ifError= */ null,
                        /* whileRevalidate= */ null,
                        /* refreshAhead= */ 10,
                        /* exceptions= */ null));

        Life shorter = life.with(new Lifetime(Duration.ofMillis(1), /* jitter= */ 0));

        assertThat(shorter.with(new Lifetime(Duration.ofHours(1), /* jitter= */ 0))
                        .ahead())
                .isEqualTo(HOUR / 10);
    }

    private static Blob blob(long expiresAtMillis) {
        return new Blob("test", 1, NOW, expiresAtMillis, new byte[1]);
    }
}
