package dev.reprise.engine.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes encoded values apart by the names of their codecs, as far as that goes; {@link Content#of} sees whether it is right. */
final class ContentReader {

    private static final String PARTS = "parts-2/";
    private static final String BATCH = "batch-1/";
    private static final String ITERABLE = "iterable-1/";
    private static final String CALLBACK = "callback-1/";
    private static final String SENT = "sent-1";

    private static final int KEY = 32;

    private ContentReader() {}

    static Content read(String codec, byte[] bytes) throws Undecodable {
        if (codec.startsWith(PARTS)) {
            return parts(codec.substring(PARTS.length()), bytes);
        }
        if (codec.startsWith(BATCH)) {
            return headed(bytes[0] == 0 ? 1 : batchHead(bytes), codec.substring(BATCH.length()), bytes);
        }
        if (codec.startsWith(ITERABLE)) {
            int parts = codec.lastIndexOf("/" + PARTS);
            return headed(1, bytes[0] == 0 ? "" : codec.substring(parts + 1), bytes);
        }
        if (codec.startsWith(CALLBACK)) {
            return call(bytes);
        }
        return codec.equals(SENT) ? sent(bytes) : leaf(bytes);
    }

    private static Content parts(String codec, byte[] bytes) throws Undecodable {
        Input in = new Input(bytes, 0);
        List<Content.Part> parts = new ArrayList<>();
        while (in.remaining() > 0) {
            int millis = in.readCount();
            parts.add(new Content.Part(millis, Content.of(codec, in.readBytes(in.readSize()))));
        }
        return new Content.Parts(parts);
    }

    /** Returns the length of the kind, the number of items, and their keys. */
    private static int batchHead(byte[] bytes) {
        return 1
                + Integer.BYTES
                + Math.multiplyExact(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt(), KEY);
    }

    private static Content headed(int head, String codec, byte[] bytes) {
        if (head < 0 || head > bytes.length) {
            throw new IllegalArgumentException("cut off");
        }
        return new Content.Headed(
                Arrays.copyOf(bytes, head), Content.of(codec, Arrays.copyOfRange(bytes, head, bytes.length)));
    }

    private static Content call(byte[] bytes) throws Undecodable {
        int head = bytes[0] == CallbackCodec.CALLED ? 1 + Long.BYTES : 1;
        if (head > bytes.length) {
            throw new IllegalArgumentException("cut off");
        }
        Input in = new Input(bytes, head);
        List<Content.Argument> arguments = new ArrayList<>();
        while (in.remaining() > 0) {
            int kind = in.readByte();
            Content content = kind == CallbackCodec.VALUE ? Content.of("", in.readBytes(in.readSize())) : null;
            arguments.add(new Content.Argument(kind, content));
        }
        return new Content.Call(Arrays.copyOf(bytes, head), arguments);
    }

    private static Content sent(byte[] bytes) throws Undecodable {
        if (bytes[0] == SentCodec.EVENT) {
            String text = new Input(bytes, 1).readText();
            return isUnicode(text) ? new Content.Sent(Arrays.copyOf(bytes, 1), text) : new Content.Opaque(bytes);
        }
        return bytes[0] == SentCodec.PIECE ? headed(1, "", bytes) : new Content.Opaque(bytes);
    }

    private static Content leaf(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == Leaf.STRING) {
            String text = Texts.decode(bytes);
            return isUnicode(text) ? new Content.Text(text) : new Content.Opaque(bytes);
        }
        String text = utf8(bytes);
        return text == null ? new Content.Opaque(bytes) : new Content.Utf8(text);
    }

    /** Half a surrogate pair has no UTF-8. */
    private static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    /** Returns the text that bytes are; null if they are none that people could read. */
    private static @Nullable String utf8(byte[] bytes) {
        for (byte each : bytes) {
            if ((each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') || each == 0x7F) {
                return null;
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }
}
