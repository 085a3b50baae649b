package dev.reprise.engine.shape;

import dev.reprise.engine.value.SentPart;
import dev.reprise.engine.value.Uncacheable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an SDK's HTTP answer as it is read. It is kept if it was read to its end, and the library can read it.
 * Thread-safe; throws nothing.
 */
final class Tape {

    /** So much read byte by byte is one piece. */
    private static final int PIECE = 8192;

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

    /** Whoever reads the body waits for more of it. */
    void pulling() {
        parts.pulling();
    }

    /** Whoever reads the body has what he asked for. */
    void pulled() {
        parts.pulled();
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

    /**
     * To read more of the body failed. Those who wait for the answer are not told of it: they asked for no body yet, so that this is
     * no failure of their call.
     */
    void failed(Throwable failure) {
        breakOff(Parts.failure(failure));
    }

    /** Nobody reads on. */
    synchronized void closed() {
        if (over) {
            return;
        }
        flush();
        if (all.size() == 0) {
            close("it was closed before it was read");
        } else if (length < 0 ? !isStream : all.size() == length) {
            readAll(); // Half a value cannot be read.
        } else {
            close("it was closed before its end");
        }
    }

    private void close(String reason) {
        drop();
        parts.left(reason);
    }

    /** The library has read the body and made a value of it. */
    synchronized void read(@Nullable Object value) {
        if (over) {
            return;
        }
        if (value == null || (length >= 0 && size() != length)) {
            breakOff("its body was not read to its end");
        } else {
            complete(List.of(value));
        }
    }

    /** Returns what takes the events that the library reads of the body, as the caller pulls them. */
    Recording events() {
        List<@Nullable Object> events = new ArrayList<>();
        Parts pulled = new Parts() {
            @Override
            public void next(@Nullable Object event) {
                events.add(event);
            }

            @Override
            public void complete() {
                readTo(events);
            }

            @Override
            public void abandon(String reason) {
                Tape.this.abandon(reason);
            }

            @Override
            public void breakOff(String reason) {
                Tape.this.breakOff(reason);
            }

            @Override
            public void closed() {
                Tape.this.closed();
            }
        };
        return new Recording() {
            @Override
            public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
                return answer; // It comes in parts.
            }

            @Override
            public Parts parts() {
                return pulled;
            }

            @Override
            public void refused(String reason) {
                abandon(reason);
            }

            @Override
            public void brokeOff(String reason) {
                breakOff(reason);
            }
        };
    }

    private synchronized void readTo(List<@Nullable Object> events) {
        if (!over) {
            complete(List.copyOf(events));
        }
    }

    private void readAll() {
        flush();
        try {
            complete(reading.contents(all.toByteArray()));
        } catch (Uncacheable unfit) {
            breakOff(unfit.reason());
        } catch (Throwable unread) { // An error that was sent, say, or a body that is not all.
            breakOff("its library makes nothing of its body: "
                    + unread.getClass().getName());
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
            drop();
            parts.abandon(reason);
        }
    }

    private synchronized void breakOff(String reason) {
        if (!over) {
            drop();
            parts.breakOff(reason);
        }
    }

    private void drop() {
        over = true;
        pending.reset();
        all.reset();
    }
}
