package dev.reprise.engine.key;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What a user can do about a value that cannot be keyed, other than to leave it out. */
final class Advice {

    private Advice() {}

    /** Returns the nearest type of the host around a value, or its own, for which an adapter could be written. */
    static @Nullable Class<?> adaptable(Object value, @Nullable Object[] around, int depth) {
        Class<?> nearest = isAdaptable(value.getClass()) ? value.getClass() : null;
        for (int i = depth - 1; i >= 0 && nearest == null; i--) {
            Object outer = around[i];
            nearest = outer != null && isAdaptable(outer.getClass()) ? outer.getClass() : null;
        }
        return nearest;
    }

    private static boolean isAdaptable(Class<?> type) {
        return !KnownCode.includes(type)
                && !type.isHidden()
                && !type.isArray()
                && !type.isEnum()
                && !Proxy.isProxyClass(type);
    }

    /** Returns whether a value is a part of LangChain4j, such as an AI service, below which a model is asked; not of a model. */
    static boolean isAboveAModel(@Nullable Object[] around, int depth) {
        boolean isOfLibrary = false;
        for (int i = 0; i < depth; i++) {
            Object each = around[i];
            String outer = each == null ? "" : each.getClass().getName();
            isOfLibrary |= outer.startsWith("dev.langchain4j.");
            if (outer.startsWith("dev.langchain4j.model.")) {
                return false;
            }
        }
        return isOfLibrary;
    }
}
