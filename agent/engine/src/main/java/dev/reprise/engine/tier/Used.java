package dev.reprise.engine.tier;

/**
 * What somebody takes on disk.
 *
 * @param bytes in whole blocks, as {@link Quota} counts them
 */
record Used(long bytes, long entries) {

    static final Used NOTHING = new Used(0, 0);

    Used plus(long moreBytes, long moreEntries) {
        return new Used(bytes + moreBytes, entries + moreEntries);
    }
}
