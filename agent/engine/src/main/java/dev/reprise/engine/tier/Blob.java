package dev.reprise.engine.tier;

import dev.reprise.engine.worth.Worth;
import org.jspecify.annotations.Nullable;

/**
 * An encoded value with what is needed to judge and decode it.
 *
 * @param codec the codec that wrote the content and alone can read it; at most 65,535 bytes of UTF-8
 * @param shape the fingerprint of the value's class
 * @param createdAtMillis when the real call answered, in milliseconds since the epoch
 * @param expiresAtMillis the first instant, in milliseconds since the epoch, at which the entry is no longer served
 * @param home the stamp that its home gave the call when it began, see {@link dev.reprise.engine.epoch.Stamps}
 * @param shared the one of Redis
 * @param worth what the real call cost; null if nobody knows
 * @param tenant whose it is; null where tenants are not counted
 * @param content the encoded value; not copied, so nobody may change it afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy per hit would be paid for by everybody.
public record Blob(
        String codec,
        long shape,
        long createdAtMillis,
        long expiresAtMillis,
        long home,
        long shared,
        @Nullable Worth worth,
        @Nullable TenantMark tenant,
        byte[] content) {

    /** Creates one of which nobody knows whose it is. */
    public Blob(
            String codec,
            long shape,
            long createdAtMillis,
            long expiresAtMillis,
            long home,
            long shared,
            @Nullable Worth worth,
            byte[] content) {
        this(codec, shape, createdAtMillis, expiresAtMillis, home, shared, worth, /* tenant= */ null, content);
    }

    /** Creates one without stamps, of whose evictions and worth nobody knows. */
    public Blob(String codec, long shape, long createdAtMillis, long expiresAtMillis, byte[] content) {
        this(
                codec,
                shape,
                createdAtMillis,
                expiresAtMillis,
                /* home= */ 0,
                /* shared= */ 0,
                /* worth= */ null,
                content);
    }

    /** Returns this entry with other stamps. */
    public Blob stamped(long homeStamp, long sharedStamp) {
        return new Blob(codec, shape, createdAtMillis, expiresAtMillis, homeStamp, sharedStamp, worth, tenant, content);
    }

    /** Returns this entry as it is kept in a home. */
    public Blob inHome(long stamp) {
        return new Blob(codec, shape, createdAtMillis, expiresAtMillis, stamp, shared, worth, tenant, content);
    }

    /** Returns the same that expires at another time. */
    public Blob until(long otherExpiresAtMillis) {
        return new Blob(codec, shape, createdAtMillis, otherExpiresAtMillis, home, shared, worth, tenant, content);
    }

    /** Returns the same of a tenant. */
    public Blob of(TenantMark whose) {
        return new Blob(codec, shape, createdAtMillis, expiresAtMillis, home, shared, worth, whose, content);
    }
}
