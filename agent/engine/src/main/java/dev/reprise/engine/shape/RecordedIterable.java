package dev.reprise.engine.shape;

import java.io.Closeable;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the elements of an {@code Iterable} the first time that it is gone through; closing it closes the real one. */
final class RecordedIterable implements Iterable<@Nullable Object>, Closeable {

    private final Iterable<@Nullable Object> real;
    private final Parts parts;
    private final AtomicBoolean begun = new AtomicBoolean();

    @SuppressWarnings("unchecked") // Its elements are handed on as they are.
    RecordedIterable(Iterable<?> real, Parts parts) {
        this.real = (Iterable<@Nullable Object>) real;
        this.parts = parts;
    }

    private boolean isFirst() {
        return !begun.getAndSet(true);
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        if (!isFirst()) {
            return real.iterator();
        }
        Iterator<@Nullable Object> all;
        parts.pulling();
        try {
            all = real.iterator();
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        parts.pulled();
        return new RecordedIterator(all, parts);
    }

    @Override
    public Spliterator<@Nullable Object> spliterator() {
        if (!isFirst()) {
            return real.spliterator();
        }
        Spliterator<@Nullable Object> all;
        parts.pulling();
        try {
            all = real.spliterator();
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        parts.pulled();
        return new RecordedSpliterator(all, parts);
    }

    @Override
    public void forEach(Consumer<? super @Nullable Object> action) {
        if (!isFirst()) {
            real.forEach(action);
            return;
        }
        parts.pulling();
        try {
            real.forEach(new Pulling(action, parts).all());
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        parts.complete();
    }

    @Override
    public void close() {
        parts.closed();
        Faces.close(real);
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
