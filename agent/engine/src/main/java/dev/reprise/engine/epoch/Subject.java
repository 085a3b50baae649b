package dev.reprise.engine.epoch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What many entries have in common, and are evicted by: the first 16 bytes of the SHA-256 digest of its namespace, kind and
 * name, each behind its length. The same in every JVM.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 */
public record Subject(long a, long b) {

    /** What a subject is. The names are part of what is stored. */
    public enum Kind {
        /** All entries of a namespace. */
        NAMESPACE,
        /** Those of one scope. */
        SCOPE,
        /** Those of the methods of one name in one class. */
        METHOD,
        /** Those whose method has a tag. */
        TAG,
        /** Those that were made while a tenant was in force. */
        TENANT
    }

    /**
     * Returns a subject.
     *
     * @param name its name; for a namespace the empty text
     */
    public static Subject of(String namespace, Kind kind, String name) {
        MessageDigest digest = Sha256.digest();
        for (String part : new String[] {namespace, kind.name(), name}) {
            byte[] text = part.getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(text.length).array());
            digest.update(text);
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new Subject(bytes.getLong(), bytes.getLong());
    }

    /** Returns what is known of each entry: its namespace and its scope. */
    public static List<Subject> of(String namespace, String scope) {
        return List.of(of(namespace, Kind.NAMESPACE, ""), of(namespace, Kind.SCOPE, scope));
    }

    /** By hand, as in {@link dev.reprise.engine.key.CacheKey}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject && a == subject.a && b == subject.b;
    }

    @Override
    public int hashCode() {
        return (int) a;
    }

    /** Returns 32 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(a) + HexFormat.of().toHexDigits(b);
    }

    /** Returns the subject that {@link #hex} shows, or null if it shows none so. */
    public static @Nullable Subject parse(String hex) {
        try {
            return hex.length() == 32
                    ? new Subject(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32))
                    : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
