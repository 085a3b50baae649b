package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.key.CacheKey;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The form of an {@link EpochLog}: records of 64 bytes, each at a multiple of that, the first of which is the header. All
 * numbers are big-endian.
 *
 * <pre>
 *  0  kind, 1 byte: 0 for the header, otherwise that of {@link Eviction.Kind}
 *  1  format version, 1 byte
 *  2  zero
 *  8  what is evicted, 32 bytes; in the header zero
 * 40  its epoch; in the header the generation
 * 48  zero
 * 56  CRC-32 of bytes 0 to 55, 8 bytes
 * </pre>
 */
final class EpochRecord {

    static final int LENGTH = 64;

    private static final byte VERSION = 1;
    private static final int CODE = 56;

    private EpochRecord() {}

    static byte[] header(long generation) {
        byte[] record = new byte[LENGTH];
        return sealed(record, ByteBuffer.wrap(record).put((byte) 0).put(VERSION).putLong(40, generation));
    }

    static byte[] of(Eviction eviction) {
        CacheKey id = eviction.id();
        byte[] record = new byte[LENGTH];
        ByteBuffer out = ByteBuffer.wrap(record)
                .put(eviction.kind().code())
                .put(VERSION)
                .putLong(8, id.a())
                .putLong(16, id.b())
                .putLong(24, id.c())
                .putLong(32, id.d())
                .putLong(40, eviction.epoch());
        return sealed(record, out);
    }

    private static byte[] sealed(byte[] record, ByteBuffer out) {
        out.putLong(CODE, code(record, 0));
        return record;
    }

    /** Returns the generation; null if this is no header. */
    static @Nullable Long generation(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return header.length == LENGTH && in.get(0) == 0 && isWhole(header, 0) ? in.getLong(40) : null;
    }

    /** Returns the record that begins at a place; null if it was not written to its end, where there are zeros then. */
    static @Nullable Eviction at(byte[] bytes, int place) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean whole = isWhole(bytes, place);
        if (whole ? in.get(place) == 0 : in.get(place + LENGTH - 1) == 0) {
            return null;
        }
        // What was changed afterwards may have been the eviction of anything.
        return new Eviction(
                whole && in.get(place + 1) == VERSION ? Eviction.Kind.of(in.get(place)) : Eviction.Kind.UNKNOWN,
                new CacheKey(
                        in.getLong(place + 8), in.getLong(place + 16), in.getLong(place + 24), in.getLong(place + 32)),
                in.getLong(place + 40));
    }

    private static boolean isWhole(byte[] bytes, int place) {
        return ByteBuffer.wrap(bytes).getLong(place + CODE) == code(bytes, place);
    }

    /** Of zeros it is not zero. */
    private static long code(byte[] bytes, int from) {
        CRC32 code = new CRC32();
        code.update(bytes, from, CODE);
        return code.getValue();
    }
}
