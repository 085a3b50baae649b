package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * What was in force when a call began.
 *
 * @param subjects what the call's entries are evicted by
 * @param stamps their epochs then
 */
public record Begun(Subjects subjects, Stamps stamps) {

    /** Returns what an entry of the call is stamped with; null if it was evicted since. */
    public @Nullable Stamps of(CacheKey key) {
        return subjects.stillOf(stamps, key, /* inHome= */ false);
    }

    /** As above, whatever became known meanwhile of what is evicted in Redis. */
    public @Nullable Stamps inHome(CacheKey key) {
        return subjects.stillOf(stamps, key, /* inHome= */ true);
    }
}
