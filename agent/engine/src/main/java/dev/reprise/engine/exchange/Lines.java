package dev.reprise.engine.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reprise.engine.digest.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The codes of the lines of one file, in their order: each covers its line and all before it, so that a line that is
 * altered, left out or put elsewhere is noticed. Whoever wants to can compute them; what keeps others out is encryption.
 * Not thread-safe.
 */
final class Lines {

    private static final String KEY = ",\"check\":\"";
    private static final int DIGITS = 16;
    private static final int LENGTH = KEY.length() + DIGITS + 2;

    private final MessageDigest all = Sha256.digest();

    /** Returns an object of JSON with the code as its last field. */
    byte[] checked(byte[] json) {
        int length = json.length - 1;
        byte[] line = Arrays.copyOf(json, length + LENGTH);
        byte[] end = (KEY + code(json, length) + "\"}").getBytes(US_ASCII);
        System.arraycopy(end, 0, line, length, end.length);
        return line;
    }

    /** Returns the object without its code; null if it is not the one that was written here. */
    byte @Nullable [] unchecked(byte[] line) {
        int length = line.length - LENGTH;
        if (length < 1) {
            return null;
        }
        byte[] end = (KEY + code(line, length) + "\"}").getBytes(US_ASCII);
        if (!Arrays.equals(line, length, line.length, end, 0, end.length)) {
            return null;
        }
        byte[] json = Arrays.copyOf(line, length + 1);
        json[length] = '}';
        return json;
    }

    private String code(byte[] bytes, int length) {
        all.update(bytes, 0, length);
        try {
            byte[] code = ((MessageDigest) all.clone()).digest();
            return HexFormat.of().formatHex(code, 0, DIGITS / 2);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of " + all.getProvider() + " cannot be copied", e);
        }
    }
}
