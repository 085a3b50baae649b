package dev.reprise.engine.tier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the scopes may take on disk and what they take, as far as one process knows. Not thread-safe. */
final class Usage {

    private final Map<String, ScopeQuota> quotas = new HashMap<>();
    private final Map<String, Used> used = new HashMap<>();

    /** What was written since the latest sweep began, which may not have seen it. */
    private final Map<String, Used> since = new HashMap<>();

    /** Of the scopes whose tenants have quotas. */
    private final Map<String, TenantUsage> tenants = new HashMap<>();

    private final Quota total;
    private long bytes;

    Usage(Quota total) {
        this.total = total;
    }

    void allow(String scope, ScopeQuota quota) {
        quotas.put(scope, quota);
        TenantUsage known = tenants.get(scope);
        if (!quota.countsTenants()) {
            tenants.remove(scope);
        } else if (known == null || !known.quota().equals(quota.ofTenant())) {
            tenants.put(scope, new TenantUsage(quota.ofTenant()));
        }
    }

    ScopeQuota quota(String scope) {
        return quotas.getOrDefault(scope, ScopeQuota.NONE);
    }

    Map<String, ScopeQuota> quotas() {
        return Map.copyOf(quotas);
    }

    /**
     * Adds an entry.
     *
     * @param tenant whose it is, as {@link TenantCounts} has it
     */
    void add(String scope, long tenant, long size) {
        TenantUsage its = tenants.get(scope);
        if (its != null) {
            its.add(tenant, size);
        }
        used.put(scope, used.getOrDefault(scope, Used.NOTHING).plus(size, 1));
        since.put(scope, since.getOrDefault(scope, Used.NOTHING).plus(size, 1));
        bytes += size;
    }

    /** A sweep begins. */
    void begin() {
        since.clear();
        for (TenantUsage each : tenants.values()) {
            each.begin();
        }
    }

    /** Takes what a sweep found in a scope, and what was written there since it began, for what is there. */
    void set(String scope, Left found) {
        TenantUsage its = tenants.get(scope);
        if (its != null) {
            its.set(found.tenants());
        }
        Used now = since.getOrDefault(scope, Used.NOTHING)
                .plus(found.ages().totalBytes(), found.ages().totalEntries());
        Used before = used.put(scope, now);
        bytes += now.bytes() - (before == null ? 0 : before.bytes());
    }

    /** Forgets all but what was written since the latest sweep began. */
    void forget() {
        used.clear();
        used.putAll(since);
        bytes = writtenSince();
    }

    /** Returns how many bytes were written since the latest sweep began. */
    long writtenSince() {
        long written = 0;
        for (Used its : since.values()) {
            written += its.bytes();
        }
        return written;
    }

    boolean exceedsTotal() {
        return bytes > total.bytes();
    }

    /** Returns whether a scope takes, or all take, so much more than they may that sweeps do not keep up with what is written. */
    boolean isFarBeyond(String scope) {
        Used its = used.getOrDefault(scope, Used.NOTHING);
        return quota(scope).whole().highWater().exceededBy(its.bytes(), its.entries())
                || bytes > total.highWater().bytes();
    }

    boolean exceeds(String scope) {
        Used its = used.get(scope);
        TenantUsage ofTenants = tenants.get(scope);
        return (its != null && quota(scope).whole().exceededBy(its.bytes(), its.entries()))
                || (ofTenants != null && ofTenants.exceeds());
    }

    /** Returns the scopes that take more than they may. */
    Set<String> exceeding() {
        Set<String> scopes = new HashSet<>();
        for (String scope : used.keySet()) {
            if (exceeds(scope)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /** Returns the scopes that may take less than all together, or whose tenants have quotas. */
    Set<String> limited() {
        Set<String> scopes = new HashSet<>();
        for (Map.Entry<String, ScopeQuota> scope : quotas.entrySet()) {
            Quota quota = scope.getValue().whole();
            if (scope.getValue().countsTenants()
                    || quota.bytes() < total.bytes()
                    || quota.entries() < total.entries()) {
                scopes.add(scope.getKey());
            }
        }
        return scopes;
    }
}
