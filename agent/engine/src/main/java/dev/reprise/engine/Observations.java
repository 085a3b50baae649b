package dev.reprise.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.reprise.engine.key.CacheKey;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The keys seen in mode {@code observe}, each for as long as an entry would have lived. Thread-safe. */
final class Observations {

    /** At about 100 bytes each, this many keys cost some 10 MB at the most. */
    private static final int KEYS = 100_000;

    private final Cache<CacheKey, Duration> seen;

    Observations(LongSupplier nanoClock) {
        seen = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoClock::getAsLong)
                .maximumSize(KEYS)
                .expireAfter(Expiry.creating((CacheKey key, Duration ttl) -> ttl))
                .build();
    }

    /** Notes a key; returns whether an entry would have answered it. */
    boolean repeated(CacheKey key, Duration ttl) {
        return seen.asMap().putIfAbsent(key, ttl) != null;
    }
}
