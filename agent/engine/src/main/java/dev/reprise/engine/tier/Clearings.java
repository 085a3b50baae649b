package dev.reprise.engine.tier;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** When the scopes were cleared by this process: what was created up to then is gone, also where its write is still queued. */
final class Clearings {

    private final ConcurrentMap<String, Long> scopes = new ConcurrentHashMap<>();
    private volatile long all = Long.MIN_VALUE;

    void clear(String scope, long nowMillis) {
        scopes.put(scope, nowMillis);
    }

    void clearAll(long nowMillis) {
        all = nowMillis;
    }

    boolean cover(String scope, Blob blob) {
        Long at = scopes.get(scope);
        return blob.createdAtMillis() <= all || (at != null && blob.createdAtMillis() <= at);
    }
}
