package dev.reprise.engine.value;

import dev.reprise.engine.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first 64 bits of SHA-256: to tell shapes apart, not to protect anything. */
final class Digest {

    private Digest() {}

    static long of(CharSequence text) {
        return ByteBuffer.wrap(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
