package dev.reprise.engine.tier;

/**
 * What a scope, a tenant of it or the whole tier may take on disk.
 *
 * @param bytes in whole blocks of 4,096, as a file system allots them
 */
record Quota(long bytes, long entries) {

    static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final long BLOCK = 4096;

    /** What sweeps of a small quota get by with, at a rate of writes that nobody is likely to have for long. */
    private static final Quota SLACK = new Quota(4 << 20, 1_000);

    static long onDisk(long length) {
        return (length + BLOCK - 1) & -BLOCK;
    }

    boolean isNone() {
        return bytes == Long.MAX_VALUE && entries == Long.MAX_VALUE;
    }

    boolean exceededBy(long usedBytes, long usedEntries) {
        return usedBytes > bytes || usedEntries > entries;
    }

    /** Returns what may be there until a sweep has come: half as much again, and some more where that is little. */
    Quota highWater() {
        return new Quota(more(bytes, SLACK.bytes), more(entries, SLACK.entries));
    }

    private static long more(long allowed, long slack) {
        long half = allowed / 2 + slack;
        return allowed > Long.MAX_VALUE - half ? Long.MAX_VALUE : allowed + half;
    }

    /** Returns what a sweep leaves: nine tenths, so that the next write does not need the next sweep. */
    Quota lowWater() {
        return new Quota(bytes - bytes / 10, entries - entries / 10);
    }
}
