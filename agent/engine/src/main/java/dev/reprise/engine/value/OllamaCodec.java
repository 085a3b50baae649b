package dev.reprise.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Carries what ollama4j's own methods return, unless it is but a part: they do not throw when an answer breaks off. */
final class OllamaCodec implements ValueCodec {

    private static final String LIBRARY = "io.github.ollama4j.";

    private final ValueCodec graph;
    private final Method completeness;

    private OllamaCodec(ValueCodec graph, Method completeness) {
        this.graph = graph;
        this.completeness = completeness;
    }

    static boolean carries(Class<?> type, Class<?> owner) {
        return type.getName().startsWith(LIBRARY) && owner.getName().startsWith(LIBRARY);
    }

    static OllamaCodec of(ValueCodec graph, Class<?> type) throws Uncacheable {
        Method completeness = method(type, "isDone");
        if (completeness == null) {
            completeness = method(type, "getEmbeddings");
        }
        if (completeness == null) {
            throw new Uncacheable(
                    "this version of ollama4j does not tell whether a " + type.getName() + " is complete");
        }
        return new OllamaCodec(graph, completeness);
    }

    private static @Nullable Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException | LinkageError other) {
            return null;
        }
    }

    @Override
    public String id() {
        return graph.id();
    }

    @Override
    public long shape() {
        return graph.shape();
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return graph.holdsAsIs(value);
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        try {
            Object complete = completeness.invoke(value);
            if (complete == null || complete.equals(false)) {
                throw Uncacheable.noAnswer("the provider's answer broke off");
            }
        } catch (InvocationTargetException failed) {
            Failures.rethrowIfFatal(failed.getTargetException());
            throw new Uncacheable(failed.getTargetException().getClass().getName());
        } catch (IllegalAccessException | IllegalArgumentException closed) {
            throw new Uncacheable(closed.toString());
        }
        return graph.encode(value);
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        return graph.decode(content);
    }
}
