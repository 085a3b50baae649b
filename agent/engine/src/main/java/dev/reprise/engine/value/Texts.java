package dev.reprise.engine.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Strings to bytes and back, char by char: a lone surrogate, which UTF-8 would replace, survives.
 *
 * <p>One byte says how: 0 for a byte a char (Latin-1), 1 for two.
 */
final class Texts {

    private static final byte LATIN_1 = 0;
    private static final byte CHARS = 1;

    private Texts() {}

    /** Returns a prefix byte, followed by how, followed by the text. */
    static byte[] encode(byte prefix, String text) {
        boolean latin1 = isLatin1(text);
        byte[] content = new byte[2 + (latin1 ? text.length() : Math.multiplyExact(text.length(), 2))];
        content[0] = prefix;
        if (latin1) {
            content[1] = LATIN_1;
            byte[] chars = text.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(chars, 0, content, 2, chars.length);
        } else {
            content[1] = CHARS;
            ByteBuffer.wrap(content, 2, content.length - 2)
                    .slice()
                    .asCharBuffer()
                    .put(text);
        }
        return content;
    }

    /** Returns the text that begins after the prefix byte and ends with the content. */
    static String decode(byte[] content) {
        int length = content.length - 2;
        if (content[1] == LATIN_1) {
            return new String(content, 2, length, StandardCharsets.ISO_8859_1);
        }
        if (content[1] != CHARS || length % 2 != 0) {
            throw new IllegalArgumentException("not a text");
        }
        return ByteBuffer.wrap(content, 2, length).slice().asCharBuffer().toString();
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
