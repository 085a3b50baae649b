package dev.reprise.engine.value;

import java.util.ArrayList;
import java.util.List;

/** Carries an answer that comes in parts: a list of what the codec of one part carries. */
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
        private int size;

        private Writer() {}

        /**
         * Encodes a part, which may be changed once this returns.
         *
         * @throws Uncacheable if it would not come back as the same
         */
        public void add(Object value) throws Uncacheable {
            end.take(value);
            byte[] content = part.encode(value);
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

    /** Begins a recording. */
    public Writer writer() {
        return new Writer();
    }

    @Override
    public String id() {
        return "parts-1/" + part.id();
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
        Writer writer = writer();
        for (Object each : (List<?>) value) {
            writer.add(each);
        }
        return writer.toBytes();
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Input in = new Input(content, 0);
        List<Object> parts = new ArrayList<>();
        while (in.remaining() > 0) {
            parts.add(part.decode(in.readBytes(in.readSize())));
        }
        return parts;
    }
}
