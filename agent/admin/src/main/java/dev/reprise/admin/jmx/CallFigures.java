package dev.reprise.admin.jmx;

import dev.reprise.engine.Figures;
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
 * @param repeatedMillis the time that those took
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
        long repeatedMillis) {

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
        "repeatedMillis"
    })
    public CallFigures {}

    static CallFigures of(Figures figures) {
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
                figures.repeatedNanos() / 1_000_000);
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

    public long getRepeatedMillis() {
        return repeatedMillis;
    }
}
