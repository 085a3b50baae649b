package dev.reprise.engine.tier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the scopes may take on disk and what they take, as far as one process knows. Not thread-safe. */
final class Usage {

    private final Map<String, Quota> quotas = new HashMap<>();
    private final Map<String, Used> used = new HashMap<>();

    /** What was written since the latest sweep began, which may not have seen it. */
    private final Map<String, Used> since = new HashMap<>();

    private final Quota total;
    private long bytes;

    private record Used(long bytes, long entries) {

        static final Used NOTHING = new Used(0, 0);

        Used plus(long moreBytes, long moreEntries) {
            return new Used(bytes + moreBytes, entries + moreEntries);
        }
    }

    Usage(Quota total) {
        this.total = total;
    }

    void allow(String scope, Quota quota) {
        quotas.put(scope, quota);
    }

    Quota quota(String scope) {
        return quotas.getOrDefault(scope, Quota.NONE);
    }

    Map<String, Quota> quotas() {
        return Map.copyOf(quotas);
    }

    void add(String scope, long size) {
        used.put(scope, used.getOrDefault(scope, Used.NOTHING).plus(size, 1));
        since.put(scope, since.getOrDefault(scope, Used.NOTHING).plus(size, 1));
        bytes += size;
    }

    /** A sweep begins. */
    void begin() {
        since.clear();
    }

    /** Takes what a sweep found in a scope, and what was written there since it began, for what is there. */
    void set(String scope, long bytesFound, long entriesFound) {
        Used now = since.getOrDefault(scope, Used.NOTHING).plus(bytesFound, entriesFound);
        Used before = used.put(scope, now);
        bytes += now.bytes - (before == null ? 0 : before.bytes);
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
            written += its.bytes;
        }
        return written;
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
