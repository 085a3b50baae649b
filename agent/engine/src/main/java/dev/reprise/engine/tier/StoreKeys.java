package dev.reprise.engine.tier;

import java.util.List;

/**
 * The keys of a store. Of each kind the first writes and all read.
 *
 * @param mac what entries are sealed with; empty if the home makes a key for itself
 * @param encryption what entries are encrypted with; empty if they are not
 */
record StoreKeys(List<StoreKey> mac, List<StoreKey> encryption) {

    /** None configured. */
    static final StoreKeys NONE = new StoreKeys(List.of(), List.of());
}
