package dev.reprise.engine.config;

/**
 * The memory tier.
 *
 * @param enabled whether there is one
 * @param maxBytes what all its entries may take together, in bytes
 */
public record MemorySettings(boolean enabled, long maxBytes) {

    /** A service with less of a heap than half a gigabyte was not sized for what is added here: it gets an eighth. */
    private static final int SHARE = 8;

    static final MemorySettings DEFAULT = byDefault(Runtime.getRuntime().maxMemory());

    /** Returns what holds where nothing is said: 64 MB, or an eighth of a heap that may become this large. */
    static MemorySettings byDefault(long heapBytes) {
        return new MemorySettings(true, Math.min(64L << 20, heapBytes / SHARE));
    }

    /** Returns whether it may take more than half of a heap that may become this large. */
    public boolean isMostOf(long heapBytes) {
        return enabled && maxBytes > heapBytes / 2;
    }
}
