package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call of a suspend function from its resumption. The compiler lets a function go on by calling it again: with its
 * own state in the place of the continuation, made-up arguments, and the highest bit of the state's {@code label} set, which
 * is cleared as soon as the function runs.
 */
final class Resumption {

    private static final String BASE = "kotlin.coroutines.jvm.internal.BaseContinuationImpl";
    private static final String LAMBDA = "kotlin.coroutines.jvm.internal.SuspendLambda";

    private final Labels labels;

    Resumption(FieldAccess access) {
        this.labels = new Labels(access);
    }

    /** What can be said of a call by its continuation. */
    enum Kind {
        CALL,
        RESUMPTION,
        /** It is of a compiler that is not known, or its names were changed since. */
        UNKNOWN
    }

    Kind kind(@Nullable Object continuation) {
        if (continuation == null) {
            return Kind.UNKNOWN;
        }
        Label label = labels.get(continuation.getClass());
        Field field = label.field();
        if (field == null) {
            return label.withoutField();
        }
        try {
            return field.getInt(continuation) < 0 ? Kind.RESUMPTION : Kind.CALL;
        } catch (IllegalAccessException closed) {
            return Kind.UNKNOWN;
        }
    }

    /** Where a class of continuations has its label, or what it means that it has none. */
    private record Label(@Nullable Field field, Kind withoutField) {}

    /** Hangs on the host's classes, and goes with them. */
    private static final class Labels extends ClassValue<Label> {

        private final FieldAccess access;

        Labels(FieldAccess access) {
            this.access = access;
        }

        @Override
        protected Label computeValue(Class<?> type) {
            if (!extendsClass(type, BASE)) {
                return new Label(null, Kind.CALL);
            }
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("label") && field.getType() == int.class && opened(field)) {
                    return new Label(field, Kind.UNKNOWN);
                }
            }
            // Neither a lambda nor what the library makes by itself is the state of a function with a name.
            boolean isOther = extendsClass(type, LAMBDA) || type.getName().startsWith("kotlin.");
            return new Label(null, isOther ? Kind.CALL : Kind.UNKNOWN);
        }

        private static boolean extendsClass(Class<?> type, String name) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                if (at.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        private boolean opened(Field field) {
            if (field.trySetAccessible()) {
                return true;
            }
            Class<?> declaring = field.getDeclaringClass();
            access.open(declaring.getModule(), declaring.getPackageName());
            return field.trySetAccessible();
        }
    }
}
