package dev.reprise.admin.jmx;

import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.engine.Figures;
import dev.reprise.engine.worth.Prices;
import java.util.Map;
import javax.management.ConstructorParameters;

/**
 * How the calls of one method, or of all, have ended so far.
 *
 * @param calls all of them
 * @param hits answered from an entry, or by waiting for an equal call
 * @param fromMemory those hits whose entry was in memory
 * @param fromDisk those hits whose entry was on disk
 * @param fromRedis those hits whose entry was in Redis
 * @param coalesced those hits that waited for an equal call
 * @param misses the method ran because no entry answered
 * @param partlyMisses those misses that ran for some of their items only
 * @param bypasses not looked up, or not to be kept
 * @param stored answers that became entries
 * @param observed only watched
 * @param repeated those observed that an entry would have answered
 * @param saved what the hits saved
 * @param wouldSave what entries would have saved of the observed calls
 * @param ownSeconds about the time that Reprise itself took, for look-ups and to keep answers
 * @param ownBytes the bytes of the entries that were made
 * @param stale answered from an entry whose time was over: hits, and misses whose real method failed
 * @param staleForFailure those of them whose real method failed
 * @param whyBypassed how many were bypassed, by reason; without some if there were very many reasons
 */
public record CallFigures(
        long calls,
        long hits,
        long fromMemory,
        long fromDisk,
        long fromRedis,
        long coalesced,
        long misses,
        long partlyMisses,
        long bypasses,
        long stored,
        long observed,
        long repeated,
        Savings saved,
        Savings wouldSave,
        double ownSeconds,
        long ownBytes,
        long stale,
        long staleForFailure,
        Map<String, Long> whyBypassed) {

    /** Makes figures; JMX calls this by the names of the parameters. */
    @ConstructorParameters({
        "calls",
        "hits",
        "fromMemory",
        "fromDisk",
        "fromRedis",
        "coalesced",
        "misses",
        "partlyMisses",
        "bypasses",
        "stored",
        "observed",
        "repeated",
        "saved",
        "wouldSave",
        "ownSeconds",
        "ownBytes",
        "stale",
        "staleForFailure",
        "whyBypassed"
    })
    public CallFigures {}

    static CallFigures of(Figures figures, Prices prices) {
        return new CallFigures(
                figures.calls(),
                figures.hits(),
                figures.fromMemory(),
                figures.fromDisk(),
                figures.fromRedis(),
                figures.coalesced(),
                figures.misses(),
                figures.partlyMisses(),
                figures.bypasses(),
                figures.stored(),
                figures.observed(),
                figures.repeated(),
                Savings.of(figures.saved(), prices),
                Savings.of(figures.wouldSave(), prices),
                figures.ownNanos() / 1e9,
                figures.ownBytes(),
                figures.stale(),
                figures.staleForFailure(),
                figures.whyBypassed());
    }

    // JMX of JDK 17 knows getters only.

    public long getCalls() {
        return calls;
    }

    public long getHits() {
        return hits;
    }

    public long getFromMemory() {
        return fromMemory;
    }

    public long getFromDisk() {
        return fromDisk;
    }

    public long getFromRedis() {
        return fromRedis;
    }

    public long getCoalesced() {
        return coalesced;
    }

    public long getMisses() {
        return misses;
    }

    public long getPartlyMisses() {
        return partlyMisses;
    }

    public long getBypasses() {
        return bypasses;
    }

    public long getStored() {
        return stored;
    }

    public long getObserved() {
        return observed;
    }

    public long getRepeated() {
        return repeated;
    }

    public Savings getSaved() {
        return saved;
    }

    public Savings getWouldSave() {
        return wouldSave;
    }

    public double getOwnSeconds() {
        return ownSeconds;
    }

    public long getOwnBytes() {
        return ownBytes;
    }

    public long getStale() {
        return stale;
    }

    public long getStaleForFailure() {
        return staleForFailure;
    }

    public Map<String, Long> getWhyBypassed() {
        return whyBypassed;
    }
}
