package dev.reprise.engine.tier;

/** A code over an entry that only who has the key can make. Thread-safe. */
final class EntrySeal {

    private final long id;
    private final HmacSha256 hmac;

    EntrySeal(StoreKey key) {
        this.id = key.id("reprise MAC key");
        this.hmac = key.derive("reprise entry codes 2");
    }

    /** Returns what tells the key from others. */
    long id() {
        return id;
    }

    HmacSha256.Running start() {
        return hmac.start();
    }
}
