package dev.reprise.engine.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an encoded value says, as far as its codec's name and its bytes tell without a class of the host. Whatever {@link #of}
 * makes of bytes gives back exactly these.
 */
public sealed interface Content {

    /** Returns the encoded value. */
    byte[] bytes();

    /** Returns what bytes say that a codec of this name wrote; an {@link Opaque} of all of them at the worst. */
    static Content of(String codec, byte[] bytes) {
        try {
            Content read = ContentReader.read(codec, bytes);
            return Arrays.equals(read.bytes(), bytes) ? read : new Opaque(bytes);
        } catch (Undecodable | RuntimeException other) {
            return new Opaque(bytes);
        }
    }

    /** A text of the JDK's. */
    record Text(String text) implements Content {

        @Override
        public byte[] bytes() {
            return Texts.encode(Leaf.STRING, text);
        }
    }

    /** Bytes that are a text in UTF-8: JSON of the libraries, mostly. */
    record Utf8(String text) implements Content {

        @Override
        public byte[] bytes() {
            return text.getBytes(UTF_8);
        }
    }

    /**
     * A text of its own kind, such as an event of a stream as it was sent.
     *
     * @param head what stands before it
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Sent(byte[] head, String text) implements Content {

        @Override
        public byte[] bytes() {
            return ContentWriter.write(out -> {
                out.writeBytes(head, 0, head.length);
                out.writeText(text);
            });
        }
    }

    /**
     * Something with a few bytes before it, such as what a batch was about.
     *
     * @param head the bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Headed(byte[] head, Content rest) implements Content {

        @Override
        public byte[] bytes() {
            return ContentWriter.write(out -> {
                out.writeBytes(head, 0, head.length);
                ContentWriter.add(rest, out);
            });
        }
    }

    /** An answer that came in parts. */
    record Parts(List<Part> parts) implements Content {

        @Override
        public byte[] bytes() {
            return ContentWriter.write(out -> {
                for (Part part : parts) {
                    out.writeCount(part.millis());
                    ContentWriter.addSized(part.content(), out);
                }
            });
        }
    }

    /**
     * A part.
     *
     * @param millis how long after the one before it came
     */
    record Part(int millis, Content content) {}

    /**
     * A call of a callback.
     *
     * @param head which
     * @param arguments what it was called with
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Call(byte[] head, List<Argument> arguments) implements Content {

        @Override
        public byte[] bytes() {
            return ContentWriter.write(out -> {
                out.writeBytes(head, 0, head.length);
                for (Argument argument : arguments) {
                    out.writeByte(argument.kind());
                    if (argument.content() != null) {
                        ContentWriter.addSized(argument.content(), out);
                    }
                }
            });
        }
    }

    /**
     * An argument of a call.
     *
     * @param kind what {@link CallbackCodec} writes before it
     * @param content null where there is none
     */
    record Argument(int kind, @Nullable Content content) {}

    /** Bytes that say nothing without the classes of the host. */
    @SuppressWarnings("ArrayRecordComponent")
    record Opaque(byte[] bytes) implements Content {}
}
