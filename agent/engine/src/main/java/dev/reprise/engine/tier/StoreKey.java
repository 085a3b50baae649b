package dev.reprise.engine.tier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.engine.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A secret of 32 bytes, which its text form does not tell. Immutable. */
final class StoreKey {

    static final int LENGTH = 32;

    private final byte[] bytes;

    private StoreKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes 32 of them
     */
    static StoreKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(bytes.length + " bytes instead of " + LENGTH);
        }
        return new StoreKey(bytes.clone());
    }

    /** Reads 64 hexadecimal digits, or Base64 of either alphabet; returns null if the text is no key. */
    static @Nullable StoreKey parse(String text) {
        String key = text.strip();
        try {
            byte[] bytes = key.length() == 2 * LENGTH
                    ? HexFormat.of().parseHex(key)
                    : Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
            return bytes.length == LENGTH ? new StoreKey(bytes) : null;
        } catch (IllegalArgumentException e) { // Its message repeats characters of the key.
            return null;
        }
    }

    /** Returns a number that tells keys apart and nothing about them. */
    long id(String label) {
        MessageDigest digest = Sha256.digest();
        digest.update(label.getBytes(US_ASCII));
        return ByteBuffer.wrap(digest.digest(bytes)).getLong();
    }

    /** Returns the code that makes keys for one purpose out of this one. */
    HmacSha256 derive(String label) {
        return new HmacSha256(new HmacSha256(bytes).code(label.getBytes(US_ASCII)));
    }

    @Override
    public String toString() {
        return "a key";
    }
}
