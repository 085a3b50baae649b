package dev.reprise.engine;

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
 * @param repeatedNanos the time that the bodies of those took, in nanoseconds
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
        long repeatedNanos) {

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
                repeatedNanos + other.repeatedNanos);
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
