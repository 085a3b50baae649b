package dev.reprise.engine.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/** Makes digests by the JDK's own provider: that of a host may come from a loader of its, which must not be held here. */
public final class Sha256 {

    private Sha256() {}

    /** Returns a digest that nobody else uses. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException notThere) {
            return any();
        }
    }

    private static MessageDigest any() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the digest of some bytes. */
    public static byte[] of(byte[] content) {
        return digest().digest(content);
    }
}
