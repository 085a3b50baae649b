package dev.reprise.engine.value;

import java.util.Arrays;

/**
 * Counts what the hashes of a graph's elements and keys cost, in objects visited. A set may hold one object by many ways,
 * that one another by many: a few hundred bytes can describe a set whose hash would take years.
 */
final class HashingCost {

    private static final long FREE = 1_000_000;
    private static final int EACH_BYTE = 16;

    private final long most;
    private long[] costs = new long[16];
    private long met;
    private long hashed;

    /**
     * @param bytes the size of the graph, to which the cost of an honest one is in proportion
     */
    HashingCost(int bytes) {
        this.most = FREE + (long) EACH_BYTE * bytes;
    }

    /** Notes that a value is read. */
    void met() {
        met++;
    }

    /** Notes that an object is read that was read before, and all it is made of with it. */
    void metAgain(int number) {
        met = Math.addExact(met, Math.max(0, costs[number])); // Of one that is not read to its end, little is there.
    }

    void begin(int number) {
        if (number == costs.length) {
            costs = Arrays.copyOf(costs, 2 * number);
        }
        costs[number] = -met;
    }

    void end(int number) {
        costs[number] += met;
    }

    /** Returns what was met so far, to be given to {@link #hash}. */
    long mark() {
        return met;
    }

    /** Notes that what was read since a mark is about to be hashed. */
    void hash(long mark) throws Undecodable {
        hashed = Math.addExact(hashed, met - mark);
        if (hashed > most) {
            throw new Undecodable("a set or map that takes too long to hash");
        }
    }
}
