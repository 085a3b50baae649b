package dev.reprise.engine.config;

import java.time.Duration;

/**
 * The disk tier.
 *
 * @param enabled whether there is one
 * @param maxBytes what all its entries may take together, in bytes
 * @param timeout what a call waits for it at the most, but for those that are reading when it ceases to answer
 */
public record DiskSettings(boolean enabled, long maxBytes, Duration timeout) {

    /** Unless it is configured. */
    public static final Duration TIMEOUT = Duration.ofMillis(20);

    /** By itself. */
    public static final DiskSettings DEFAULT = new DiskSettings(true, 1L << 30, TIMEOUT);

    /** The longest that can be configured. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

    /** Returns the same, switched off. */
    DiskSettings off() {
        return new DiskSettings(false, maxBytes, timeout);
    }
}
