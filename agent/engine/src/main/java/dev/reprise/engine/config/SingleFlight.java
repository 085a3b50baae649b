package dev.reprise.engine.config;

import java.time.Duration;

/**
 * Whether equal calls at the same time wait for one real call.
 *
 * @param bound how long that may have run at the most; zero if nobody waits
 * @param shared whether the services that share a Redis wait for each other's, too
 * @param sharesFailures whether those who waited fail as the real call did, instead of making it again
 */
public record SingleFlight(Duration bound, boolean shared, boolean sharesFailures) {

    /** The default of {@code single-flight}. */
    public static final SingleFlight DEFAULT =
            new SingleFlight(Duration.ofSeconds(30), /* shared= */ false, /* sharesFailures= */ false);

    static final SingleFlight OFF = new SingleFlight(Duration.ZERO, /* shared= */ false, /* sharesFailures= */ false);
}
