package dev.reprise.engine.value;

/** Puts encoded values together again. */
final class ContentWriter {

    private ContentWriter() {}

    /** What writes. */
    interface Writing {
        void to(Output out) throws Uncacheable;
    }

    static byte[] write(Writing writing) {
        Output out = new Output(EntryLimit.NONE);
        try {
            writing.to(out);
        } catch (Uncacheable tooLarge) {
            throw new IllegalArgumentException(tooLarge.reason(), tooLarge);
        }
        return out.toBytes();
    }

    static void add(Content content, Output out) throws Uncacheable {
        byte[] bytes = content.bytes();
        out.writeBytes(bytes, 0, bytes.length);
    }

    static void addSized(Content content, Output out) throws Uncacheable {
        byte[] bytes = content.bytes();
        out.writeCount(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }
}
