package dev.reprise.engine.shape;

import java.io.Closeable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Records the elements of an iterator as they are pulled; closing it closes the real one, if that can be closed. */
record RecordedIterator(Iterator<?> real, Parts parts) implements Iterator<@Nullable Object>, Closeable {

    @Override
    public boolean hasNext() {
        boolean more;
        parts.pulling();
        try {
            more = real.hasNext();
        } catch (Throwable failed) { // Who goes on after that gets what is left, which is not all.
            parts.failed(failed);
            throw failed;
        }
        if (!more) {
            parts.complete();
        }
        parts.pulled();
        return more;
    }

    @Override
    public @Nullable Object next() {
        Object part;
        parts.pulling();
        try {
            part = real.next();
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        parts.next(part);
        parts.pulled();
        return part;
    }

    @Override
    public void remove() {
        parts.abandon("elements were removed");
        real.remove();
    }

    @Override
    public void close() {
        parts.closed();
        Faces.close(real);
    }
}
