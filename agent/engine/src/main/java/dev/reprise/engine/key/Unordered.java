package dev.reprise.engine.key;

import java.util.Arrays;

/** Puts the encodings of a set's elements or a map's entries, which lie one after the other, into one order. */
final class Unordered {

    private static final int[] NONE = {}; // Most maps of most calls are empty.

    private final KeyBuffer out;
    private final int start;
    private int[] ends = NONE;
    private int count;

    Unordered(KeyBuffer out) {
        this.out = out;
        start = out.size();
    }

    /** Says that an element's encoding ends here. */
    void elementEnds() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(4, count * 2));
        }
        ends[count++] = out.size();
    }

    /** Orders the encodings by their bytes, unsigned, a shorter one before a longer one that begins with it. */
    void sort() {
        if (count < 2 || isSorted()) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(out.bytes(), start, out.size());
        Range[] ranges = new Range[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            ranges[i] = new Range(bytes, from, ends[i] - start);
            from = ends[i] - start;
        }
        Arrays.sort(ranges);
        out.truncate(start);
        for (Range range : ranges) {
            out.putBytes(bytes, range.from, range.to - range.from);
        }
    }

    private boolean isSorted() {
        byte[] bytes = out.bytes();
        int from = start;
        for (int i = 0; i + 1 < count; i++) {
            if (Arrays.compareUnsigned(bytes, from, ends[i], bytes, ends[i], ends[i + 1]) > 0) {
                return false;
            }
            from = ends[i];
        }
        return true;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared by equals.
    private record Range(byte[] bytes, int from, int to) implements Comparable<Range> {

        @Override
        public int compareTo(Range other) {
            return Arrays.compareUnsigned(bytes, from, to, bytes, other.from, other.to);
        }
    }
}
