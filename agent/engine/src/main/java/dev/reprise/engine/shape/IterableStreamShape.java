package dev.reprise.engine.shape;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The stream of Azure's libraries, which is asked for an iterator or a stream. Recorded the first time it is gone through. */
record IterableStreamShape(Class<?> type, Type held) implements Shape {

    static boolean isStream(Class<?> type) {
        return type.getName().equals("com.azure.core.util.IterableStream");
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        return stream(Collections.unmodifiableList((List<?>) held));
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (result.getClass() != type) {
            recording.refused("is a " + result.getClass().getName() + ", which may be more than its elements");
            return result;
        }
        Iterable<?> real = (Iterable<?>) result;
        AtomicBoolean recorded = new AtomicBoolean();
        return stream(new Iterable<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public Iterator<Object> iterator() {
                Iterator<?> elements = real.iterator();
                return (Iterator<Object>)
                        (recorded.getAndSet(true) ? elements : new RecordedIterator(elements, recording.parts()));
            }
        });
    }

    private Object stream(Iterable<?> elements) {
        try {
            return type.getConstructor(Iterable.class).newInstance(elements);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }
}
