package dev.reprise.engine.tier;

import dev.reprise.engine.digest.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 as in RFC 2104, over {@link MessageDigest}. Thread-safe.
 *
 * <p>Not {@code javax.crypto.Mac}: its first use verifies the providers' jars and sets up JCE, tens of milliseconds at
 * the start of the host (and the host's own list of providers decides what is loaded).
 */
final class HmacSha256 {

    static final int LENGTH = 32;

    private static final int BLOCK = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;

    HmacSha256(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.digest().digest(key) : key, BLOCK);
        inner = started(block, (byte) 0x36);
        outer = started(block, (byte) 0x5c);
    }

    /** Returns the code of the parts, one after the other. */
    byte[] code(byte[]... parts) {
        Running running = start();
        for (byte[] part : parts) {
            running.update(part, 0, part.length);
        }
        return running.end();
    }

    Running start() {
        return new Running(copy(inner), copy(outer));
    }

    /** A code that is being computed. Not thread-safe. */
    static final class Running {

        private final MessageDigest inner;
        private final MessageDigest outer;

        private Running(MessageDigest inner, MessageDigest outer) {
            this.inner = inner;
            this.outer = outer;
        }

        void update(byte[] bytes, int offset, int length) {
            inner.update(bytes, offset, length);
        }

        byte[] end() {
            outer.update(inner.digest());
            return outer.digest();
        }
    }

    private static MessageDigest started(byte[] block, byte pad) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) (block[i] ^ pad);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(padded);
        return digest;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of " + digest.getProvider() + " cannot be copied", e);
        }
    }
}
