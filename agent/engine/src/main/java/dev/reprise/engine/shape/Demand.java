package dev.reprise.engine.shape;

import java.util.concurrent.atomic.AtomicLong;

/** What a subscriber has asked for and not taken yet. Thread-safe. */
final class Demand {

    private final AtomicLong left = new AtomicLong();
    private volatile boolean taking;

    void requested(long more) {
        if (more > 0) {
            left.getAndUpdate(before -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
    }

    /** He is handed a part. */
    void met() {
        taking = true;
        left.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
    }

    /** He has taken what he was handed. */
    void taken() {
        taking = false;
    }

    /** Returns whether nothing comes until the subscriber does something. */
    boolean isHeldUp() {
        return taking || left.get() <= 0;
    }
}
