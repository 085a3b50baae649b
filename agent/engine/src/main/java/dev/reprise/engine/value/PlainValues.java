package dev.reprise.engine.value;

import java.lang.reflect.Array;

/**
 * Values that need no graph codec, which is slow to start: strings, boxed numbers, other leaves of the JDK, arrays of
 * primitives.
 */
final class PlainValues {

    static final byte FLAT_ARRAY = 64;

    private PlainValues() {}

    static boolean carries(Class<?> type) {
        return Leaf.of(type) != null || isFlatArray(type);
    }

    static boolean isLeaf(Class<?> type) {
        return Leaf.of(type) != null;
    }

    static boolean isFlatArray(Class<?> type) {
        Class<?> element = type.getComponentType();
        return element != null && element.isPrimitive();
    }

    /** Returns whether a first byte is that of a plain value. */
    static boolean isTag(byte tag) {
        return tag > 0 && tag <= FLAT_ARRAY;
    }

    /** Returns how many bytes a value takes when it is written, at the least. */
    static long size(Object value) {
        if (value instanceof String text) {
            return 1L + text.length();
        }
        Class<?> type = value.getClass();
        return isFlatArray(type) ? 2 + (long) Array.getLength(value) * FlatArray.width(type.getComponentType()) : 1;
    }

    static byte[] encode(Object value, EntryLimit limit) throws Uncacheable {
        limit.check(size(value)); // Before it is copied.
        if (isFlatArray(value.getClass())) {
            return FlatArray.encode(FLAT_ARRAY, value);
        }
        Leaf leaf = Leaf.of(value.getClass());
        if (leaf == null) {
            throw new Uncacheable(value.getClass().getName() + " is not a value of the JDK");
        }
        byte[] content = Texts.encode(leaf.tag(), leaf.textOf(value));
        // A locale or a zoned time can be built that its own text does not give back.
        if (leaf.tag() != Leaf.STRING && !sameAgain(value, content)) {
            throw new Uncacheable("a " + value.getClass().getName() + " that its own text does not give back");
        }
        return content;
    }

    static Object decode(byte[] content) throws Undecodable {
        try {
            if (content[0] == FLAT_ARRAY) {
                return FlatArray.decode(content);
            }
            return Leaf.ofTag(content[0]).parse(Texts.decode(content));
        } catch (RuntimeException damaged) {
            throw Undecodable.because(damaged);
        }
    }

    private static boolean sameAgain(Object value, byte[] content) {
        try {
            return decode(content).equals(value);
        } catch (Undecodable damaged) {
            return false;
        }
    }
}
