package dev.reprise.engine.value;

/**
 * Carries the answers of one method to bytes and back.
 *
 * <p>Safe for use by any number of threads. A codec reaches classes of the host: whoever keeps it shall hang it on the
 * class of the method, by a {@link ClassValue}, and on nothing else.
 */
public interface ValueCodec {

    /** Returns the name of the format; bytes of another format are not for this codec. */
    String id();

    /**
     * Returns a digest of the classes that the declared type is made of. Bytes written under another shape are not for
     * this codec. The first call may load the classes of fields.
     */
    long shape();

    /** Returns whether a value is immutable and of the JDK alone, so that it may be kept and handed out again as it is. */
    boolean holdsAsIs(Object value);

    /**
     * Encodes an answer. The answer is only read, but on the caller's thread: it may be changed once this returns.
     *
     * @throws Uncacheable if the answer, carried to bytes and back, would not be the same answer
     */
    byte[] encode(Object value) throws Uncacheable;

    /**
     * Encodes an answer, as above.
     *
     * @param given what the call was given, by identity: an answer that holds such an object, which could be changed, would
     *     come back with a copy of it
     * @throws Uncacheable as above
     */
    default byte[] encode(Object value, Given given) throws Uncacheable {
        return encode(value);
    }

    /**
     * Decodes an answer for the class loader of the method's class.
     *
     * @return an object that nobody else holds, assignable to the method's return type
     * @throws Undecodable if the bytes are damaged, or not of this codec, or name a class that may not be carried or has
     *     changed since
     */
    Object decode(byte[] content) throws Undecodable;
}
