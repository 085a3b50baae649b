package dev.reprise.demo.provider;

import java.time.Duration;

/**
 * How long the provider lets its callers wait.
 *
 * @param generation the time of a chat completion or response, before its output tokens
 * @param perOutputToken the additional time of each output token
 * @param embedding the time of an embedding request, whatever its size
 */
public record Latency(Duration generation, Duration perOutputToken, Duration embedding) {

    /** What the demo states: 300 ms and 0.5 ms per output token, 60 ms for embeddings. Real providers are slower. */
    public static final Latency STATED =
            new Latency(Duration.ofMillis(300), Duration.ofNanos(500_000), Duration.ofMillis(60));

    /** No waiting at all. */
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Duration of(Kind kind, long outputTokens) {
        return switch (kind) {
            case CHAT, RESPONSES -> generation.plus(perOutputToken.multipliedBy(outputTokens));
            case EMBEDDINGS -> embedding;
        };
    }
}
