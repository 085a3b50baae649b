package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.redis.RedisTier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemoteFlightsTest {

    private static final ScopeSettings SCOPE =
            new ScopeSettings("answers", Duration.ofHours(1), Long.MAX_VALUE, Long.MAX_VALUE);

    private final Flights flights = new Flights(Duration.ofHours(1));
    private final AtomicInteger tried = new AtomicInteger();

    private RemoteFlights withoutThreads(RedisTier redis) {
        return new RemoteFlights(redis, flights, Runnable::run, Duration.ofHours(1), work -> {
            tried.incrementAndGet();
            throw new OutOfMemoryError("no native thread is to be had");
        });
    }

    @Test
    void whereNoThreadIsToBeHadNobodyWaitsAndTheNextOneTriesAgain() {
        RemoteFlights remote = withoutThreads(null);

        for (int i = 1; i <= 3; i++) {
            CacheKey key = new CacheKey(i, 2, 3, 4);
            Flight flight = flights.inForce(flights.begin(key));
            remote.await(List.of(new ClaimedCall(SCOPE, key)), flight, () -> null);

            assertThat(flight.isOver()).isTrue();
            assertThat(tried).hasValue(i);
        }
    }
}
