package dev.reprise.engine.key;

import dev.reprise.engine.digest.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A growing array of bytes and the digests over it. Belongs to one thread at a time. */
final class KeyBuffer {

    static final int DIGEST_LENGTH = 32;

    private static final int USUAL_SIZE = 1024;
    private static final int KEPT_SIZE = 64 * 1024;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MessageDigest whole = Sha256.digest();
    private final MessageDigest part = Sha256.digest();
    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void put(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putShort(int value) {
        put(value >>> 8);
        put(value);
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Appends a length: seven bits per byte, lowest first, the highest bit set on all but the last. */
    void putLength(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put(rest | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends room for some bytes, whose content is the caller's to set, and returns where it begins. */
    int claim(int length) {
        reserve(length);
        int start = size;
        size += length;
        return start;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    /** Returns the digest that parts of the content are reduced by; whoever takes it leaves it reset. */
    MessageDigest part() {
        return part;
    }

    /** Appends the digest of what was given to {@link #part()}. */
    void putPart() {
        int start = claim(DIGEST_LENGTH);
        try {
            part.digest(bytes, start, DIGEST_LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the digest of everything. */
    CacheKey digest() {
        whole.update(bytes, 0, size);
        int start = claim(DIGEST_LENGTH);
        try {
            whole.digest(bytes, start, DIGEST_LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new CacheKey(longAt(start), longAt(start + 8), longAt(start + 16), longAt(start + 24));
    }

    long longAt(int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** Returns eight bytes in the order in which this processor reads them fastest. */
    long wordAt(int offset) {
        return (long) WORD.get(bytes, offset);
    }

    /** Empties the buffer and gives back the memory of an unusually large call. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_SIZE) {
            bytes = new byte[USUAL_SIZE];
        }
    }

    /** Empties the buffer after a failure, which may have left a digest half way. */
    void reset() {
        whole.reset();
        part.reset();
        clear();
    }

    private void reserve(int more) {
        int needed = size + more;
        if (needed - bytes.length > 0) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
