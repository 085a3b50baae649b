package dev.reprise.engine.shape;

import java.util.concurrent.atomic.AtomicLong;

/** What a subscriber has asked for and not taken yet. Thread-safe. */
public final class Demand {

    private final AtomicLong left = new AtomicLong();
    private volatile boolean taking;

    /** He asks for more. */
    public void requested(long more) {
        if (more > 0) {
            left.getAndUpdate(before -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
    }

    /** He is handed a part. */
    public void met() {
        taking = true;
        left.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
    }

    /** He has taken what he was handed. */
    public void taken() {
        taking = false;
    }

    /** Returns whether he has asked for more than he was handed. */
    public boolean isLeft() {
        return left.get() > 0;
    }

    /** Returns whether nothing comes until the subscriber does something. */
    public boolean isHeldUp() {
        return taking || left.get() <= 0;
    }
}
