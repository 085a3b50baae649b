package dev.reprise.engine.key;

import java.security.MessageDigest;

/**
 * Encodes text: short text by its characters, long text by the digest of its characters, which is remembered. The bytes
 * depend on the characters alone, not on how the JVM keeps them: one byte per character if all are below 256, else two,
 * the lower one first. Safe for use by any number of threads.
 */
final class Texts {

    /** From this number of characters on, a text contributes its digest. */
    static final int LONG = 256;

    private static final int CHUNK = 4096;

    private final SeenTexts seen = new SeenTexts();

    void put(KeyBuffer out, String text) {
        if (text.length() < LONG) {
            putShort(out, text);
        } else {
            putLong(out, text);
        }
    }

    private static void putShort(KeyBuffer out, String text) {
        int length = text.length();
        byte[] latin1 = StringArray.latin1(text);
        if (latin1 != null) {
            out.put(Tag.TEXT_LATIN1);
            out.putLength(length);
            out.putBytes(latin1, 0, length);
            return;
        }
        boolean narrow = isLatin1(text);
        out.put(narrow ? Tag.TEXT_LATIN1 : Tag.TEXT_UTF16);
        out.putLength(length);
        putCharacters(out, text, 0, length, narrow);
    }

    private void putLong(KeyBuffer out, String text) {
        SeenTexts.Seen known = seen.find(text);
        if (known == null) {
            int start = out.size();
            boolean narrow = digest(out, text);
            out.putPart();
            known = new SeenTexts.Seen(
                    text,
                    narrow,
                    out.longAt(start),
                    out.longAt(start + 8),
                    out.longAt(start + 16),
                    out.longAt(start + 24));
            out.truncate(start);
            seen.remember(known);
        }
        out.put(known.narrow ? Tag.LONG_TEXT_LATIN1 : Tag.LONG_TEXT_UTF16);
        out.putLength(text.length());
        out.putLong(known.a);
        out.putLong(known.b);
        out.putLong(known.c);
        out.putLong(known.d);
    }

    /** Gives all characters to the buffer's digest, and returns whether all were below 256. */
    private static boolean digest(KeyBuffer out, String text) {
        MessageDigest digest = out.part();
        byte[] latin1 = StringArray.latin1(text);
        if (latin1 != null) {
            digest.update(latin1, 0, latin1.length);
            return true;
        }
        boolean narrow = isLatin1(text);
        byte[] utf16 = narrow ? null : StringArray.utf16(text);
        if (utf16 != null) {
            digest.update(utf16, 0, utf16.length);
            return false;
        }
        int start = out.size();
        for (int from = 0; from < text.length(); from += CHUNK) {
            putCharacters(out, text, from, Math.min(text.length(), from + CHUNK), narrow);
            digest.update(out.bytes(), start, out.size() - start);
            out.truncate(start);
        }
        return narrow;
    }

    private static void putCharacters(KeyBuffer out, String text, int from, int to, boolean narrow) {
        int at = out.claim((to - from) * (narrow ? 1 : 2));
        byte[] bytes = out.bytes();
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            bytes[at++] = (byte) character;
            if (!narrow) {
                bytes[at++] = (byte) (character >>> 8);
            }
        }
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
