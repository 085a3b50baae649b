package dev.reprise.engine.tier;

import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.SecureRandom;

/** Bytes that nobody can guess. Thread-safe. */
final class RandomBytes {

    private static final SecureRandom SOURCE = source();

    private RandomBytes() {}

    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        SOURCE.nextBytes(bytes);
        return bytes;
    }

    /** The JDK's own that never waits for the system to collect entropy; Windows has only one, which does not either. */
    private static SecureRandom source() {
        try {
            return SecureRandom.getInstance("NativePRNGNonBlocking", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
            return new SecureRandom();
        }
    }
}
