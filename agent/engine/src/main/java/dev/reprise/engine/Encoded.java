package dev.reprise.engine;

/**
 * An answer held as bytes, because its object could be changed by whoever gets it.
 *
 * @param content what the method's codec made of it; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // Held, never compared.
record Encoded(byte[] content) {}
