package dev.reprise.engine.shape;

import java.lang.reflect.Type;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is declared as an {@code Iterable}. It is a value if it can be carried as one, as collections are. Anything else is
 * recorded the first time that it is gone through, if callers can see no more in it than its elements.
 */
record IterableShape(Type held, Type element) implements Shape {

    @Override
    public Shape whole() {
        return new ValueShape(held);
    }

    @Override
    public boolean isPulled() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        return held; // What was pulled can be gone through by itself.
    }

    @Override
    public @Nullable Object record(Object result, Recording recording) {
        if (result instanceof Collection || recording.isValue(result)) {
            return recording.ended(result, null);
        }
        String more = Faces.more(result, Iterable.class);
        if (more != null) {
            recording.refused(more);
            return result;
        }
        return new RecordedIterable((Iterable<?>) result, recording.parts());
    }
}
