package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Chooses the shapes of functions whose answers Kotlin's coroutines hand over. */
public final class CoroutineShapes {

    private CoroutineShapes() {}

    /**
     * Returns the shape of a method's answers, or null if Kotlin's coroutines have no part in it.
     *
     * @param access opens what Kotlin's libraries keep to themselves
     * @throws Uncacheable if it is of a version of them that is not known
     */
    public static @Nullable Shape of(Method method, FieldAccess access) throws Uncacheable {
        Class<?> type = method.getReturnType();
        if (DeferredShape.isDeferred(type)) {
            return DeferredShape.of(type, held(method), access);
        }
        return FlowShape.isFlow(type) ? FlowShape.of(type, held(method), access) : SuspendShape.of(method, access);
    }

    private static Type held(Method method) {
        return method.getGenericReturnType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : Object.class;
    }
}
