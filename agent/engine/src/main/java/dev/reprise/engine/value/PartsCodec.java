package dev.reprise.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Carries an answer that comes in parts: a list of what the codec of one part carries, each with the time that has passed
 * since the one before. It comes back as {@link TimedParts}.
 */
public final class PartsCodec implements ValueCodec {

    private final ValueCodec part;

    /**
     * @param part carries each part
     */
    public PartsCodec(ValueCodec part) {
        this.part = part;
    }

    /** The bytes of parts as they come. Belongs to one recording; not thread-safe. */
    public final class Writer {

        private final Output out = new Output(EntryLimit.NONE);
        private final StreamEnd end = new StreamEnd();
        private final Given given;
        private int size;

        private Writer(Given given) {
            this.given = given;
        }

        /**
         * Encodes a part, which may be changed once this returns.
         *
         * @param millis how long after the one before it came, in milliseconds, not negative
         * @throws Uncacheable if it would not come back as the same
         */
        public void add(Object value, int millis) throws Uncacheable {
            end.take(value);
            byte[] content = part.encode(value, given);
            out.writeCount(millis);
            out.writeCount(content.length);
            out.writeBytes(content, 0, content.length);
            size += content.length;
        }

        /** Returns how many bytes the parts take so far. */
        public int size() {
            return size;
        }

        /**
         * Returns what {@link PartsCodec#decode} takes.
         *
         * @throws Uncacheable if the parts are not all
         */
        public byte[] toBytes() throws Uncacheable {
            end.check();
            return out.toBytes();
        }
    }

    /**
     * Begins a recording.
     *
     * @param given what the call was given, which no part may hold as its own
     */
    public Writer writer(Given given) {
        return new Writer(given);
    }

    @Override
    public String id() {
        return "parts-2/" + part.id();
    }

    @Override
    public long shape() {
        return part.shape();
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        return encode(value, Given.NOTHING);
    }

    @Override
    public byte[] encode(Object value, Given given) throws Uncacheable {
        Writer writer = writer(given);
        for (Object each : (List<?>) value) {
            writer.add(each, /* millis= */ 0);
        }
        return writer.toBytes();
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Input in = new Input(content, 0);
        List<Object> parts = new ArrayList<>();
        int[] millis = new int[16];
        while (in.remaining() > 0) {
            if (parts.size() == millis.length) {
                millis = Arrays.copyOf(millis, millis.length * 2);
            }
            millis[parts.size()] = in.readCount();
            parts.add(part.decode(in.readBytes(in.readSize())));
        }
        return new TimedParts(parts, millis);
    }
}
