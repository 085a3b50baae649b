package dev.reprise.engine.redis;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Whether a server is asked at all: not after the first fault, until it proved that it works. Says each change once. Guarded
 * by its user, except for {@link #isOpen}.
 */
final class Breaker {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final String subject;
    private final String address;
    private final Logger log;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** While it is open; null otherwise. */
    private volatile @Nullable Fault fault;

    /** What was said last; null if all is well, as far as the log tells. */
    private @Nullable Fault said;

    /**
     * @param subject what is on or off
     */
    Breaker(String subject, String address, Logger log) {
        this.subject = subject;
        this.address = address;
        this.log = log;
    }

    boolean isOpen() {
        return fault != null;
    }

    /** Returns whether it is open for good. */
    boolean isStuck() {
        Fault now = fault;
        return now != null && now.lasting();
    }

    /** Opens it, or takes a further failure while it is open. */
    void open(Fault found) {
        if (fault != null) {
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
        }
        if (fault == null || found.lasting()) {
            fault = found;
        }
    }

    /** Closes it. If it opens again before an entry was looked up, the pause is as long as it was. */
    void close() {
        fault = null;
    }

    /** Takes note of a look-up that succeeded. */
    void proved() {
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /** Returns how long to wait before the next try. */
    long pauseMillis() {
        return pauseMillis;
    }

    boolean hasNews() {
        return (fault == null) != (said == null) || (fault != null && !fault.equals(said));
    }

    /** Returns what says the change, to be run without a lock: a log can take its time. */
    Runnable news() {
        Fault now = fault;
        said = now;
        if (now == null) {
            return () -> log.info("{} works again: {}", subject, address);
        }
        String again = now.lasting() ? "" : " Tried again in the background.";
        return () -> log.warn(
                "{} is off, the other tiers serve and nothing is written to it: {} {}. {}{}",
                subject,
                address,
                now.reason(),
                now.remedy(),
                again);
    }
}
