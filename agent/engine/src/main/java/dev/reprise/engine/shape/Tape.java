package dev.reprise.engine.shape;

import dev.reprise.engine.value.SentPart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an SDK's HTTP answer as it is read. It is kept if it was read to its end, and the library can read it.
 * Thread-safe; throws nothing.
 */
final class Tape {

    /** So much read byte by byte is one piece. */
    private static final int PIECE = 8192;

    /** By this OpenAI ends a stream, and its library reads no further. */
    private static final String DONE = "data: [DONE]";

    private final Parts parts;
    private final long maxBytes;
    private final long length;
    private final boolean isStream;
    private final Reading reading;
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    /** What is no piece yet. */
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private boolean over;

    /** Reads a whole body as the library does. */
    @FunctionalInterface
    interface Reading {
        List<?> contents(byte[] body) throws Throwable;
    }

    /**
     * @param maxBytes a larger body is not kept
     * @param length how large the body is, as its header says; -1 if nobody knows
     * @param isStream whether the library reads events of it, so that any part of it can be read as well
     */
    Tape(Parts parts, long maxBytes, long length, boolean isStream, Reading reading) {
        this.parts = parts;
        this.maxBytes = maxBytes;
        this.length = length;
        this.isStream = isStream;
        this.reading = reading;
    }

    synchronized void take(byte[] from, int offset, int count) {
        if (over) {
            return;
        }
        pending.write(from, offset, count);
        if (size() > maxBytes) {
            abandon("is larger than " + maxBytes + " bytes (max-entry-size)");
        } else if (count > 1 || pending.size() >= PIECE) {
            flush();
        }
    }

    private long size() {
        return (long) all.size() + pending.size();
    }

    private void flush() {
        if (pending.size() > 0) {
            byte[] piece = pending.toByteArray();
            pending.reset();
            all.write(piece, 0, piece.length);
            parts.next(new SentPart.Piece(piece));
        }
    }

    /** The end of the body was seen. */
    synchronized void ended() {
        if (!over) {
            readAll();
        }
    }

    /** Nobody reads on; what the library has read ahead of its caller counts as read. */
    synchronized void closed() {
        if (over) {
            return;
        }
        flush();
        if (all.size() == 0) {
            abandon("it was closed before it was read");
        } else if (isStream ? isDone() : length < 0 || all.size() == length) {
            readAll();
        } else {
            abandon("it was closed before its end");
        }
    }

    private boolean isDone() {
        return all.size() == length
                || all.toString(StandardCharsets.UTF_8).stripTrailing().endsWith(DONE);
    }

    /** The library has read the body and made a value of it. */
    synchronized void read(@Nullable Object value) {
        if (over) {
            return;
        }
        if (value == null || (length >= 0 && size() != length)) {
            abandon("its body was not read to its end");
        } else {
            complete(List.of(value));
        }
    }

    private void readAll() {
        flush();
        try {
            complete(reading.contents(all.toByteArray()));
        } catch (Throwable unread) { // An error that was sent, say, or a body that is not all.
            abandon("its library makes nothing of its body: " + unread);
        }
    }

    private void complete(List<?> contents) {
        flush();
        over = true;
        parts.next(new SentPart.Whole(contents));
        parts.complete();
    }

    synchronized void abandon(String reason) {
        if (!over) {
            over = true;
            pending.reset();
            all.reset();
            parts.abandon(reason);
        }
    }
}
