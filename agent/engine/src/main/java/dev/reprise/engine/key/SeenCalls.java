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

    private static final int BLOCK = 2 * Long.BYTES;

    /** The digits of the golden ratio and of the square root of three. */
    private static final long FIRST = 0x9E3779B97F4A7C15L;

    private static final long SECOND = 0xBB67AE8584CAA73BL;

    private final AtomicReferenceArray<@Nullable Seen> shorter = new AtomicReferenceArray<>(1024);
    private final AtomicReferenceArray<@Nullable Seen> longer = new AtomicReferenceArray<>(256);

    CacheKey key(KeyBuffer encoding) {
        int size = encoding.size();
        if (size > LONGEST) {
            return encoding.digest();
        }
        byte[] bytes = encoding.bytes();
        AtomicReferenceArray<@Nullable Seen> places = size > SHORT ? longer : shorter;
        int place = place(encoding, size, places.length());
        Seen seen = places.get(place);
        if (seen != null && Arrays.equals(bytes, 0, size, seen.encoding, 0, seen.encoding.length)) {
            return seen.key;
        }
        byte[] copy = Arrays.copyOf(bytes, size);
        CacheKey key = encoding.digest();
        places.set(place, new Seen(copy, key));
        return key;
    }

    /** Returns which of some places, as many as a power of two, is that of an encoding. */
    static int place(KeyBuffer encoding, int size, int places) {
        return (int) (hash(encoding, size) >>> 48) & (places - 1);
    }

    /**
     * Multiplies sixteen bytes at a time, each eight of them by the other, and takes both halves of the product, as wyhash by
     * Wang Yi does; the products do not wait for each other. Where it is the same for two, their bytes are compared.
     */
    private static long hash(KeyBuffer encoding, int size) {
        long hash = size;
        int at = 0;
        for (; at + BLOCK <= size; at += BLOCK) {
            hash ^= folded(encoding.wordAt(at) ^ (FIRST + at), encoding.wordAt(at + Long.BYTES) ^ SECOND);
        }
        if (size >= BLOCK) { // The last ones, of which some may have been taken before.
            hash ^= folded(encoding.wordAt(size - BLOCK) ^ SECOND, encoding.wordAt(size - Long.BYTES) ^ FIRST);
        } else { // No call's: each begins with what all calls of its method have in common.
            for (; at < size; at++) {
                hash = (hash ^ encoding.bytes()[at]) * FIRST;
            }
        }
        return folded(hash, FIRST);
    }

    private static long folded(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
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
