package dev.reprise.engine.tier;

/**
 * How many bytes and entries there are of which age, in steps of an eighth of a power of two: enough to find the age from
 * which on entries have to go, without holding a list of all files. Not thread-safe.
 */
final class AgeHistogram {

    private static final int STEPS = 8;

    private final long[] bytes = new long[64 * STEPS];
    private final long[] entries = new long[64 * STEPS];
    private long totalBytes;
    private long totalEntries;

    /** What has to go: all that is older than a step, and of the step itself so much. */
    record Excess(int step, long bytes, long entries) {}

    static int step(long ageMillis) {
        if (ageMillis < STEPS) {
            return (int) Math.max(0, ageMillis);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(ageMillis);
        return (exponent - 2) * STEPS + (int) (ageMillis >>> (exponent - 3)) - STEPS;
    }

    void add(int step, long size) {
        count(step, size, 1);
    }

    void remove(int step, long size) {
        count(step, -size, -1);
    }

    void add(AgeHistogram other) {
        for (int step = 0; step < bytes.length; step++) {
            count(step, other.bytes[step], other.entries[step]);
        }
    }

    long totalBytes() {
        return totalBytes;
    }

    long totalEntries() {
        return totalEntries;
    }

    /** Returns what has to go, oldest first, so that at most so much is left. */
    Excess beyond(long maxBytes, long maxEntries) {
        long bytesSoFar = 0;
        long entriesSoFar = 0;
        for (int step = 0; step < bytes.length; step++) {
            bytesSoFar += bytes[step];
            entriesSoFar += entries[step];
            if (bytesSoFar > maxBytes || entriesSoFar > maxEntries) {
                return new Excess(step, bytesSoFar - maxBytes, entriesSoFar - maxEntries);
            }
        }
        return new Excess(bytes.length, 0, 0);
    }

    private void count(int step, long size, long number) {
        bytes[step] += size;
        entries[step] += number;
        totalBytes += size;
        totalEntries += number;
    }
}
