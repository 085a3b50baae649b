package dev.reprise.engine.tier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Writes a file as {@link FileCipher} says. Not thread-safe. */
final class EncryptedOutput extends OutputStream {

    private final OutputStream to;
    private final FileCipher.Chunks chunks;
    private final byte[] chunk = new byte[FileCipher.CHUNK];
    private int length;
    private boolean closed;

    EncryptedOutput(OutputStream to, FileCipher.Chunks chunks) {
        this.to = to;
        this.chunks = chunks;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int at = offset; at < offset + count; ) {
            if (length == chunk.length) {
                writeChunk(/* last= */ false);
            }
            int taken = Math.min(chunk.length - length, offset + count - at);
            System.arraycopy(bytes, at, chunk, length, taken);
            length += taken;
            at += taken;
        }
    }

    private void writeChunk(boolean last) throws IOException {
        try {
            byte[] encrypted = chunks.next(Cipher.ENCRYPT_MODE, chunk, length, last);
            int head = encrypted.length | (last ? 1 << 31 : 0);
            to.write(ByteBuffer.allocate(Integer.BYTES).putInt(head).array());
            to.write(encrypted);
            length = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no AES-256-GCM (" + e.getClass().getName() + ")", e);
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (to) {
                writeChunk(/* last= */ true);
            }
        }
    }
}
