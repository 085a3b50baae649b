package dev.reprise.engine.shape;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the elements of a stream as they are pulled. */
final class RecordedSpliterator implements Spliterator<@Nullable Object> {

    private final Spliterator<?> real;
    private final Parts parts;

    RecordedSpliterator(Spliterator<?> real, Parts parts) {
        this.real = real;
        this.parts = parts;
    }

    @Override
    public boolean tryAdvance(Consumer<? super @Nullable Object> action) {
        boolean advanced;
        parts.pulling();
        try {
            advanced = real.tryAdvance(new Pulling(action, parts));
        } catch (Throwable failed) { // Who goes on after that gets what is left, which is not all.
            parts.failed(failed);
            throw failed;
        }
        if (!advanced) {
            parts.complete();
        }
        parts.pulled();
        return advanced;
    }

    @Override
    public void forEachRemaining(Consumer<? super @Nullable Object> action) {
        parts.pulling();
        try {
            real.forEachRemaining(new Pulling(action, parts).all());
        } catch (Throwable failed) {
            parts.failed(failed);
            throw failed;
        }
        parts.complete();
    }

    @Override
    @SuppressWarnings("unchecked") // What is split off is passed through.
    public @Nullable Spliterator<@Nullable Object> trySplit() {
        parts.abandon("its stream was made parallel");
        return (Spliterator<@Nullable Object>) real.trySplit();
    }

    @Override
    public long estimateSize() {
        return real.estimateSize();
    }

    @Override
    public int characteristics() {
        return real.characteristics();
    }

    @Override
    @SuppressWarnings("unchecked") // It compares what the real one holds, and that is what is handed on.
    public @Nullable Comparator<? super @Nullable Object> getComparator() {
        return (Comparator<? super @Nullable Object>) real.getComparator();
    }
}
