package dev.reprise.engine.tier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told otherwise. */
public final class MutableClock implements InstantSource {

    private volatile long millis = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long millis() {
        return millis;
    }

    public long in(Duration duration) {
        return millis + duration.toMillis();
    }

    public void advance(Duration duration) {
        millis += duration.toMillis();
    }
}
