package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Subject;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A code over an entry that only who has the key can make. Thread-safe. */
final class EntrySeal {

    private final long id;
    private final HmacSha256 hmac;
    private final StoreKey key;
    private volatile @Nullable HmacSha256 tenants;

    EntrySeal(StoreKey key) {
        this.key = key;
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

    /** Returns what tells a tenant from others to who has the key; never 0. */
    long tenant(Subject tenant) {
        HmacSha256 by = tenants;
        if (by == null) {
            by = key.derive("reprise tenants 1");
            tenants = by;
        }
        byte[] name = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(tenant.a())
                .putLong(tenant.b())
                .array();
        long number = ByteBuffer.wrap(by.code(name)).getLong();
        return number == 0 ? 1 : number;
    }
}
