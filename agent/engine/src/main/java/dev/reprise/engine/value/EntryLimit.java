package dev.reprise.engine.value;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes one answer may take, and all that are encoded at the same time. Thread-safe. */
final class EntryLimit {

    /** To encode an answer and to prove that it comes back takes up to four times its size: half of the heap for all. */
    private static final int SHARE = 8;

    /** For what is bounded elsewhere. */
    static final EntryLimit NONE = new EntryLimit(Integer.MAX_VALUE - 8, Long.MAX_VALUE);

    private final long bytes;
    private final long share;
    private final String reason;
    private final AtomicLong claimed = new AtomicLong();

    /**
     * @param maxEntryBytes how large the user lets an entry be
     * @param heapBytes how large the heap may become
     */
    EntryLimit(long maxEntryBytes, long heapBytes) {
        this.share = heapBytes / SHARE;
        this.bytes = Math.min(maxEntryBytes, share);
        this.reason = maxEntryBytes <= share
                ? Uncacheable.tooLarge(maxEntryBytes).reason()
                : "the answer takes more than an eighth of the heap (" + share
                        + " bytes); raise -Xmx if such answers should be kept";
    }

    /** The reason is the same for all such answers, so that it is said once. */
    void check(long size) throws Uncacheable {
        if (size > bytes) {
            throw new Uncacheable(reason);
        }
    }

    /**
     * Claims the memory for an answer until {@link #release}; never waits.
     *
     * @throws Uncacheable if answers that are being encoded take what there is
     */
    void claim(long size) throws Uncacheable {
        if (claimed.addAndGet(size) > share) {
            release(size);
            throw Uncacheable.forNow(
                    "other large answers are being kept at this moment, and together they would take more"
                            + " than half of the heap; raise -Xmx if all of them should be kept");
        }
    }

    void release(long size) {
        claimed.addAndGet(-size);
    }
}
