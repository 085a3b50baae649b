package dev.reprise.engine.epoch;

import org.jspecify.annotations.Nullable;

/**
 * The epochs of everything that some calls have in common, as one number for each place that they are written down in. An
 * entry whose number is another than that of now was made before an eviction.
 *
 * @param version of what was known when these were made
 * @param home what the processes of one home agree on; never 0
 * @param shared what those that use one Redis agree on; 0 if it is not known
 * @param memory both
 */
public record Stamps(long version, long home, long shared, long memory) {

    static Stamps of(long version, long home, long shared) {
        long own = home == 0 ? 1 : home;
        return new Stamps(version, own, shared, memory(own, shared));
    }

    private static long memory(long home, long shared) {
        return Mix.of(home, shared, 0);
    }

    /** Returns these for what a store of others answered that agrees with {@code now}, if these were in force before it was asked. */
    public Stamps withSharedOf(Stamps now) {
        return now.shared == shared ? this : of(version, home, now.shared);
    }

    boolean agreeWith(Stamps other) {
        return home == other.home && shared == other.shared;
    }

    /**
     * Returns these for one entry.
     *
     * @param key when its key was evicted; null if that is not known
     * @param group what stands for its group; 0 if nothing
     */
    Stamps of(@Nullable KeyEpoch key, long group) {
        if (key == null) {
            return group == 0 ? this : of(version, home ^ group, shared);
        }
        return of(version, home ^ group ^ key.mixed(), shared == 0 ? 0 : shared ^ key.mixedShared());
    }
}
