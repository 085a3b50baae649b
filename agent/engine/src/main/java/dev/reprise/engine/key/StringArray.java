package dev.reprise.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The array that a string keeps its characters in, if the JVM lets us see it: the agent has opened {@code java.lang}.
 * Reading it saves a copy; nobody writes to it.
 */
final class StringArray {

    private static final byte LATIN1 = 0;

    private static final @Nullable VarHandle VALUE = field("value", byte[].class);
    private static final @Nullable VarHandle CODER = field("coder", byte.class);

    /** Whether the two fields are there and mean what they meant when this was written. */
    private static final boolean KNOWN = isAsKnown();

    private StringArray() {}

    /** Returns the bytes of a string whose characters are all below 256, one per character, or null. */
    static byte @Nullable [] latin1(String text) {
        return KNOWN && coder(text) == LATIN1 ? value(text) : null;
    }

    /**
     * Returns the bytes of a string that holds a character of 256 or above, two per character, the lower one first, or
     * null. May also return such bytes for other strings, in a JVM without compact strings.
     */
    static byte @Nullable [] utf16(String text) {
        return KNOWN && coder(text) != LATIN1 ? value(text) : null;
    }

    @SuppressWarnings("NullAway") // Only asked when both handles are known.
    private static byte[] value(String text) {
        return (byte[]) VALUE.get(text);
    }

    @SuppressWarnings("NullAway") // Only asked when both handles are known.
    private static byte coder(String text) {
        return (byte) CODER.get(text);
    }

    private static @Nullable VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
                    .findVarHandle(String.class, name, type);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    private static boolean isAsKnown() {
        if (VALUE == null || CODER == null || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return false;
        }
        String wide = "\u20AC\u00E9"; // A euro sign and an e with an acute accent.
        byte[] two = value(wide);
        boolean wideAsKnown = coder(wide) == 1 && two.length == 4 && two[0] == (byte) 0xAC && two[1] == 0x20;
        String narrow = "\u00E9z";
        byte[] one = value(narrow);
        boolean narrowAsKnown = coder(narrow) == LATIN1
                ? one.length == 2 && one[0] == (byte) 0xE9 && one[1] == 'z'
                : one.length == 4 && one[0] == (byte) 0xE9 && one[1] == 0;
        return wideAsKnown && narrowAsKnown;
    }
}
