package dev.reprise.engine.key;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys of encodings that were digested lately, so that a call which is repeated costs a comparison of its encoding,
 * byte for byte, instead of a digest of it. A fixed number of places; a newer call takes the place of an older one. Safe
 * for use by any number of threads.
 */
final class SeenCalls {

    /** Longer encodings have places of their own, so that they do not displace the many short ones. */
    static final int SHORT = 512;

    /** Longer encodings are digested each time; with this, the places take 1.7 MB at the most. */
    static final int LONGEST = 4096;

    private final AtomicReferenceArray<@Nullable Seen> shorter = new AtomicReferenceArray<>(1024);
    private final AtomicReferenceArray<@Nullable Seen> longer = new AtomicReferenceArray<>(256);

    CacheKey key(KeyBuffer encoding) {
        int size = encoding.size();
        if (size > LONGEST) {
            return encoding.digest();
        }
        byte[] bytes = encoding.bytes();
        AtomicReferenceArray<@Nullable Seen> places = size > SHORT ? longer : shorter;
        int place = (int) (hash(encoding, size) >>> 48) & (places.length() - 1);
        Seen seen = places.get(place);
        if (seen != null && Arrays.equals(bytes, 0, size, seen.encoding, 0, seen.encoding.length)) {
            return seen.key;
        }
        byte[] copy = Arrays.copyOf(bytes, size);
        CacheKey key = encoding.digest();
        places.set(place, new Seen(copy, key));
        return key;
    }

    /**
     * Mixes eight bytes at a time by multiplying with the golden ratio's digits, as in Knuth's multiplicative hashing;
     * four such side by side, because each multiplication waits for the one before it.
     */
    private static long hash(KeyBuffer encoding, int size) {
        long hash = size;
        int at = 0;
        if (size >= 4 * Long.BYTES) {
            long second = 1;
            long third = 2;
            long fourth = 3;
            for (; at + 4 * Long.BYTES <= size; at += 4 * Long.BYTES) {
                hash = mixed(hash ^ encoding.longAt(at));
                second = mixed(second ^ encoding.longAt(at + Long.BYTES));
                third = mixed(third ^ encoding.longAt(at + 2 * Long.BYTES));
                fourth = mixed(fourth ^ encoding.longAt(at + 3 * Long.BYTES));
            }
            hash = mixed(mixed(mixed(hash ^ second) ^ third) ^ fourth);
        }
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            hash = mixed(hash ^ encoding.longAt(at));
        }
        for (; at < size; at++) {
            hash = (hash ^ encoding.bytes()[at]) * 0x9E3779B97F4A7C15L;
        }
        return hash;
    }

    private static long mixed(long value) {
        long product = value * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    private static final class Seen {
        final byte[] encoding;
        final CacheKey key;

        Seen(byte[] encoding, CacheKey key) {
            this.encoding = encoding;
            this.key = key;
        }
    }
}
