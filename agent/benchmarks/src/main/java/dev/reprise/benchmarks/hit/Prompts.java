package dev.reprise.benchmarks.hit;

import java.nio.charset.StandardCharsets;

/** Makes prompts of a given length, and new strings equal to them. */
final class Prompts {

    private static final byte[] SENTENCE =
            "You are a careful assistant of a shop; answer in one paragraph. ".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] content;
    private final String same;

    Prompts(int characters) {
        content = new byte[characters];
        for (int at = 0; at < characters; at++) {
            content[at] = SENTENCE[at % SENTENCE.length];
        }
        byte[] end = ("(" + characters + ")").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(end, 0, content, characters - end.length, end.length);
        same = new String(content, StandardCharsets.ISO_8859_1);
    }

    /** Returns the same string each time. */
    String same() {
        return same;
    }

    /** Returns an equal string each time, with content of its own and no hash computed yet. */
    String fresh() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }
}
