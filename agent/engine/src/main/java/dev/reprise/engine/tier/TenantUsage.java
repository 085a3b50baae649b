package dev.reprise.engine.tier;

import java.util.HashSet;
import java.util.Set;

/** What tenants may take of one scope on disk and what they take, as far as one process knows. Not thread-safe. */
final class TenantUsage {

    private final Quota quota;
    private final TenantCounts used = new TenantCounts();

    /** What was written since the latest sweep began, which may not have seen it. */
    private final TenantCounts since = new TenantCounts();

    private final Set<Long> over = new HashSet<>();

    TenantUsage(Quota quota) {
        this.quota = quota;
    }

    Quota quota() {
        return quota;
    }

    void add(long tenant, long size) {
        if (tenant == TenantCounts.NOT_SAID) {
            return;
        }
        since.add(tenant, size, 1);
        Used now = used.add(tenant, size, 1);
        if (quota.exceededBy(now.bytes(), now.entries())) {
            over.add(tenant);
        }
    }

    /** A sweep begins. */
    void begin() {
        since.clear();
    }

    /** Takes what a sweep found, and what was written since it began, for what is there. */
    void set(TenantCounts found) {
        used.clear();
        used.addAll(found);
        used.addAll(since);
        over.clear();
        over.addAll(used.tenantsOver(quota));
    }

    boolean exceeds() {
        return !over.isEmpty();
    }
}
