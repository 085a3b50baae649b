package dev.reprise.engine;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

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
        private volatile boolean left;

        boolean isContested() {
            return contested;
        }

        /** Notes that nobody is going to tell when the call has read what it is to read. */
        void leave() {
            left = true;
        }

        boolean isLeft() {
            return left;
        }
    }

    /** Claims a stream; returns whose it is already, which is contested from here on, or null. */
    @Nullable
    Upload claim(ByteArrayInputStream stream, Upload upload) {
        Upload other = claimed.putIfAbsent(stream, upload);
        if (other != null) {
            other.contested = true;
        }
        return other;
    }

    /** Ends a call's claim. */
    void release(ByteArrayInputStream stream, Upload upload) {
        claimed.remove(stream, upload);
    }
}
