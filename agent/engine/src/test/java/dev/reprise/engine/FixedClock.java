package dev.reprise.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
final class FixedClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private long nanos;

    void advance(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
