package dev.reprise.engine.shape;

import dev.reprise.engine.value.SentPart;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records the events of a stream of Google's SDK as another stream reads them. */
final class RecordedEvents extends SentEvents {

    private final GenAiStreams streams;
    private final Class<?> elements;
    private final SentPart.Head head;
    private final Object real;
    private final Parts parts;
    private boolean lazy;
    private boolean begun;
    private boolean dropped;

    RecordedEvents(GenAiStreams streams, Class<?> elements, SentPart.Head head, Object real, Parts parts) {
        this.streams = streams;
        this.elements = elements;
        this.head = head;
        this.real = real;
        this.parts = parts;
    }

    /**
     * Notes that the other stream was made. Streams of some versions read their first event when they are made, and then
     * so did the real one; those of others read it when they are asked.
     */
    void made() {
        lazy = !begun;
    }

    @Override
    @Nullable
    String next() {
        String event;
        parts.pulling();
        try {
            event = begun ? streams.next(real) : first();
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        if (!begun) {
            begun = true;
            parts.next(head);
        }
        if (event == null) {
            parts.complete();
        } else if (!dropped) {
            record(event);
        }
        parts.pulled();
        return event;
    }

    private @Nullable String first() {
        String ahead = streams.ahead(real);
        return ahead == null && lazy ? streams.next(real) : ahead;
    }

    private void record(String event) {
        try {
            parts.next(new SentPart.Event(event, streams.element(elements, head, event)));
        } catch (ReflectiveOperationException
                | RuntimeException
                | LinkageError unread) { // An error that was sent, say.
            dropped = true;
            parts.breakOff("the library makes nothing of what was sent: "
                    + unread.getClass().getName());
        }
    }

    @Override
    public void close() throws IOException {
        parts.closed();
        streams.close(real);
    }
}
