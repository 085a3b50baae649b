package dev.reprise.engine.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.key.CacheKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The form in which an entry lies in a file. Thread-safe.
 *
 * <pre>
 *  0  magic 52505253 ("RPRS")
 *  4  format version, 2 bytes
 *  6  length of the codec's name, 2 bytes
 *  8  shape
 * 16  created, milliseconds since the epoch
 * 24  expires, milliseconds since the epoch
 * 32  length of the content, 4 bytes
 * 36  HMAC-SHA256 of: scope (length, UTF-8), key, bytes 0 to 35, bytes 68 to the end
 * 68  codec's name (UTF-8), content
 * </pre>
 *
 * All numbers are big-endian. The code covers scope and key, so a file that was moved or renamed is not an entry.
 */
final class Envelope {

    /** The bytes before the code, enough for {@link #expired}. */
    static final int HEADER = 36;

    private static final int MAGIC = 0x52505253;
    private static final short VERSION = 1;
    private static final int FRONT = HEADER + HmacSha256.LENGTH;

    private final HmacSha256 hmac;

    Envelope(byte[] macKey) {
        this.hmac = new HmacSha256(macKey);
    }

    static long length(Blob blob) {
        return (long) FRONT + blob.codec().length() + blob.content().length;
    }

    byte[] seal(String scope, CacheKey key, Blob blob) {
        byte[] codec = blob.codec().getBytes(UTF_8);
        byte[] content = blob.content();
        if (codec.length > 0xFFFF) {
            throw new IllegalArgumentException("codec name of " + codec.length + " bytes");
        }
        byte[] file = new byte[Math.addExact(FRONT + codec.length, content.length)];
        ByteBuffer.wrap(file)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) codec.length)
                .putLong(blob.shape())
                .putLong(blob.createdAtMillis())
                .putLong(blob.expiresAtMillis())
                .putInt(content.length)
                .position(FRONT)
                .put(codec)
                .put(content);
        byte[] code = code(scope, key, file);
        System.arraycopy(code, 0, file, HEADER, code.length);
        return file;
    }

    /** Returns what was sealed, or throws if the bytes are not exactly what was sealed for this scope and key. */
    Blob open(String scope, CacheKey key, byte[] file) throws Damaged {
        if (file.length < FRONT) {
            throw new Damaged("truncated to " + file.length + " bytes");
        }
        byte[] found = Arrays.copyOfRange(file, HEADER, FRONT);
        if (!MessageDigest.isEqual(found, code(scope, key, file))) {
            throw new Damaged("altered, or not written for this key, scope and home");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        if (in.getInt() != MAGIC || in.getShort() != VERSION) {
            throw new Damaged("of another format version");
        }
        int codecLength = Short.toUnsignedInt(in.getShort());
        long shape = in.getLong();
        long created = in.getLong();
        long expires = in.getLong();
        int contentLength = in.getInt();
        if ((long) FRONT + codecLength + contentLength != file.length || contentLength < 0) {
            throw new Damaged("of another length than it states");
        }
        return new Blob(
                new String(file, FRONT, codecLength, UTF_8),
                shape,
                created,
                expires,
                Arrays.copyOfRange(file, FRONT + codecLength, file.length));
    }

    /** Returns whether a file that begins with these bytes has expired, believing them: enough to delete, not to serve. */
    static boolean expired(byte[] header, long nowMillis) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return in.getInt(0) != MAGIC || in.getLong(24) <= nowMillis;
    }

    private byte[] code(String scope, CacheKey key, byte[] file) {
        byte[] name = scope.getBytes(UTF_8);
        byte[] context = ByteBuffer.allocate(4 + name.length + 32)
                .putInt(name.length)
                .put(name)
                .putLong(key.a())
                .putLong(key.b())
                .putLong(key.c())
                .putLong(key.d())
                .array();
        HmacSha256.Running running = hmac.start();
        running.update(context, 0, context.length);
        running.update(file, 0, HEADER);
        running.update(file, FRONT, file.length - FRONT);
        return running.end();
    }
}
