package dev.reprise.engine.key;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The content of a stream over bytes in memory of which nobody has read: looked at without being read. Of any other stream
 * the content is known only to who reads it, which can be done once.
 */
public final class UnreadBytes {

    private UnreadBytes() {}

    /** Returns what counts of a stream that a library is to send. */
    static Object of(InputStream stream, Walk walk) throws Unkeyable {
        if (!includes(stream)) {
            throw walk.refuse(
                    "is a " + stream.getClass().getName() + ", which can be read but once; hand over the bytes"
                            + " themselves, or a java.io.ByteArrayInputStream of them");
        }
        ByteArrayInputStream bytes = (ByteArrayInputStream) stream;
        if (!walk.isSpent(bytes) && !isUnread(bytes)) {
            throw walk.refuse("is a stream of which somebody has read");
        }
        synchronized (bytes) {
            int left = bytes.available();
            bytes.reset();
            byte[] all = bytes.readAllBytes();
            backTo(left, all.length, bytes);
            return all;
        }
    }

    /** Returns whether a stream holds its bytes in memory, and is none of the service's own that does something else. */
    public static boolean includes(InputStream stream) {
        return stream.getClass() == ByteArrayInputStream.class;
    }

    /** Returns whether nobody has read of a stream since it was made, or last marked. */
    public static boolean isUnread(ByteArrayInputStream stream) {
        synchronized (stream) {
            int left = stream.available();
            stream.reset(); // To its mark, from where it has been read.
            int all = stream.available();
            backTo(left, all, stream);
            return left == all;
        }
    }

    private static void backTo(int left, int all, ByteArrayInputStream stream) {
        stream.reset();
        if (stream.skip((long) all - left) != all - left) {
            throw new IllegalStateException("the stream has fewer bytes than it had");
        }
    }
}
