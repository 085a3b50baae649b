package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The streamed response of the SDKs of OpenAI and Anthropic: something to close that has a stream, to be read once. */
record ResponseShape(Class<?> type, Type held) implements Shape {

    static boolean isResponse(Class<?> type) {
        String name = type.getName();
        return type.isInterface()
                && (name.equals("com.openai.core.http.StreamResponse")
                        || name.equals("com.anthropic.core.http.StreamResponse"));
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
        Stream<?> stream = ((List<?>) held).stream();
        return response(stream, (method, arguments) -> method.getName().equals("close") ? closed(stream) : null);
    }

    private static @Nullable Object closed(Stream<?> stream) {
        stream.close();
        return null;
    }

    @Override
    public Object record(Object result, Recording recording) {
        Stream<?> real = stream(result);
        if (real == null) {
            recording.refused("its stream cannot be read");
            return result;
        }
        Parts parts = recording.parts();
        return response(PullShape.recorded(real, recording, parts), (method, arguments) -> {
            if (method.getName().equals("close")) {
                parts.closed();
            }
            return method.invoke(result, arguments);
        });
    }

    private @Nullable Stream<?> stream(Object response) {
        try {
            return (Stream<?>) type.getMethod("stream").invoke(response);
        } catch (ReflectiveOperationException | ClassCastException other) {
            return null;
        }
    }

    private interface Rest {
        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws ReflectiveOperationException;
    }

    private Object response(Stream<?> stream, Rest rest) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "stream" -> stream;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> type.getSimpleName();
            // By way of `stream`.
            default ->
                method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : called(rest, method, arguments);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object called(Rest rest, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return rest.call(method, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
