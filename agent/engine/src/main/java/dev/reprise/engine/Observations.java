package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Begun;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.MemoryRegion;
import dev.reprise.engine.tier.MemoryTier;
import java.time.Duration;
import java.time.InstantSource;

/** The keys seen in mode {@code observe}, each for as long as an entry would have lived that nobody evicts. Thread-safe. */
final class Observations {

    /** Enough for about 100,000 keys, each with what the memory tier counts for an entry. */
    private static final long BYTES = 16L << 20;

    private final InstantSource clock;
    private final MemoryRegion seen;

    Observations(InstantSource clock) {
        this.clock = clock;
        this.seen = new MemoryTier(BYTES, clock)
                .region(new ScopeSettings("observed", Duration.ofDays(1), Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /**
     * Notes a key; returns whether an entry would have answered it.
     *
     * @param begun what was in force when the call began
     */
    boolean repeated(CacheKey key, Duration ttl, Begun begun) {
        Stamps stamps = begun.of(key);
        if (stamps == null) {
            return false; // Evicted while the call ran, so that nothing would have been kept.
        }
        long now = clock.millis();
        if (seen.get(key, now, /* margin= */ 0, stamps.memory(), /* sinceMillis= */ Long.MIN_VALUE) != null) {
            return true;
        }
        seen.put(key, true, 0, now, now + ttl.toMillis(), stamps.memory(), begun.subjects());
        return false;
    }
}
