package dev.reprise.admin.jmx;

import dev.reprise.engine.tier.TenantUse;
import javax.management.ConstructorParameters;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has of a scope in memory.
 *
 * @param scope the scope's name
 * @param tenant his name; empty for calls without a tenant
 * @param entries how many entries
 * @param bytes what they take
 * @param evicted how many had to go because he was over his quota
 * @param maxEntries how many he may have; null for no limit
 * @param maxBytes what they may take; null for no limit
 */
public record TenantStatus(
        String scope,
        String tenant,
        long entries,
        long bytes,
        long evicted,
        @Nullable Long maxEntries,
        @Nullable Long maxBytes) {

    /** Makes a status; JMX calls this by the names of the parameters. */
    @ConstructorParameters({"scope", "tenant", "entries", "bytes", "evicted", "maxEntries", "maxBytes"})
    public TenantStatus {}

    static TenantStatus of(TenantUse use) {
        return new TenantStatus(
                use.scope(),
                use.tenant(),
                use.entries(),
                use.bytes(),
                use.evicted(),
                limit(use.quota().maxEntries()),
                limit(use.quota().maxBytes()));
    }

    private static @Nullable Long limit(long most) {
        return most == Long.MAX_VALUE ? null : Long.valueOf(most);
    }

    // JMX of JDK 17 knows getters only.

    public String getScope() {
        return scope;
    }

    public String getTenant() {
        return tenant;
    }

    public long getEntries() {
        return entries;
    }

    public long getBytes() {
        return bytes;
    }

    public long getEvicted() {
        return evicted;
    }

    public @Nullable Long getMaxEntries() {
        return maxEntries;
    }

    public @Nullable Long getMaxBytes() {
        return maxBytes;
    }
}
