package dev.reprise.engine;

import java.util.Locale;

/** Where the answer to a call came from; a later one takes longer. */
public enum Source {
    /** An entry on the heap. */
    MEMORY,
    /** An entry in a file. */
    DISK,
    /** An entry in Redis. */
    REDIS,
    /** The entry that an equal call made meanwhile, for which this one waited. */
    COALESCED,
    /** The real method. */
    BUILT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the later one. */
    Source or(Source other) {
        return compareTo(other) < 0 ? other : this;
    }

    /** Returns the name as people write it. */
    @Override
    public String toString() {
        return word;
    }
}
