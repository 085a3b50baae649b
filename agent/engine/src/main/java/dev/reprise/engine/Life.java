package dev.reprise.engine;

import dev.reprise.engine.tier.Blob;
import java.time.Duration;

/**
 * How long the entries of a method are served.
 *
 * @param ttl the time to live, above zero
 * @param fromLastUse whether a hit lets it begin anew
 */
record Life(Duration ttl, boolean fromLastUse) {

    /** An entry is written anew only if it gains this share of its time: a tenth, by which it may end too soon. */
    private static final int SHARE = 10;

    /** Returns until when an entry is served that is made, or used, now. */
    long expires(long nowMillis) {
        return nowMillis + ttl.toMillis();
    }

    /**
     * Returns until when a stored entry is served that is used now; it may be over. A time to live that was shortened since
     * holds for what is stored already, too: where hits extend it, from this use on.
     */
    long expires(Blob blob, long nowMillis) {
        if (!fromLastUse) {
            return Math.min(blob.expiresAtMillis(), blob.createdAtMillis() + ttl.toMillis());
        }
        return blob.expiresAtMillis() > nowMillis && isRenewed(blob.expiresAtMillis(), nowMillis)
                ? expires(nowMillis)
                : blob.expiresAtMillis();
    }

    /** Returns whether a use at this time lets an entry live on that would end at the other. */
    boolean isRenewed(long expiresAtMillis, long nowMillis) {
        return fromLastUse && Math.abs(expires(nowMillis) - expiresAtMillis) >= leastGain();
    }

    /** Returns what an entry gains at least, in milliseconds. */
    long leastGain() {
        return Math.max(1, ttl.toMillis() / SHARE);
    }
}
