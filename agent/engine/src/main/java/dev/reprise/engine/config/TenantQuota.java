package dev.reprise.engine.config;

/**
 * What one tenant may take of a scope, in each tier by itself.
 *
 * @param maxEntries in entries; {@link Long#MAX_VALUE} for no limit
 * @param maxBytes in bytes; {@link Long#MAX_VALUE} for no limit
 */
public record TenantQuota(long maxEntries, long maxBytes) {

    /** No limit. */
    public static final TenantQuota NONE = new TenantQuota(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Returns whether there is no limit. */
    public boolean isNone() {
        return maxEntries == Long.MAX_VALUE && maxBytes == Long.MAX_VALUE;
    }
}
