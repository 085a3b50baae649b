package dev.reprise.engine;

import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Codecs;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells arguments that are still the same when a call has waited for another in vain, as far as their types tell. Whoever is
 * handed an answer later may go on with a list that he passed; a call of his own could not be made then as he made it. Runs
 * no code of the host.
 */
final class Steady {

    /** By their names, because they are nobody's business: of the JDK's lists and sets that cannot change, and Kotlin's. */
    private static final List<String> FIXED =
            List.of("java.util.ImmutableCollections$", "java.util.Collections$Empty", "kotlin.collections.Empty");

    /** How steady the objects of a class are. */
    private enum Fields {
        /** Some are assigned again and again. */
        CHANGING,
        /** Each is assigned once, and may hold something with parts. */
        FINAL,
        /** Each is assigned once, and holds a plain value. */
        PLAIN
    }

    private static final ClassValue<Fields> FIELDS = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private Steady() {}

    /**
     * Returns whether a call that waits for an equal one can be made later as it is made now.
     *
     * @param arguments the arguments
     */
    static boolean are(CachedMethod method, @Nullable Object[] arguments) {
        Shape shape = method.shape();
        if (shape instanceof ColdShape) {
            return true; // What asks is made already.
        }
        int handed = shape instanceof HandedShape callback
                ? callback.argument()
                : shape instanceof SuspendShape suspend ? suspend.argument() : -1;
        for (int i = 0; i < arguments.length; i++) {
            if (i != handed && !is(arguments[i], method.rule().ofClient())) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(@Nullable Object value, boolean ofClient) {
        if (value == null || Codecs.isImmutable(value) || value instanceof Enum<?>) {
            return true;
        }
        Class<?> type = value.getClass();
        String name = type.getName();
        if (FIXED.stream().anyMatch(name::startsWith)) {
            return value instanceof List<?> list
                    ? list.stream().allMatch(each -> is(each, ofClient))
                    : name.contains("Empty");
        }
        boolean isOfHost = !type.isArray() && !(value instanceof Iterable<?>) && !name.startsWith("java.");
        // Requests of clients are made by builders, which copy what they get.
        return isOfHost && FIELDS.get(type).compareTo(ofClient ? Fields.FINAL : Fields.PLAIN) >= 0;
    }

    private static Fields fields(Class<?> type) {
        Fields all = Fields.PLAIN;
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                if (!Modifier.isFinal(field.getModifiers())) {
                    return Fields.CHANGING;
                }
                all = isLeaf(field.getType()) ? all : Fields.FINAL;
            }
        }
        return all;
    }

    private static boolean isLeaf(Class<?> type) {
        return type.isPrimitive() || type == String.class || type.isEnum() || Number.class == type.getSuperclass();
    }
}
