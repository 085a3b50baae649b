package dev.reprise.engine.tier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Reads a file as {@link FileCipher} says, of which no byte is handed out before it is checked. Not thread-safe. */
final class EncryptedInput extends InputStream {

    private final InputStream from;
    private final FileCipher.Chunks chunks;
    private byte[] chunk = {};
    private int at;
    private boolean over;

    EncryptedInput(InputStream from, FileCipher.Chunks chunks) {
        this.from = from;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        while (at == chunk.length) {
            if (over) {
                return -1;
            }
            readChunk();
        }
        int taken = Math.min(count, chunk.length - at);
        System.arraycopy(chunk, at, bytes, offset, taken);
        at += taken;
        return taken;
    }

    private void readChunk() throws IOException {
        byte[] head = from.readNBytes(Integer.BYTES);
        if (head.length < Integer.BYTES) {
            throw new IOException("it is cut short");
        }
        int length = ByteBuffer.wrap(head).getInt();
        boolean last = length < 0;
        length &= Integer.MAX_VALUE;
        if (length < FileCipher.CODE || length > FileCipher.CHUNK + FileCipher.CODE) {
            throw altered();
        }
        byte[] encrypted = from.readNBytes(length);
        if (encrypted.length < length) {
            throw new IOException("it is cut short");
        }
        try {
            chunk = chunks.next(Cipher.DECRYPT_MODE, encrypted, length, last);
        } catch (GeneralSecurityException e) {
            throw altered();
        }
        at = 0;
        over = last;
        if (last && from.read() >= 0) {
            throw new IOException("something was put behind it");
        }
    }

    private static IOException altered() {
        return new IOException("it was altered");
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
