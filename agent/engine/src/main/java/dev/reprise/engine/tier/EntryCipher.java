package dev.reprise.engine.tier;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a key of its own for each entry: HMAC-SHA256 of 16 random bytes under the configured key. One key with
 * random nonces of 96 bits is safe for 2<sup>32</sup> entries (NIST SP 800-38D, 8.3), which JVMs that share a store over years
 * could write; here both the key and the nonce would have to come twice. Thread-safe.
 *
 * <pre>
 *  0  salt, from which the entry's key is derived
 * 16  nonce
 * 28  encrypted content, authentication code (16 bytes)
 * </pre>
 */
final class EntryCipher {

    /** How much longer an encrypted content is. */
    static final int OVERHEAD = 16 + 12 + 16;

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int CODE_BITS = 128;

    private final long id;
    private final HmacSha256 derivation;

    EntryCipher(StoreKey key) {
        this.id = key.id("reprise encryption key");
        this.derivation = key.derive("reprise entry keys 1");
    }

    /** Returns what tells the key from others. */
    long id() {
        return id;
    }

    /**
     * Encrypts a content into a file, where there must be room for it to the end.
     *
     * @param authenticated what must be the same when it is decrypted
     */
    void encrypt(byte[] content, byte[] authenticated, byte[] file, int offset) {
        byte[] random = RandomBytes.of(SALT + NONCE);
        System.arraycopy(random, 0, file, offset, random.length);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, file, offset);
            cipher.updateAAD(authenticated);
            cipher.doFinal(content, 0, content.length, file, offset + random.length);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** Returns what was encrypted between the offset and the end of a file. */
    byte[] decrypt(byte[] file, int offset, byte[] authenticated) throws Damaged {
        if (file.length - offset < OVERHEAD) {
            throw new Damaged("too short for an encrypted entry");
        }
        int start = offset + SALT + NONCE;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, file, offset);
            cipher.updateAAD(authenticated);
            return cipher.doFinal(file, start, file.length - start);
        } catch (AEADBadTagException e) {
            throw new Damaged("not what was encrypted");
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private Cipher cipher(int mode, byte[] file, int offset) throws GeneralSecurityException {
        byte[] key = derivation.code(Arrays.copyOfRange(file, offset, offset + SALT));
        Cipher cipher = cipher();
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(CODE_BITS, file, offset + SALT, NONCE));
        return cipher;
    }

    /** The JDK's own, so that no provider of the host is asked and its class loader kept. */
    private static Cipher cipher() throws NoSuchAlgorithmException, NoSuchPaddingException {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        } catch (NoSuchProviderException e) {
            return Cipher.getInstance("AES/GCM/NoPadding");
        }
    }

    /** Without its cause's message, of which nobody knows what it repeats. */
    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException(
                "this JVM has no AES-256-GCM (" + e.getClass().getName() + ")");
    }
}
