package dev.reprise.engine.config;

import java.util.List;

/**
 * The keys of stored entries. Of each kind the first writes and all read.
 *
 * @param macKeys what entries are sealed with; empty for a key that the home makes for itself
 * @param encryptionKeys what entries are encrypted with; empty if they are not
 */
public record StoreSettings(List<KeySource> macKeys, List<KeySource> encryptionKeys) {

    /** A key of the home's own, and no encryption. */
    public static final StoreSettings DEFAULT = new StoreSettings(List.of(), List.of());
}
