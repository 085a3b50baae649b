package dev.reprise.engine.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A configuration's text.
 *
 * @param name the file as the user named it
 * @param text all of it
 * @param json whether it is JSON; YAML otherwise
 */
record Document(String name, String text, boolean json) {

    /** Far above any real file, and small enough to read on the way to the host's main method. */
    private static final int LARGEST = 1 << 20;

    /** Reads and closes the stream; returns null, and notes the problem, if that fails or the content is no text. */
    static @Nullable Document read(String name, InputStream content, Problems problems) {
        byte[] bytes;
        try (content) {
            bytes = content.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            problems.error(SourceLocation.whole(name), "cannot be read: " + e.getMessage());
            return null;
        }
        if (bytes.length > LARGEST) {
            problems.error(SourceLocation.whole(name), "is larger than 1 MB, which no configuration needs to be");
            return null;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.error(SourceLocation.whole(name), "is not in UTF-8; save it in that encoding");
            return null;
        }
        boolean marked = text.startsWith("\uFEFF"); // A byte order mark, as some editors write it.
        return new Document(name, marked ? text.substring(1) : text, name.endsWith(".json"));
    }
}
