package dev.reprise.engine.config;

/**
 * The disk tier.
 *
 * @param enabled whether there is one
 * @param maxBytes what all its entries may take together, in bytes
 */
public record DiskSettings(boolean enabled, long maxBytes) {

    static final DiskSettings DEFAULT = new DiskSettings(true, 1L << 30);
}
