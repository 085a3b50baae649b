package dev.reprise.engine;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The streams that calls under way are to read. A stream can be read once, so that of two calls with the same one nobody
 * knows which of them sent its content. Safe for use by any number of threads; holds no stream that nobody else holds.
 */
final class Uploads {

    /** Streams over bytes are equal if they are the same. */
    private final Map<ByteArrayInputStream, Upload> claimed = Collections.synchronizedMap(new WeakHashMap<>());

    /** One call's claim to a stream. */
    static final class Upload {

        private volatile boolean contested;

        boolean isContested() {
            return contested;
        }
    }

    /** Returns whether a stream was not claimed; one that is, is contested from here on. */
    boolean claim(ByteArrayInputStream stream, Upload upload) {
        Upload other = claimed.putIfAbsent(stream, upload);
        if (other == null) {
            return true;
        }
        other.contested = true;
        return false;
    }

    /** Ends a call's claim. */
    void release(ByteArrayInputStream stream, Upload upload) {
        claimed.remove(stream, upload);
    }
}
