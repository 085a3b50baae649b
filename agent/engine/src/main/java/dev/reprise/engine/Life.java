package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import java.time.Duration;

/**
 * How long the entries of a method are served.
 *
 * @param ttl the time to live, above zero
 * @param fromLastUse whether a hit lets it begin anew
 * @param jitter by up to how many percent of it an entry ends sooner, so that those made together do not end together
 */
record Life(Duration ttl, boolean fromLastUse, int jitter) {

    /** An entry is written anew only if it gains this share of its time: a tenth, by which it may end too soon. */
    private static final int SHARE = 10;

    /** Returns until when an entry is served that is made, or used, now. It depends on the key: by it entries differ. */
    long expires(CacheKey key, long nowMillis) {
        long millis = ttl.toMillis();
        return nowMillis + millis - (jitter == 0 ? 0 : millis * jitter / 100 * (key.c() & 0x3ff) / 0x400);
    }

    /**
     * Returns until when a stored entry is served that is used now; it may be over. A time to live that was shortened since
     * holds for what is stored already, too: where hits extend it, from this use on.
     */
    long expires(CacheKey key, Blob blob, long nowMillis) {
        if (!fromLastUse) {
            return Math.min(blob.expiresAtMillis(), blob.createdAtMillis() + ttl.toMillis());
        }
        return blob.expiresAtMillis() > nowMillis && isRenewed(key, blob.expiresAtMillis(), nowMillis)
                ? expires(key, nowMillis)
                : blob.expiresAtMillis();
    }

    /** Returns whether a use at this time lets an entry live on that would end at the other. */
    boolean isRenewed(CacheKey key, long expiresAtMillis, long nowMillis) {
        return fromLastUse && Math.abs(expires(key, nowMillis) - expiresAtMillis) >= leastGain();
    }

    /** Returns what an entry gains at least, in milliseconds. */
    long leastGain() {
        return Math.max(1, ttl.toMillis() / SHARE);
    }
}
