package dev.reprise.engine.tier;

import dev.reprise.engine.config.KeySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts whole files by AES-256-GCM, in chunks, so that no file is too large and none is believed before it is checked.
 * Immutable.
 *
 * <pre>
 *  0  magic "RPRSFILE"
 *  8  which key it was encrypted with, 8 bytes
 * 16  salt, from which the file's own key is derived, 16 bytes
 * 32  chunks: length of what follows (4 bytes, the highest bit set in the last one), encrypted content, its code (16 bytes)
 * </pre>
 *
 * A chunk's nonce is its number; its code covers whether it is the last, so that chunks that are left out, exchanged or
 * missing at the end are noticed.
 */
public final class FileCipher {

    /** What a file begins with that was encrypted. */
    private static final byte[] MAGIC = {'R', 'P', 'R', 'S', 'F', 'I', 'L', 'E'};

    static final int CHUNK = 64 << 10;
    static final int CODE = 16;

    private static final int SALT = 16;
    private static final int HEAD = MAGIC.length + Long.BYTES + SALT;

    private final long id;
    private final HmacSha256 derivation;

    private FileCipher(StoreKey key) {
        this.id = key.id("reprise file key");
        this.derivation = key.derive("reprise file keys 1");
    }

    /**
     * Returns a cipher for each key. Waits for commands.
     *
     * @throws IOException if one of them cannot be had; the message says why
     */
    public static List<FileCipher> of(List<KeySource> sources) throws IOException {
        List<FileCipher> ciphers = new ArrayList<>();
        for (KeySource source : sources) {
            try {
                ciphers.add(new FileCipher(ConfiguredKeys.fetch(source, System.getenv(), ConfiguredKeys.PATIENCE)));
            } catch (KeyUnavailable e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return List.copyOf(ciphers);
    }

    /** Returns a stream that encrypts; what is written is complete when it is closed. */
    public OutputStream encrypting(OutputStream to) throws IOException {
        byte[] salt = RandomBytes.of(SALT);
        to.write(ByteBuffer.allocate(HEAD).put(MAGIC).putLong(id).put(salt).array());
        return new EncryptedOutput(to, new Chunks(key(salt)));
    }

    /** Returns whether a file that begins with these bytes is encrypted. */
    public static boolean isEncrypted(byte[] beginning) {
        return beginning.length >= MAGIC.length && Arrays.equals(beginning, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Returns a stream that decrypts.
     *
     * @param ciphers of which one is used, if it is the right one
     * @throws IOException if none is
     */
    public static InputStream decrypting(InputStream from, List<FileCipher> ciphers) throws IOException {
        byte[] head = from.readNBytes(HEAD);
        if (head.length < HEAD || !isEncrypted(head)) {
            throw new IOException("it is cut short");
        }
        long id = ByteBuffer.wrap(head).getLong(MAGIC.length);
        for (FileCipher cipher : ciphers) {
            if (cipher.id == id) {
                byte[] salt = Arrays.copyOfRange(head, HEAD - SALT, HEAD);
                return new EncryptedInput(from, new Chunks(cipher.key(salt)));
            }
        }
        throw new IOException(
                ciphers.isEmpty() ? "it is encrypted, and no key was given" : "it is encrypted with another key");
    }

    private SecretKeySpec key(byte[] salt) {
        return new SecretKeySpec(derivation.code(salt), "AES");
    }

    /** The ciphers of the chunks of one file, in their order. */
    static final class Chunks {

        private final SecretKeySpec key;
        private long number;

        Chunks(SecretKeySpec key) {
            this.key = key;
        }

        byte[] next(int mode, byte[] content, int length, boolean last) throws GeneralSecurityException {
            byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(number++).array();
            Cipher cipher = cipher();
            cipher.init(mode, key, new GCMParameterSpec(8 * CODE, nonce));
            cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
            return cipher.doFinal(content, 0, length);
        }

        /** The JDK's own, so that no provider of the host is asked and its class loader kept. */
        private static Cipher cipher() throws GeneralSecurityException {
            try {
                return Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
            } catch (NoSuchProviderException e) {
                return Cipher.getInstance("AES/GCM/NoPadding");
            }
        }
    }
}
