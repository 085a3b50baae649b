package dev.reprise.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept under a key, though its time may be over. Of one look-up, and so of one thread. */
final class LateEntry {

    private final long nowMillis;
    private long createdAtMillis;
    private long overAtMillis;
    private @Nullable Object found;

    LateEntry(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /**
     * Returns what was put together of entries, as one that is as old as the eldest and as late as the latest of them.
     *
     * @param entries at least one, in the order in which they were looked up; each holds something
     * @param found what it holds
     */
    static LateEntry ofAll(List<LateEntry> entries, Object found) {
        LateEntry all = new LateEntry(entries.get(entries.size() - 1).nowMillis);
        all.createdAtMillis = Long.MAX_VALUE;
        all.overAtMillis = Long.MAX_VALUE;
        Source source = Source.MEMORY;
        for (LateEntry each : entries) {
            all.createdAtMillis = Math.min(all.createdAtMillis, each.createdAtMillis);
            all.overAtMillis = Math.min(all.overAtMillis, each.overAtMillis);
            source = source.or(Found.source(each.found));
        }
        all.found = new Found(found, source, /* worth= */ null);
        return all;
    }

    /** Notes what is known of an entry. */
    void found(long itsCreatedAtMillis, long itsOverAtMillis) {
        createdAtMillis = itsCreatedAtMillis;
        overAtMillis = itsOverAtMillis;
    }

    /** Returns this as an entry that holds something; null if it holds nothing. */
    @Nullable
    LateEntry holds(@Nullable Object itsFound) {
        found = itsFound;
        return itsFound == null ? null : this;
    }

    /** Returns this as an entry that holds another form of the same. */
    LateEntry holding(Object value) {
        found = new Found(value, Found.source(found()), Found.worth(found()));
        return this;
    }

    /** Returns what it holds, the caller's own; a {@link Found} with it if more is known. */
    Object found() {
        if (found == null) {
            throw new IllegalStateException("an entry that holds nothing");
        }
        return found;
    }

    /** Returns how long ago the real call answered, in milliseconds. */
    long ageMillis() {
        return Math.max(0, nowMillis - createdAtMillis);
    }

    /** Returns for how many milliseconds its time has been over; not above zero while it is not. */
    long lateMillis() {
        return nowMillis - overAtMillis;
    }
}
