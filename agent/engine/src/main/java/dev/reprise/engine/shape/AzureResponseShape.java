package dev.reprise.engine.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Azure's libraries with the HTTP answer around it. An entry holds the same around each part, as the
 * asynchronous client hands it out.
 */
record AzureResponseShape(Class<?> type, Class<?> stream, Type held) implements Shape {

    private static final String SIMPLE = "com.azure.core.http.rest.SimpleResponse";

    /** Returns the shape of what is declared as a response, or null if it holds no stream. */
    static @Nullable Shape of(Type declared, Class<?> type) {
        return type.getName().equals("com.azure.core.http.rest.Response")
                        && declared instanceof ParameterizedType response
                        && response.getActualTypeArguments()[0] instanceof ParameterizedType inner
                        && inner.getRawType() instanceof Class<?> stream
                        && IterableStreamShape.isStream(stream)
                ? new AzureResponseShape(type, stream, new Around(type, inner.getActualTypeArguments()[0]))
                : null;
    }

    /** A response that holds what is of another type. */
    private record Around(Type raw, Type content) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {content};
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        List<?> parts = (List<?>) held;
        return around(parts.get(0), () -> new Mapped(parts.iterator(), this::content));
    }

    @Override
    public Object record(Object result, Recording recording) {
        Object inside = content(result);
        if (!result.getClass().getName().equals(SIMPLE) || inside.getClass() != stream) {
            recording.refused("is a " + result.getClass().getName() + " of a "
                    + inside.getClass().getName() + ", which may be more than its elements");
            return result;
        }
        Iterable<?> real = (Iterable<?>) inside;
        AtomicBoolean recorded = new AtomicBoolean();
        return around(result, () -> {
            Iterator<?> elements = real.iterator();
            return recorded.getAndSet(true)
                    ? elements
                    : new Mapped(
                            new RecordedIterator(new Mapped(elements, each -> with(result, each)), recording.parts()),
                            this::content);
        });
    }

    /** Returns a response such as another with a stream of the elements. */
    private Object around(Object response, Elements elements) {
        Iterable<Object> iterable = new Iterable<>() {
            @Override
            @SuppressWarnings("unchecked")
            public Iterator<Object> iterator() {
                return (Iterator<Object>) elements.iterator();
            }
        };
        try {
            return with(response, stream.getConstructor(Iterable.class).newInstance(iterable));
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private Object with(Object response, @Nullable Object content) {
        try {
            Constructor<?> constructor =
                    Class.forName(SIMPLE, false, type.getClassLoader()).getConstructor(type, Object.class);
            return constructor.newInstance(response, content);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private Object content(Object response) {
        try {
            return type.getMethod("getValue").invoke(response);
        } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private interface Elements {
        Iterator<?> iterator();
    }

    private record Mapped(Iterator<?> from, Function<Object, Object> to) implements Iterator<Object> {

        @Override
        public boolean hasNext() {
            return from.hasNext();
        }

        @Override
        public Object next() {
            return to.apply(from.next());
        }
    }
}
