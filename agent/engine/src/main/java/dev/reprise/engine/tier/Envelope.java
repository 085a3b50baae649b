package dev.reprise.engine.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.worth.Worth;
import dev.reprise.engine.worth.WorthBytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form in which an entry lies in a file. Thread-safe.
 *
 * <pre>
 *   0  magic 52505253 ("RPRS")
 *   4  format version
 *   5  0 for plain content, 1 for AES-256-GCM, 2 for plain content that is {@link Deflated}
 *   6  length of the codec's name, 2 bytes
 *   8  expires, milliseconds since the epoch
 *  16  created, milliseconds since the epoch
 *  24  shape
 *  32  stamp of the home, see {@link dev.reprise.engine.epoch.Stamps}
 *  40  stamp of Redis; 0 if none was known
 *  48  length of the content as it lies in the file, 4 bytes
 *  52  which key the code was made with, 8 bytes
 *  60  which key the content was encrypted with, 8 bytes; 0 for plain content
 *  68  HMAC-SHA256 of: scope (length, UTF-8), key, bytes 0 to 67, bytes 100 to the end
 * 100  codec's name (UTF-8), content; encrypted as {@link EntryCipher} says, with all before it, scope and key authenticated
 * </pre>
 *
 * What is called content here is the encoded value, what it is {@linkplain WorthBytes worth}, and the length of that in 2
 * bytes. Version 3 has the encoded value alone, and is read like this one.
 *
 * <p>Version 5 is written where tenants are counted, and has the number of the {@linkplain TenantMark tenant} in 8 bytes behind
 * byte 67; the code covers them, and it and all that follows lie 8 bytes further back.
 *
 * <p>What is encrypted is not deflated: from its length somebody could tell what in it repeats what he had put there. All
 * numbers are big-endian. The code covers scope and key, so a file that was moved or renamed is not an entry. Bytes 0 to
 * 15 stay where they are in later versions, so that every version can delete what has expired.
 */
final class Envelope {

    /** The bytes before the code, enough for {@link #expired}. */
    static final int HEADER = 68;

    /** Enough for {@link #tenant}. */
    static final int LONGEST_HEADER = HEADER + Long.BYTES;

    private static final int MAGIC = 0x52505253;
    private static final byte VERSION = 4;
    private static final byte WITH_TENANT = 5;
    private static final byte WITHOUT_WORTH = 3;
    private static final byte PLAIN = 0;
    private static final byte ENCRYPTED = 1;
    private static final byte DEFLATED = 2;
    private static final int MAC_KEY = 52;
    private static final int WORTH_LENGTH = 2;

    /** The first writes, all read; at least one. */
    private final EntrySeal[] seals;

    /** The first writes, all read; none if entries are not encrypted. */
    private final EntryCipher[] ciphers;

    /**
     * @param keys at least one MAC key
     */
    Envelope(StoreKeys keys) {
        this.seals = new EntrySeal[keys.mac().size()];
        this.ciphers = new EntryCipher[keys.encryption().size()];
        if (seals.length == 0) {
            throw new IllegalArgumentException("no MAC key");
        }
        for (int i = 0; i < seals.length; i++) {
            seals[i] = new EntrySeal(keys.mac().get(i));
        }
        for (int i = 0; i < ciphers.length; i++) {
            ciphers[i] = new EntryCipher(keys.encryption().get(i));
        }
    }

    /** Returns what an entry takes at the most. */
    static long length(Blob blob) {
        return (long) header(version(blob))
                + HmacSha256.LENGTH
                + blob.codec().length()
                + blob.content().length
                + WorthBytes.of(blob.worth()).length
                + WORTH_LENGTH
                + EntryCipher.OVERHEAD;
    }

    byte[] seal(String scope, CacheKey key, Blob blob) {
        EntryCipher cipher = ciphers.length == 0 ? null : ciphers[0];
        EntrySeal seal = seals[0];
        byte[] codec = blob.codec().getBytes(UTF_8);
        byte[] whole = withWorth(blob);
        byte[] deflated = cipher == null ? Deflated.of(whole) : null;
        byte[] content = deflated == null ? whole : deflated;
        if (codec.length > 0xFFFF) {
            throw new IllegalArgumentException("codec name of " + codec.length + " bytes");
        }
        int length = Math.addExact(content.length, cipher == null ? 0 : EntryCipher.OVERHEAD);
        TenantMark tenant = blob.tenant();
        byte version = version(blob);
        int header = header(version);
        int front = header + HmacSha256.LENGTH;
        byte[] file = new byte[Math.addExact(front + codec.length, length)];
        ByteBuffer out = ByteBuffer.wrap(file)
                .putInt(MAGIC)
                .put(version)
                .put(cipher != null ? ENCRYPTED : deflated != null ? DEFLATED : PLAIN)
                .putShort((short) codec.length)
                .putLong(blob.expiresAtMillis())
                .putLong(blob.createdAtMillis())
                .putLong(blob.shape())
                .putLong(blob.home())
                .putLong(blob.shared())
                .putInt(length)
                .putLong(seal.id())
                .putLong(cipher == null ? 0 : cipher.id());
        if (tenant != null) {
            out.putLong(tenant.number(seal));
        }
        out.position(front).put(codec);
        byte[] context = context(scope, key);
        if (cipher == null) {
            out.put(content);
        } else {
            cipher.encrypt(content, authenticated(context, file, header, codec.length), file, front + codec.length);
        }
        byte[] code = code(seal, context, file, header);
        System.arraycopy(code, 0, file, header, code.length);
        return file;
    }

    /**
     * Returns what was sealed, or throws if the bytes are not exactly what was sealed for this scope and key.
     *
     * @throws Foreign if another version, or somebody with another key, may be able to open them
     */
    Blob open(String scope, CacheKey key, byte[] file) throws Damaged, Foreign {
        if (file.length < HEADER + HmacSha256.LENGTH) {
            throw new Damaged("truncated to " + file.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        if (in.getInt() != MAGIC) {
            throw new Damaged("not an entry");
        }
        byte version = in.get();
        if (!isKnown(version)) {
            throw new Foreign("of another format version");
        }
        int header = header(version);
        int front = header + HmacSha256.LENGTH;
        if (file.length < front) {
            throw new Damaged("truncated to " + file.length + " bytes");
        }
        byte[] context = context(scope, key);
        EntrySeal seal = seal(in.getLong(MAC_KEY));
        if (!MessageDigest.isEqual(Arrays.copyOfRange(file, header, front), code(seal, context, file, header))) {
            throw new Damaged("altered, or not written for this key, scope and home");
        }
        byte form = in.get();
        int codecLength = Short.toUnsignedInt(in.getShort());
        long expires = in.getLong();
        long created = in.getLong();
        long shape = in.getLong();
        long home = in.getLong();
        long shared = in.getLong();
        int length = in.getInt();
        if ((long) front + codecLength + length != file.length || length < 0) {
            throw new Damaged("of another length than it states");
        }
        EntryCipher cipher = cipher(form, in.getLong(MAC_KEY + 8));
        int start = front + codecLength;
        byte[] content;
        if (cipher != null) {
            content = cipher.decrypt(file, start, authenticated(context, file, header, codecLength));
        } else {
            content = form == DEFLATED ? Deflated.content(file, start) : Arrays.copyOfRange(file, start, file.length);
        }
        Worth worth = null;
        if (version != WITHOUT_WORTH) {
            int end = content.length - WORTH_LENGTH;
            int worthLength =
                    end < 0 ? 0 : Short.toUnsignedInt(ByteBuffer.wrap(content).getShort(end));
            if (worthLength > end) {
                throw new Damaged("of another length than it states");
            }
            worth = WorthBytes.read(content, end - worthLength, worthLength);
            content = Arrays.copyOf(content, end - worthLength);
        }
        return new Blob(
                new String(file, front, codecLength, UTF_8),
                shape,
                created,
                expires,
                home,
                shared,
                worth,
                TenantMark.told(tenant(file)),
                content);
    }

    private static byte[] withWorth(Blob blob) {
        byte[] worth = WorthBytes.of(blob.worth());
        int end = blob.content().length + worth.length;
        byte[] whole = Arrays.copyOf(blob.content(), Math.addExact(end, WORTH_LENGTH));
        System.arraycopy(worth, 0, whole, blob.content().length, worth.length);
        ByteBuffer.wrap(whole).putShort(end, (short) worth.length);
        return whole;
    }

    /** Returns whether a file that begins with these bytes has expired, believing them: enough to delete, not to serve. */
    static boolean expired(byte[] header, long nowMillis) {
        ByteBuffer in = ByteBuffer.wrap(header);
        // The version before had zero here, and its time to live elsewhere.
        return in.getInt(0) != MAGIC || in.get(4) == 0 || in.getLong(8) <= nowMillis;
    }

    /** Returns whether an agent of another version wrote these bytes, believing them. */
    static boolean isOfAnotherVersion(byte[] file) {
        return file.length > 4 && ByteBuffer.wrap(file).getInt() == MAGIC && !isKnown(file[4]);
    }

    private static boolean isKnown(byte version) {
        return version == VERSION || version == WITH_TENANT || version == WITHOUT_WORTH;
    }

    private static byte version(Blob blob) {
        return blob.tenant() == null ? VERSION : WITH_TENANT;
    }

    private static int header(byte version) {
        return version == WITH_TENANT ? LONGEST_HEADER : HEADER;
    }

    /** Returns whose a file is that begins with these bytes, believing them: enough to count; 0 if it does not say. */
    static long tenant(byte[] header) {
        return header.length >= LONGEST_HEADER && header[4] == WITH_TENANT
                ? ByteBuffer.wrap(header).getLong(HEADER)
                : 0;
    }

    private EntrySeal seal(long id) throws Foreign {
        for (EntrySeal seal : seals) {
            if (seal.id() == id) {
                return seal;
            }
        }
        throw new Foreign("sealed with a key that is not one of ours");
    }

    private @Nullable EntryCipher cipher(byte form, long id) throws Foreign {
        boolean plain = form == PLAIN || form == DEFLATED;
        if (plain && ciphers.length == 0) {
            return null;
        }
        for (EntryCipher cipher : ciphers) {
            if (form == ENCRYPTED && cipher.id() == id) {
                return cipher;
            }
        }
        // Who has encryption switched on relies on it for what he reads, too.
        throw new Foreign(plain ? "not encrypted" : "encrypted with a key that is not one of ours");
    }

    private static byte[] context(String scope, CacheKey key) {
        byte[] name = scope.getBytes(UTF_8);
        return ByteBuffer.allocate(4 + name.length + 32)
                .putInt(name.length)
                .put(name)
                .putLong(key.a())
                .putLong(key.b())
                .putLong(key.c())
                .putLong(key.d())
                .array();
    }

    /** Returns what the cipher's own code covers besides the content. */
    private static byte[] authenticated(byte[] context, byte[] file, int header, int codecLength) {
        return ByteBuffer.allocate(context.length + header + codecLength)
                .put(context)
                .put(file, 0, header)
                .put(file, header + HmacSha256.LENGTH, codecLength)
                .array();
    }

    private static byte[] code(EntrySeal seal, byte[] context, byte[] file, int header) {
        int front = header + HmacSha256.LENGTH;
        HmacSha256.Running running = seal.start();
        running.update(context, 0, context.length);
        running.update(file, 0, header);
        running.update(file, front, file.length - front);
        return running.end();
    }
}
