package dev.reprise.engine.key;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the digests of long strings by identity, so that a system prompt that is passed again is not read again.
 * It holds a fixed number of strings weakly, without a lock; a later one takes the place of an earlier one.
 */
final class SeenTexts {

    private static final int SLOTS = 2048;

    private final AtomicReferenceArray<@Nullable Seen> slots = new AtomicReferenceArray<>(SLOTS);

    @Nullable
    Seen find(String text) {
        int slot = slot(text);
        Seen first = slots.getAcquire(slot);
        if (first != null && first.refersTo(text)) {
            return first;
        }
        Seen second = slots.getAcquire(slot ^ 1);
        return second != null && second.refersTo(text) ? second : null;
    }

    void remember(Seen seen) {
        String text = seen.get();
        if (text == null) {
            return;
        }
        int slot = slot(text);
        Seen other = slots.getAcquire(slot);
        if (other != null && !other.refersTo(null)) {
            slots.setRelease(slot ^ 1, other); // The newest two of a pair stay.
        }
        slots.setRelease(slot, seen);
    }

    private static int slot(String text) {
        int hash = System.identityHashCode(text);
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    /** A string and the digest of its characters. */
    static final class Seen extends WeakReference<String> {

        final boolean narrow;
        final long a;
        final long b;
        final long c;
        final long d;

        Seen(String text, boolean narrow, long a, long b, long c, long d) {
            super(text);
            this.narrow = narrow;
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
        }
    }
}
