package dev.reprise.engine.key;

import dev.reprise.engine.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The first 16 bytes of a digest over some names: stands for a class in an encoding. */
final class Descriptor {

    private final byte[] bytes;

    private Descriptor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the descriptor of some names; their order counts. */
    static Descriptor of(List<String> names) {
        MessageDigest digest = Sha256.digest();
        for (String name : names) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            int length = utf8.length;
            digest.update(
                    new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
            digest.update(utf8);
        }
        return new Descriptor(digest.digest());
    }

    void write(KeyBuffer out) {
        out.putBytes(bytes, 0, 16);
    }
}
