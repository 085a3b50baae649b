package dev.reprise.engine.value;

import java.io.Closeable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * What an entry holds of an answer that is nothing but its elements, which can be gone through as often as one likes.
 * There is nothing to close; but the real one may have had something.
 *
 * @param parts the elements, the caller's own
 */
public record Pulled(List<?> parts) implements Iterable<Object>, Closeable {

    @Override
    public Iterator<Object> iterator() {
        return Collections.<Object>unmodifiableList(parts).iterator();
    }

    @Override
    public boolean equals(Object other) {
        return this == other; // As of what it stands for.
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "a replayed Iterable";
    }

    @Override
    public void close() {}
}
