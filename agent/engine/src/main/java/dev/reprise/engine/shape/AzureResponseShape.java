package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Azure's libraries with the HTTP answer around it. An entry holds the same around each part, as the
 * asynchronous client hands it out.
 */
record AzureResponseShape(Class<?> type, AzureStreams streams, Type held) implements Shape {

    private static final String SIMPLE = "com.azure.core.http.rest.SimpleResponse";

    /**
     * Returns the shape of what is declared as a response, or null if it holds no stream.
     *
     * @param access opens the package of streams
     */
    static @Nullable Shape of(Type declared, Class<?> type, FieldAccess access) {
        return type.getName().equals("com.azure.core.http.rest.Response")
                        && declared instanceof ParameterizedType response
                        && response.getActualTypeArguments()[0] instanceof ParameterizedType inner
                        && inner.getRawType() instanceof Class<?> stream
                        && IterableStreamShape.isStream(stream)
                ? new AzureResponseShape(
                        type, new AzureStreams(stream, access), new Around(type, inner.getActualTypeArguments()[0]))
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
    public boolean isPulled() {
        return true;
    }

    @Override
    public Object replay(Object held) {
        List<?> parts = (List<?>) held;
        return with(parts.get(0), streams.of(() -> new AzureStreams.Mapped(parts.iterator(), this::content)));
    }

    @Override
    public Object record(Object result, Recording recording) {
        Object inside = content(result);
        if (!result.getClass().getName().equals(SIMPLE) || inside.getClass() != streams.type()) {
            recording.refused("is a " + result.getClass().getName() + " of a "
                    + inside.getClass().getName() + ", which may be more than its elements");
            return result;
        }
        try {
            AzureStreams.Form around = new AzureStreams.Form(each -> with(result, each), this::content);
            return with(result, streams.recorded(inside, around, recording));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            recording.refused("its stream cannot be read in this version of the library: " + otherVersion);
            return result;
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
}
