package dev.reprise.engine.value;

import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Objects of the JDK that are a number, some bits or a text, most of which can be changed. */
final class JdkTexts {

    private static final String NONE = "";

    private JdkTexts() {}

    static String of(Object object) {
        if (object instanceof OptionalInt optional) {
            return optional.isPresent() ? Integer.toString(optional.getAsInt()) : NONE;
        }
        if (object instanceof OptionalLong optional) {
            return optional.isPresent() ? Long.toString(optional.getAsLong()) : NONE;
        }
        if (object instanceof OptionalDouble optional) { // By its bits, as any number with a fraction.
            return optional.isPresent() ? Long.toString(Double.doubleToRawLongBits(optional.getAsDouble())) : NONE;
        }
        if (object instanceof BitSet bits) {
            StringBuilder text = new StringBuilder();
            for (long word : bits.toLongArray()) {
                text.append(Long.toHexString(word)).append(' ');
            }
            return text.toString();
        }
        return object.toString(); // Characters and atomic numbers.
    }

    @SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"}) // What was one comes back as one.
    static Object made(JdkType type, String text) throws Undecodable {
        return switch (type.name()) {
            case "OptionalInt" -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
            case "OptionalLong" -> text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
            case "OptionalDouble" ->
                text.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.longBitsToDouble(Long.parseLong(text)));
            case "BitSet" -> bits(text);
            case "StringBuilder" -> new StringBuilder(text);
            case "StringBuffer" -> new StringBuffer(text);
            case "concurrent.atomic.AtomicInteger" -> new AtomicInteger(Integer.parseInt(text));
            case "concurrent.atomic.AtomicLong" -> new AtomicLong(Long.parseLong(text));
            case "concurrent.atomic.AtomicBoolean" -> new AtomicBoolean(text.equals("true"));
            default -> throw new Undecodable("not a text");
        };
    }

    private static BitSet bits(String text) {
        String[] words = text.isEmpty() ? new String[0] : text.split(" ");
        long[] bits = new long[words.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Long.parseUnsignedLong(words[i], 16);
        }
        return BitSet.valueOf(bits);
    }
}
