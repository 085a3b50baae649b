package dev.reprise.engine.value;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Arrays of primitives to bytes and back, floats by their bits. */
final class FlatArray {

    private static final int HEAD = 2;

    private FlatArray() {}

    /** Returns how many bytes an element of a primitive type takes. */
    static int width(Class<?> element) {
        return switch (element.getName()) {
            case "byte", "boolean" -> 1;
            case "short", "char" -> 2;
            case "int", "float" -> 4;
            default -> 8;
        };
    }

    /** Returns a prefix byte, followed by the type of the elements, followed by them. */
    static byte[] encode(byte prefix, Object array) {
        if (array instanceof byte[] values) {
            byte[] content = content(prefix, 'B', values.length, 1);
            System.arraycopy(values, 0, content, HEAD, values.length);
            return content;
        } else if (array instanceof boolean[] values) {
            byte[] content = content(prefix, 'Z', values.length, 1);
            for (int i = 0; i < values.length; i++) {
                content[HEAD + i] = (byte) (values[i] ? 1 : 0);
            }
            return content;
        } else if (array instanceof short[] values) {
            byte[] content = content(prefix, 'S', values.length, 2);
            elementsOf(content).asShortBuffer().put(values);
            return content;
        } else if (array instanceof char[] values) {
            byte[] content = content(prefix, 'C', values.length, 2);
            elementsOf(content).asCharBuffer().put(values);
            return content;
        } else if (array instanceof int[] values) {
            byte[] content = content(prefix, 'I', values.length, 4);
            elementsOf(content).asIntBuffer().put(values);
            return content;
        } else if (array instanceof long[] values) {
            byte[] content = content(prefix, 'J', values.length, 8);
            elementsOf(content).asLongBuffer().put(values);
            return content;
        } else if (array instanceof float[] values) {
            byte[] content = content(prefix, 'F', values.length, 4);
            elementsOf(content).asFloatBuffer().put(values);
            return content;
        }
        double[] values = (double[]) array;
        byte[] content = content(prefix, 'D', values.length, 8);
        elementsOf(content).asDoubleBuffer().put(values);
        return content;
    }

    static Object decode(byte[] content) {
        int bytes = content.length - HEAD;
        ByteBuffer from = elementsOf(content);
        switch (content[1]) {
            case 'B' -> {
                return Arrays.copyOfRange(content, HEAD, content.length);
            }
            case 'Z' -> {
                boolean[] values = new boolean[bytes];
                for (int i = 0; i < bytes; i++) {
                    values[i] = content[HEAD + i] != 0;
                }
                return values;
            }
            case 'S' -> {
                short[] values = new short[elements(bytes, 2)];
                from.asShortBuffer().get(values);
                return values;
            }
            case 'C' -> {
                char[] values = new char[elements(bytes, 2)];
                from.asCharBuffer().get(values);
                return values;
            }
            case 'I' -> {
                int[] values = new int[elements(bytes, 4)];
                from.asIntBuffer().get(values);
                return values;
            }
            case 'J' -> {
                long[] values = new long[elements(bytes, 8)];
                from.asLongBuffer().get(values);
                return values;
            }
            case 'F' -> {
                float[] values = new float[elements(bytes, 4)];
                from.asFloatBuffer().get(values);
                return values;
            }
            case 'D' -> {
                double[] values = new double[elements(bytes, 8)];
                from.asDoubleBuffer().get(values);
                return values;
            }
            default -> throw new IllegalArgumentException("not an array");
        }
    }

    private static byte[] content(byte prefix, char type, int elements, int bytesEach) {
        byte[] content = new byte[Math.addExact(HEAD, Math.multiplyExact(elements, bytesEach))];
        content[0] = prefix;
        content[1] = (byte) type;
        return content;
    }

    private static ByteBuffer elementsOf(byte[] content) {
        return ByteBuffer.wrap(content, HEAD, content.length - HEAD);
    }

    private static int elements(int bytes, int bytesEach) {
        if (bytes % bytesEach != 0) {
            throw new IllegalArgumentException("not a whole number of elements");
        }
        return bytes / bytesEach;
    }
}
