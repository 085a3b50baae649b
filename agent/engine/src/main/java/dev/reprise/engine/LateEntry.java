package dev.reprise.engine;

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
