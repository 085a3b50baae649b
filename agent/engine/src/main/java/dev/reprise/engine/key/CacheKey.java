package dev.reprise.engine.key;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 digest of everything that a call's answer depends on, as four big-endian words.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record CacheKey(long a, long b, long c, long d) {

    /** Tells an item's key from that of the call about it alone. */
    private static final long ITEM = 0x6261746368697465L;

    private static final HexFormat HEX = HexFormat.of();

    /** Reads 64 hexadecimal digits; returns null if the text is none. */
    public static @Nullable CacheKey parse(String hex) {
        if (hex.length() != 64 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return new CacheKey(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 48, 64));
    }

    /** Returns the key of an item, if this is that of the call about it alone, whose entry may be of a whole recorded batch. */
    public CacheKey ofItem() {
        return new CacheKey(a ^ ITEM, b, c, d);
    }

    /**
     * Returns the key that {@link #hex} shows.
     *
     * @throws IllegalArgumentException if it shows none so
     */
    public static CacheKey of(String hex) {
        CacheKey key = parse(hex);
        if (key == null) {
            throw new IllegalArgumentException("not 64 hexadecimal digits");
        }
        return key;
    }

    /** Returns the key as 64 lower-case hexadecimal digits. */
    public String hex() {
        return HEX.toHexDigits(a) + HEX.toHexDigits(b) + HEX.toHexDigits(c) + HEX.toHexDigits(d);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // By hand, because a record's own starts up invokedynamic at the first look-up of the host's JVM.
        return other instanceof CacheKey key && a == key.a && b == key.b && c == key.c && d == key.d;
    }

    @Override
    public int hashCode() {
        return (int) a; // Every bit of a SHA-256 digest is as good as any hash of all of them.
    }

    @Override
    public String toString() {
        return hex();
    }
}
