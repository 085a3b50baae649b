package dev.reprise.engine.shape;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events as bytes, one event at each read: who reads waits no longer for one than the source does. Not
 * thread-safe.
 */
abstract class SentEvents extends InputStream {

    private byte[] event = {};
    private int at;
    private boolean ended;

    /** Returns one event. */
    static SentEvents of(String event) {
        return new SentEvents() {
            private @Nullable String left = event;

            @Override
            @Nullable
            String next() {
                String next = left;
                left = null;
                return next;
            }
        };
    }

    /** Returns the data of the next event, or null at the end. */
    abstract @Nullable String next();

    @Override
    public final int read() {
        return more() ? event[at++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] to, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int read = Math.min(length, event.length - at);
        System.arraycopy(event, at, to, offset, read);
        at += read;
        return read;
    }

    private boolean more() {
        if (at == event.length && !ended) {
            String data = next();
            ended = data == null;
            event = data == null
                    ? new byte[0]
                    : ("data: " + data.replace("\n", "\ndata: ") + "\n\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < event.length;
    }
}
