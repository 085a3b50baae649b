package dev.reprise.engine.key;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys of short encodings that were digested lately, so that a call which is repeated costs a comparison of its
 * encoding, byte for byte, instead of a digest of it. A fixed number of places; a newer call takes the place of an older
 * one. Safe for use by any number of threads.
 */
final class SeenCalls {

    /** Longer encodings are digested each time; with this, the table takes 0.6 MB at the most. */
    static final int LONGEST = 512;

    private static final int PLACES = 1024;

    private final AtomicReferenceArray<@Nullable Seen> places = new AtomicReferenceArray<>(PLACES);

    CacheKey key(KeyBuffer encoding) {
        int size = encoding.size();
        if (size > LONGEST) {
            return encoding.digest();
        }
        byte[] bytes = encoding.bytes();
        int place = place(encoding, size);
        Seen seen = places.get(place);
        if (seen != null && Arrays.equals(bytes, 0, size, seen.encoding, 0, seen.encoding.length)) {
            return seen.key;
        }
        byte[] copy = Arrays.copyOf(bytes, size);
        CacheKey key = encoding.digest();
        places.set(place, new Seen(copy, key));
        return key;
    }

    /** Mixes eight bytes at a time by multiplying with the golden ratio's digits, as in Knuth's multiplicative hashing. */
    private static int place(KeyBuffer encoding, int size) {
        long hash = size;
        int at = 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            hash = (hash ^ encoding.longAt(at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < size; at++) {
            hash = (hash ^ encoding.bytes()[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 54);
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
