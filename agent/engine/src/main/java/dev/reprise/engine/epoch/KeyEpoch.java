package dev.reprise.engine.epoch;

/**
 * When the entry of one key was evicted.
 *
 * @param epoch the number that its last eviction here was given; 0 if there was none
 * @param shared that of the last eviction that came by Redis; 0 if none did
 * @param version of what was known when this was learned: calls that began before keep nothing under the key
 */
record KeyEpoch(long epoch, long shared, long version) {

    long mixed() {
        return epoch == 0 ? 0 : Mix.of(epoch, 1, 0);
    }

    long mixedShared() {
        return shared == 0 ? 0 : Mix.of(shared, 2, 0);
    }
}
