package dev.reprise.engine.tier;

import java.nio.ByteBuffer;

/** Numbers that nobody else makes. Thread-safe. */
public final class RandomNumbers {

    private RandomNumbers() {}

    /** Returns the next. */
    public static long next() {
        return ByteBuffer.wrap(RandomBytes.of(Long.BYTES)).getLong();
    }
}
