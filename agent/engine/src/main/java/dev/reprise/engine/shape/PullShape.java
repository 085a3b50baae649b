package dev.reprise.engine.shape;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream or an iterator, whose parts are recorded as the caller pulls them; kept if he pulls all of them. */
record PullShape(Class<?> type, Type held) implements Shape {

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isPulled() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        List<?> parts = (List<?>) held;
        return type == Stream.class
                ? parts.stream()
                : Collections.unmodifiableList(parts).iterator();
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (result instanceof Stream<?> stream) {
            return recorded(stream, recording, recording.parts());
        }
        String more = Faces.more(result, Iterator.class);
        if (more != null) {
            recording.refused(more);
            return result;
        }
        return new RecordedIterator((Iterator<?>) result, recording.parts());
    }

    /** Returns a stream of the same parts; pulling them records them, closing it ends that and closes the real one. */
    static Stream<?> recorded(Stream<?> real, Recording recording, Parts parts) {
        if (real.isParallel()) {
            recording.refused("a parallel stream is pulled in no order");
            return real;
        }
        return StreamSupport.stream(new RecordedSpliterator(real.spliterator(), parts), /* parallel= */ false)
                .onClose(() -> {
                    parts.closed();
                    real.close();
                });
    }
}
