package dev.reprise.engine.config;

/**
 * The memory tier.
 *
 * @param enabled whether there is one
 * @param maxBytes what all its entries may take together, in bytes
 */
public record MemorySettings(boolean enabled, long maxBytes) {

    static final MemorySettings DEFAULT = new MemorySettings(true, 64L << 20);
}
