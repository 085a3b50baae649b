package dev.reprise.engine.coroutine;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What a coroutine hands on to all that it calls. */
public final class ContextElements {

    private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";

    private ContextElements() {}

    /**
     * Returns the element of a class in the context of a continuation; null if there is none, or it is no continuation.
     *
     * @throws Throwable what code of the host throws
     */
    public static @Nullable Object ofContinuation(Object continuation, String className) throws Throwable {
        Class<?> type = interfaceOf(continuation.getClass(), Kotlin.CONTINUATION);
        return type == null ? null : find(Kotlin.call(type.getMethod("getContext"), continuation), className);
    }

    /** Returns the element of a class in a context, as above. */
    static @Nullable Object find(@Nullable Object context, String className) throws Throwable {
        Class<?> type = context == null ? null : interfaceOf(context.getClass(), CONTEXT);
        if (context == null || type == null) {
            return null;
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals("fold") && method.getParameterCount() == 2) {
                Object choose = Kotlin.function(
                        method.getParameterTypes()[1],
                        pair -> pair[1] != null && pair[1].getClass().getName().equals(className) ? pair[1] : pair[0]);
                return Kotlin.call(method, context, null, choose);
            }
        }
        return null;
    }

    private static @Nullable Class<?> interfaceOf(@Nullable Class<?> type, String name) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> found = interfaceOf(implemented, name);
            if (found != null) {
                return found;
            }
        }
        return interfaceOf(type.getSuperclass(), name);
    }
}
