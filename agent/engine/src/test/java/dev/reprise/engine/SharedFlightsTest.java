package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How long others are waited for; nobody asks for a claim here, so none would ever end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SharedFlightsTest {

    private static final Duration BOUND = Duration.ofHours(1);
    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
    private static final List<ClaimedCall> CALLS =
            List.of(new ClaimedCall(new ScopeSettings("answers", BOUND, Long.MAX_VALUE, Long.MAX_VALUE), KEY));

    private final Flights flights = new Flights(BOUND);
    private final SharedFlights shared = new SharedFlights(
            /* redis= */ null,
            /* writer= */ null,
            BOUND,
            BOUND,
            () -> 1,
            flights,
            new RemoteFlights(
                    /* redis= */ null, flights, Runnable::run, BOUND, work -> new Thread(() -> {}, "asks-nobody")));

    private static long longAgo() {
        return System.nanoTime() - BOUND.toNanos();
    }

    @Test
    void whoHasWaitedForTheBoundAlreadyTakesWhatIsThereAndWaitsForNothing() {
        assertThat(shared.isOver(System.nanoTime())).isFalse();
        assertThat(shared.isOver(longAgo())).isTrue();

        assertThat(shared.await(CALLS, /* flight= */ null, longAgo(), () -> "there"))
                .isEqualTo("there");
        assertThat(shared.await(CALLS, /* flight= */ null, longAgo(), () -> null))
                .isNull();
    }

    @Test
    void whoHasWaitedForTheBoundAlreadyIsToldAtOnce() throws Exception {
        CountDownLatch told = new CountDownLatch(1);

        assertThat(shared.tell(CALLS, KEY, longAgo(), () -> null, told::countDown))
                .isTrue();

        told.await();
    }
}
