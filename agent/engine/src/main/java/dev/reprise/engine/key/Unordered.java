package dev.reprise.engine.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        if (count < 2) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(out.bytes(), start, out.size());
        List<Range> ranges = new ArrayList<>(count);
        int from = 0;
        for (int i = 0; i < count; i++) {
            ranges.add(new Range(from, ends[i] - start));
            from = ends[i] - start;
        }
        ranges.sort((a, b) -> Arrays.compareUnsigned(bytes, a.from, a.to, bytes, b.from, b.to));
        out.truncate(start);
        for (Range range : ranges) {
            out.putBytes(bytes, range.from, range.to - range.from);
        }
    }

    private record Range(int from, int to) {}
}
