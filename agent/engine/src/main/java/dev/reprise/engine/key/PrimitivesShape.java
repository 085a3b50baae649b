package dev.reprise.engine.key;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** An array of primitives: their type, their number and, big-endian, themselves or, if they are many, their digest. */
final class PrimitivesShape implements Shape {

    /** From this number of bytes on, an array contributes its digest. */
    private static final int LONG = 256;

    private static final int CHUNK = 512;

    private final int tag;
    private final int width;

    PrimitivesShape(Class<?> component) {
        if (component == boolean.class) {
            tag = Tag.TRUE;
            width = 1;
        } else if (component == byte.class) {
            tag = Tag.BYTE;
            width = 1;
        } else if (component == short.class) {
            tag = Tag.SHORT;
            width = 2;
        } else if (component == char.class) {
            tag = Tag.CHAR;
            width = 2;
        } else if (component == int.class) {
            tag = Tag.INT;
            width = 4;
        } else if (component == long.class) {
            tag = Tag.LONG;
            width = 8;
        } else if (component == float.class) {
            tag = Tag.FLOAT;
            width = 4;
        } else {
            tag = Tag.DOUBLE;
            width = 8;
        }
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) {
        KeyBuffer out = walk.out;
        int length = Array.getLength(value);
        boolean isLong = (long) length * width >= LONG;
        out.put(isLong ? Tag.LONG_PRIMITIVES : Tag.PRIMITIVES);
        out.put(tag);
        out.putLength(length);
        if (!isLong) {
            putElements(value, 0, length, out);
            return;
        }
        MessageDigest digest = out.part();
        if (value instanceof byte[] bytes) {
            digest.update(bytes);
        } else {
            int start = out.size();
            for (int from = 0; from < length; from += CHUNK) {
                putElements(value, from, Math.min(length, from + CHUNK), out);
                digest.update(out.bytes(), start, out.size() - start);
                out.truncate(start);
            }
        }
        out.putPart();
    }

    /** Writes what remains in a buffer as an array of its bytes; a file of gigabytes, mapped into memory, is not copied. */
    static void writeBytes(ByteBuffer remaining, KeyBuffer out) {
        int length = remaining.remaining();
        boolean isLong = length >= LONG;
        out.put(isLong ? Tag.LONG_PRIMITIVES : Tag.PRIMITIVES);
        out.put(Tag.BYTE);
        out.putLength(length);
        if (isLong) {
            out.part().update(remaining);
            out.putPart();
        } else {
            byte[] few = new byte[length];
            remaining.get(few);
            out.putBytes(few, 0, length);
        }
    }

    private void putElements(Object array, int from, int to, KeyBuffer out) {
        if (array instanceof byte[] bytes) {
            out.putBytes(bytes, from, to - from);
        } else if (array instanceof float[] floats) {
            for (int i = from; i < to; i++) {
                out.putInt(Float.floatToIntBits(floats[i]));
            }
        } else if (array instanceof double[] doubles) {
            for (int i = from; i < to; i++) {
                out.putLong(Double.doubleToLongBits(doubles[i]));
            }
        } else if (array instanceof int[] ints) {
            for (int i = from; i < to; i++) {
                out.putInt(ints[i]);
            }
        } else if (array instanceof long[] longs) {
            for (int i = from; i < to; i++) {
                out.putLong(longs[i]);
            }
        } else if (array instanceof char[] chars) {
            for (int i = from; i < to; i++) {
                out.putShort(chars[i]);
            }
        } else if (array instanceof short[] shorts) {
            for (int i = from; i < to; i++) {
                out.putShort(shorts[i]);
            }
        } else if (array instanceof boolean[] booleans) {
            for (int i = from; i < to; i++) {
                out.put(booleans[i] ? 1 : 0);
            }
        }
    }
}
