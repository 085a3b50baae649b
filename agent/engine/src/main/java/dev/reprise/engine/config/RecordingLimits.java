package dev.reprise.engine.config;

import java.time.Duration;

/**
 * What a recording of an answer in parts may come to. One that gets larger is dropped; the answer is not disturbed.
 *
 * @param maxParts how many parts
 * @param maxTime how long it may take
 */
public record RecordingLimits(long maxParts, Duration maxTime) {

    /** What holds if nobody says otherwise. */
    public static final RecordingLimits DEFAULT = new RecordingLimits(100_000, Duration.ofMinutes(10));
}
