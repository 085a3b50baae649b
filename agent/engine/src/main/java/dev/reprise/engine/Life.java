package dev.reprise.engine;

import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the entries of a method are served.
 *
 * @param ttl the time to live, above zero
 * @param fromLastUse whether a hit lets it begin anew
 * @param jitter by up to how many percent of it an entry ends sooner, so that those made together do not end together
 * @param window for how many milliseconds after its time an entry is kept, to answer calls that have nothing better
 * @param aheadShare in which last share of its time an entry is asked for again, in percent
 * @param ahead for how many milliseconds before the end of its time that is
 * @param isChanged whether it was another one since the JVM began, so that entries may be there that were to live longer
 */
record Life(Duration ttl, boolean fromLastUse, int jitter, long window, int aheadShare, long ahead, boolean isChanged) {

    /** An entry is written anew only if it gains this share of its time: a tenth, by which it may end too soon. */
    private static final int SHARE = 10;

    /** Makes one by which entries are let go when their time is over. */
    Life(Duration ttl, boolean fromLastUse, int jitter) {
        this(ttl, fromLastUse, jitter, /* window= */ 0, /* aheadShare= */ 0, /* ahead= */ 0, /* isChanged= */ false);
    }

    /** Makes one by which entries are kept as long as they are of use when their time is over. */
    static Life of(Duration ttl, boolean fromLastUse, int jitter, Staleness stale) {
        return new Life(
                ttl,
                fromLastUse,
                jitter,
                stale.window(),
                stale.ahead(),
                ahead(ttl, stale.ahead()),
                /* isChanged= */ false);
    }

    private static long ahead(Duration ttl, int share) {
        return ttl.toMillis() * share / 100;
    }

    /** Returns this, or what it is by what the configuration says now. */
    Life with(@Nullable Lifetime now) {
        if (now == null || (jitter == now.jitter() && ttl.equals(now.ttl()))) {
            return this;
        }
        return new Life(
                now.ttl(),
                fromLastUse,
                now.jitter(),
                window,
                aheadShare,
                ahead(now.ttl(), aheadShare),
                /* isChanged= */ true);
    }

    /**
     * Returns when what is in memory must have been made at the earliest so that its time is not over; mostly any time will do,
     * because it was made to end in time.
     */
    long since(long nowMillis) {
        return isChanged && !fromLastUse ? nowMillis - ttl.toMillis() + 1 : Long.MIN_VALUE;
    }

    /** Returns when the time of an entry in memory ends. */
    long over(long createdAtMillis, long expiresAtMillis) {
        long over = expiresAtMillis - window;
        return isChanged && !fromLastUse ? Math.min(over, createdAtMillis + ttl.toMillis()) : over;
    }

    /** Returns until when an entry is kept that is made, or used, now. */
    long expires(CacheKey key, long nowMillis) {
        return ends(key, nowMillis) + window;
    }

    /** Returns when the time ends of an entry that is made, or used, now. It depends on the key: by it entries differ. */
    private long ends(CacheKey key, long nowMillis) {
        long millis = ttl.toMillis();
        return nowMillis + millis - (jitter == 0 ? 0 : millis * jitter / 100 * (key.c() & 0x3ff) / 0x400);
    }

    /**
     * Returns until when a stored entry is kept that is used now; it may be over. A time to live that was shortened since
     * holds for what is stored already, too: where hits extend it, from this use on. So does a window: when the time of an entry
     * ends, its making tells, or where hits extend it, its {@link #form}.
     */
    long expires(CacheKey key, Blob blob, long nowMillis) {
        if (!fromLastUse) {
            long made = blob.createdAtMillis();
            long end = window == 0 ? made + ttl.toMillis() : ends(key, made);
            return Math.min(blob.expiresAtMillis(), end) + window;
        }
        return blob.expiresAtMillis() - window > nowMillis && isRenewed(key, blob.expiresAtMillis(), nowMillis)
                ? expires(key, nowMillis)
                : blob.expiresAtMillis();
    }

    /** Returns whether a use at this time lets an entry live on that would end at the other. */
    boolean isRenewed(CacheKey key, long expiresAtMillis, long nowMillis) {
        return fromLastUse && Math.abs(expires(key, nowMillis) - expiresAtMillis) >= leastGain();
    }

    /** Returns a number that tells entries apart of which nothing else says how long after their time they are kept. */
    long form() {
        return fromLastUse && window != 0 ? 0x9E3779B97F4A7C15L * window : 0;
    }

    /** Returns what an entry gains at least, in milliseconds. */
    long leastGain() {
        return Math.max(1, ttl.toMillis() / SHARE);
    }
}
