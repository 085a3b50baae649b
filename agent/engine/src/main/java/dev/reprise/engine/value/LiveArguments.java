package dev.reprise.engine.value;

import dev.reprise.engine.reflect.InstanceFields;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types of arguments that have no content but what the caller may do to the call: LangChain4j's contexts, each of which
 * holds the handle that cancels the stream.
 */
public final class LiveArguments {

    private static final String PACKAGE = "dev.langchain4j.model.chat.response.";
    private static final String HANDLE = PACKAGE + "StreamingHandle";

    private LiveArguments() {}

    /**
     * Returns whether a type is one of these.
     *
     * @throws Uncacheable if it is one that holds more than a handle, or none, in this version of the library
     */
    public static boolean isLive(Class<?> type) throws Uncacheable {
        if (!looksLive(type)) {
            return false;
        }
        List<String> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (InstanceFields.isState(field)) {
                fields.add(field.getType().getName());
            }
        }
        if (!fields.equals(List.of(HANDLE))
                || type.getSuperclass() != Object.class
                || type.getConstructors().length != 1) {
            throw new Uncacheable("a " + type.getName() + " of this version of LangChain4j is not known");
        }
        return true;
    }

    /** Returns whether an argument is of a type that looks like one of these. */
    public static boolean isLive(@Nullable Object argument) {
        return argument != null && looksLive(argument.getClass());
    }

    /** Returns whether the caller has cancelled the call that a live argument belongs to. */
    public static boolean isCancelled(Object argument) {
        try {
            Method handle = argument.getClass().getMethod("streamingHandle");
            Object held = handle.invoke(argument);
            return held != null
                    && Boolean.TRUE.equals(
                            handle.getReturnType().getMethod("isCancelled").invoke(held));
        } catch (ReflectiveOperationException otherVersion) {
            return false; // Of which no call is kept.
        }
    }

    private static boolean looksLive(Class<?> type) {
        return type.getName().startsWith(PACKAGE) && type.getName().endsWith("Context");
    }
}
