package dev.reprise.benchmarks.disk;

import java.util.Arrays;

/** How long some look-ups took. Confined to one thread. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;
    private int missed;
    private boolean sorted;

    /** Takes one of a look-up that found what it sought, or did not, because the time was over. */
    void add(long each, boolean found) {
        missed += found ? 0 : 1;
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = each;
        sorted = false;
    }

    int missed() {
        return missed;
    }

    int found() {
        return count - missed;
    }

    int count() {
        return count;
    }

    /** Returns what this part of them did not exceed, in microseconds; NaN if there are none. */
    double micros(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        return nanos[(int) Math.ceil(part * count) - 1] / 1e3;
    }
}
