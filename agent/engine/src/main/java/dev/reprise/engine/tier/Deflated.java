package dev.reprise.engine.tier;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Contents that take less room than they have bytes: the length of the content, 4 bytes, and the content as DEFLATE (RFC 1951). */
final class Deflated {

    /** What is shorter takes one block of a disk either way. */
    static final int SHORTEST = 4096;

    private static final int LENGTH = 4;

    /** DEFLATE makes no more of a byte. */
    private static final int MAX_RATIO = 1032;

    private Deflated() {}

    /** Returns a content deflated, or null if that saves less than an eighth of it, as with vectors and pictures. */
    static byte @Nullable [] of(byte[] content) {
        if (content.length < SHORTEST) {
            return null;
        }
        byte[] deflated = new byte[content.length - content.length / 8];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, /* nowrap= */ true);
        try {
            deflater.setInput(content);
            deflater.finish();
            int length = LENGTH + deflater.deflate(deflated, LENGTH, deflated.length - LENGTH);
            if (!deflater.finished()) {
                return null;
            }
            ByteBuffer.wrap(deflated).putInt(content.length);
            return Arrays.copyOf(deflated, length);
        } finally {
            deflater.end(); // Its memory is not the heap's.
        }
    }

    /**
     * Returns the content again.
     *
     * @param file holds it from an offset to its end
     */
    static byte[] content(byte[] file, int offset) throws Damaged {
        int deflated = file.length - offset - LENGTH;
        int length = deflated < 0 ? -1 : ByteBuffer.wrap(file).getInt(offset);
        if (length < 0 || length > (long) deflated * MAX_RATIO) {
            throw new Damaged("of another length than it states");
        }
        byte[] content = new byte[length];
        Inflater inflater = new Inflater(/* nowrap= */ true);
        try {
            inflater.setInput(file, offset + LENGTH, deflated);
            int inflated = inflater.inflate(content);
            boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (inflated != length || more || !inflater.finished()) {
                throw new Damaged("of another length than it states");
            }
            return content;
        } catch (DataFormatException e) {
            throw new Damaged("not what was deflated");
        } finally {
            inflater.end();
        }
    }
}
