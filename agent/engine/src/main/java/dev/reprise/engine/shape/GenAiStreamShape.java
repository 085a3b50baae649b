package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream of Google's SDK of Gemini: a class whose iterator makes each element of an event as it was sent, and tells a
 * chat that it belongs to. So the caller gets one of the library's own that reads the events from here. Recorded as they
 * are read, kept if they are read to their end.
 */
final class GenAiStreamShape implements Shape {

    private final Class<?> type;
    private final Type held;
    private final FieldAccess access;
    private volatile @Nullable GenAiStreams streams;

    GenAiStreamShape(Class<?> type, Type held, FieldAccess access) {
        this.type = type;
        this.held = held;
        this.access = access;
    }

    static boolean isStream(Class<?> type) {
        return type.getName().equals("com.google.genai.ResponseStream");
    }

    @Override
    public Type held() {
        return held;
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isKeptAsSent() {
        return true;
    }

    private GenAiStreams streams() throws ReflectiveOperationException {
        GenAiStreams known = streams;
        if (known == null) {
            known = new GenAiStreams(type, access);
            streams = known;
        }
        return known;
    }

    @Override
    public boolean isPulled() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        List<?> parts = (List<?>) held;
        try {
            return streams().stream((Class<?>) this.held, (SentPart.Head) parts.get(0), events(parts.iterator()));
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private static SentEvents events(Iterator<?> parts) {
        return new SentEvents() {
            @Override
            @Nullable
            String next() {
                while (parts.hasNext()) {
                    if (parts.next() instanceof SentPart.Event event) {
                        return event.text();
                    }
                }
                return null;
            }
        };
    }

    @Override
    public Object record(Object result, Recording recording) {
        try {
            GenAiStreams known = streams();
            SentPart.Head head = known.head(result);
            Parts parts = recording.parts();
            RecordedEvents events = new RecordedEvents(known, (Class<?>) held, head, result, parts);
            Object stands = known.stream((Class<?>) held, head, events);
            events.made();
            if (result.getClass() != type
                    || known.type(result) != held
                    || !known.head(stands).equals(head)) {
                parts.abandon("its stream is not such as the library makes by itself");
                return result; // Not touched so far: if the first event is known, it was read before.
            }
            return stands;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            recording.refused("its stream cannot be read in this version of the library: " + otherVersion);
            return result;
        }
    }
}
