package dev.reprise.engine.config;

import java.time.Duration;

/**
 * Whether equal calls at the same time wait for one real call.
 *
 * @param bound how long that may have run at the most; zero if nobody waits
 * @param pause how long whoever pulls its answer may do something else while others wait
 * @param shared whether the services that share a Redis wait for each other's, too
 * @param sharesFailures whether those who waited fail as the real call did, instead of making it again
 */
public record SingleFlight(Duration bound, Duration pause, boolean shared, boolean sharesFailures) {

    /** The default of {@code single-flight}. */
    public static final SingleFlight DEFAULT = new SingleFlight(
            Duration.ofSeconds(30), Duration.ofMillis(200), /* shared= */ false, /* sharesFailures= */ false);

    static final SingleFlight OFF = DEFAULT.with(Duration.ZERO);

    /** Returns these with another bound. */
    public SingleFlight with(Duration other) {
        return new SingleFlight(other, pause, shared, sharesFailures);
    }
}
