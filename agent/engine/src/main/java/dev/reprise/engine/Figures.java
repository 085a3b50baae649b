package dev.reprise.engine;

import dev.reprise.engine.worth.Worth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the calls of one method, or of all, have ended so far.
 *
 * @param method the method, as {@code Type#name(parameters)}
 * @param scope the scope of its entries
 * @param hits calls answered from an entry
 * @param fromDisk those hits whose entry was on disk
 * @param fromRedis those hits whose entry was in Redis
 * @param coalesced those hits that waited for an equal call; of all others the entry was in memory
 * @param misses calls that ran the body because no entry answered them
 * @param partlyMisses those misses whose bodies ran for a part of their items only, because entries answered the others
 * @param bypasses calls that were not looked up, or whose answer could not be kept
 * @param stored answers that became entries
 * @param observed calls that were only watched
 * @param repeated observed calls that an entry would have answered
 * @param saved what the hits saved
 * @param wouldSave what entries would have saved of the observed calls
 * @param ownNanos about the time that Reprise itself took, for look-ups and to keep answers, in nanoseconds
 * @param ownBytes the bytes of the entries that were made
 * @param stale calls answered from an entry whose time was over: hits, and misses whose real method failed
 * @param staleForFailure those whose real method failed
 * @param whyBypassed how many calls were bypassed, by reason; without some if there were very many reasons
 */
public record Figures(
        String method,
        String scope,
        long hits,
        long fromDisk,
        long fromRedis,
        long coalesced,
        long misses,
        long partlyMisses,
        long bypasses,
        long stored,
        long observed,
        long repeated,
        Worth saved,
        Worth wouldSave,
        long ownNanos,
        long ownBytes,
        long stale,
        long staleForFailure,
        Map<String, Long> whyBypassed) {

    /** Nothing was called. */
    public static final Figures NONE = new Figures("", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Figures of calls of which is known how long they took alone. */
    public Figures(
            String method,
            String scope,
            long hits,
            long fromDisk,
            long fromRedis,
            long coalesced,
            long misses,
            long partlyMisses,
            long bypasses,
            long stored,
            long observed,
            long repeated,
            long repeatedNanos) {
        this(
                method,
                scope,
                hits,
                fromDisk,
                fromRedis,
                coalesced,
                misses,
                partlyMisses,
                bypasses,
                stored,
                observed,
                repeated,
                Worth.NOTHING,
                new Worth(repeatedNanos, 0, List.of()),
                /* ownNanos= */ 0,
                /* ownBytes= */ 0,
                /* stale= */ 0,
                /* staleForFailure= */ 0,
                /* whyBypassed= */ Map.of());
    }

    /** Returns the sum of these figures and others, under this method's and scope's name. */
    public Figures plus(Figures other) {
        return new Figures(
                method,
                scope,
                hits + other.hits,
                fromDisk + other.fromDisk,
                fromRedis + other.fromRedis,
                coalesced + other.coalesced,
                misses + other.misses,
                partlyMisses + other.partlyMisses,
                bypasses + other.bypasses,
                stored + other.stored,
                observed + other.observed,
                repeated + other.repeated,
                saved.plus(other.saved),
                wouldSave.plus(other.wouldSave),
                ownNanos + other.ownNanos,
                ownBytes + other.ownBytes,
                stale + other.stale,
                staleForFailure + other.staleForFailure,
                sum(whyBypassed, other.whyBypassed));
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        Map<String, Long> sum = new TreeMap<>(some);
        for (Map.Entry<String, Long> each : more.entrySet()) {
            Long before = sum.get(each.getKey());
            sum.put(each.getKey(), before == null ? each.getValue() : before + each.getValue());
        }
        return sum;
    }

    /** Returns the time that entries would have saved, in nanoseconds. */
    public long repeatedNanos() {
        return wouldSave.nanos();
    }

    /** Returns how many hits were answered from memory. */
    public long fromMemory() {
        return hits - fromDisk - fromRedis - coalesced;
    }

    /** Returns how many calls these figures tell of. */
    public long calls() {
        return hits + misses + bypasses + observed;
    }
}
