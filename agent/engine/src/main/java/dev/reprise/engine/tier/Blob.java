package dev.reprise.engine.tier;

/**
 * An encoded value with what is needed to judge and decode it.
 *
 * @param codec the codec that wrote the content and alone can read it; at most 65,535 bytes of UTF-8
 * @param shape the fingerprint of the value's class
 * @param createdAtMillis when the real call answered, in milliseconds since the epoch
 * @param expiresAtMillis the first instant, in milliseconds since the epoch, at which the entry is no longer served
 * @param content the encoded value; not copied, so nobody may change it afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy per hit would be paid for by everybody.
public record Blob(String codec, long shape, long createdAtMillis, long expiresAtMillis, byte[] content) {

    /** Returns the same that expires at another time. */
    public Blob until(long otherExpiresAtMillis) {
        return new Blob(codec, shape, createdAtMillis, otherExpiresAtMillis, content);
    }
}
