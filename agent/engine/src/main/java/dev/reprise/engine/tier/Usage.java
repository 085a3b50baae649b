package dev.reprise.engine.tier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the scopes may take on disk and what they take, as far as one process knows. Not thread-safe. */
final class Usage {

    private final Map<String, Quota> quotas = new HashMap<>();
    private final Map<String, Used> used = new HashMap<>();
    private final Quota total;
    private long bytes;

    private record Used(long bytes, long entries) {}

    Usage(Quota total) {
        this.total = total;
    }

    void allow(String scope, Quota quota) {
        quotas.put(scope, quota);
    }

    Quota quota(String scope) {
        return quotas.getOrDefault(scope, Quota.NONE);
    }

    void add(String scope, long size) {
        Used before = used.getOrDefault(scope, new Used(0, 0));
        set(scope, before.bytes + size, before.entries + 1);
    }

    /** Takes what a sweep found in a scope for what is there. */
    void set(String scope, long bytesNow, long entriesNow) {
        Used before = used.put(scope, new Used(bytesNow, entriesNow));
        bytes += bytesNow - (before == null ? 0 : before.bytes);
    }

    void clear() {
        used.clear();
        bytes = 0;
    }

    boolean exceedsTotal() {
        return bytes > total.bytes();
    }

    boolean exceeds(String scope) {
        Used its = used.get(scope);
        return its != null && quota(scope).exceededBy(its.bytes, its.entries);
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

    /** Returns the scopes that may take less than all together. */
    Set<String> limited() {
        Set<String> scopes = new HashSet<>();
        for (Map.Entry<String, Quota> scope : quotas.entrySet()) {
            Quota quota = scope.getValue();
            if (quota.bytes() < total.bytes() || quota.entries() < total.entries()) {
                scopes.add(scope.getKey());
            }
        }
        return scopes;
    }
}
