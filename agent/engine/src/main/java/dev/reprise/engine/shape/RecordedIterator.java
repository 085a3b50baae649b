package dev.reprise.engine.shape;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Records the elements of an iterator as they are pulled. */
record RecordedIterator(Iterator<?> real, Parts parts) implements Iterator<@Nullable Object> {

    @Override
    public boolean hasNext() {
        boolean more = real.hasNext();
        if (!more) {
            parts.complete();
        }
        return more;
    }

    @Override
    public @Nullable Object next() {
        Object part = real.next();
        parts.next(part);
        return part;
    }

    @Override
    public void remove() {
        parts.abandon("elements were removed");
        real.remove();
    }
}
