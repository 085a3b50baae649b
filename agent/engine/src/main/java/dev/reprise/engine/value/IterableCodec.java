package dev.reprise.engine.value;

import java.util.Arrays;

/**
 * Carries what is declared as an {@code Iterable}: a value, such as a collection, or the elements that something else had
 * when it was gone through, which come back as {@link Pulled}.
 */
public final class IterableCodec implements ValueCodec {

    private static final byte VALUE = 0;
    private static final byte PARTS = 1;

    private final ValueCodec values;
    private final PartsCodec parts;

    /**
     * @param values carries values
     * @param parts carries elements
     */
    public IterableCodec(ValueCodec values, PartsCodec parts) {
        this.values = values;
        this.parts = parts;
    }

    /** Returns what carries the elements. */
    public PartsCodec parts() {
        return parts;
    }

    /** Returns the bytes of an answer whose elements {@link #parts} has carried. */
    public static byte[] ofParts(byte[] elements) {
        return marked(PARTS, elements);
    }

    /** Returns whether an answer can be carried as a value, as it is. */
    public boolean isValue(Object answer) {
        try {
            values.encode(answer);
            return true;
        } catch (Uncacheable other) {
            return false;
        }
    }

    @Override
    public String id() {
        return "iterable-1/" + values.id() + "/" + parts.id();
    }

    @Override
    public long shape() {
        return 31 * values.shape() + parts.shape();
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return values.holdsAsIs(value);
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        return encode(value, Given.NOTHING);
    }

    @Override
    public byte[] encode(Object value, Given given) throws Uncacheable {
        return marked(VALUE, values.encode(value, given));
    }

    private static byte[] marked(byte kind, byte[] content) {
        byte[] all = new byte[content.length + 1];
        all[0] = kind;
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        byte[] rest = Arrays.copyOfRange(content, Math.min(1, content.length), content.length);
        if (content.length > 0 && content[0] == VALUE) {
            return values.decode(rest);
        }
        if (content.length == 0 || content[0] != PARTS) {
            throw new Undecodable("not of an Iterable");
        }
        return new Pulled((TimedParts) parts.decode(rest));
    }
}
