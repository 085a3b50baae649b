package dev.reprise.engine.shape;

import dev.reprise.engine.failure.Thrown;
import java.io.Closeable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What callers can see in an answer beside what the method declares. Nothing else may stand for it where that is more than
 * what it declares, and that it can be closed.
 */
final class Faces {

    /** The compiler of Kotlin tells by them what can be changed. */
    private static final String MARKERS = "kotlin.jvm.internal.markers.";

    private Faces() {}

    /**
     * Returns why nothing can stand for an answer, or null if something can.
     *
     * @param declared an interface
     */
    static @Nullable String more(Object answer, Class<?> declared) {
        try {
            return moreOf(answer, declared);
        } catch (LinkageError broken) { // Of a class that names what is not there.
            return "a " + answer.getClass().getName() + " cannot be looked into: " + broken;
        }
    }

    private static @Nullable String moreOf(Object answer, Class<?> declared) {
        for (Class<?> at = answer.getClass(); at != Object.class && at != null; at = at.getSuperclass()) {
            if (isOfLibrary(at)) {
                continue;
            }
            String more = isNamed(at) ? more(at, declared) : null;
            for (Class<?> face : at.getInterfaces()) {
                more = more == null ? other(face, declared) : more;
            }
            if (more != null) {
                return "a " + answer.getClass().getName() + " " + more
                        + ", so that it may be more to its callers than an " + declared.getSimpleName();
            }
        }
        return null;
    }

    /** What the JDK or Kotlin keeps to itself nobody asks for. */
    private static boolean isOfLibrary(Class<?> type) {
        return !Modifier.isPublic(type.getModifiers())
                && (type.getName().startsWith("java.") || type.getName().startsWith("kotlin."));
    }

    private static boolean isNamed(Class<?> type) {
        return !type.isHidden() && !type.isSynthetic() && !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static @Nullable String other(Class<?> face, Class<?> declared) {
        boolean isKnown = face.isAssignableFrom(declared)
                || face == AutoCloseable.class
                || face == Closeable.class
                || face.getName().startsWith(MARKERS);
        return isKnown ? null : "is a " + face.getName() + ", too";
    }

    private static @Nullable String more(Class<?> type, Class<?> declared) {
        for (Method method : type.getDeclaredMethods()) {
            boolean isKnown = has(declared, method)
                    || has(Closeable.class, method)
                    || (has(Object.class, method) && !method.getName().equals("equals"));
            if (isSeen(method) && !isKnown) {
                return "has a method " + method.getName();
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isSeen(field) && Modifier.isPublic(field.getModifiers())) {
                return "has a field " + field.getName();
            }
        }
        return null;
    }

    private static boolean isSeen(Member member) {
        return !member.isSynthetic()
                && !Modifier.isStatic(member.getModifiers())
                && !Modifier.isPrivate(member.getModifiers());
    }

    private static boolean has(Class<?> type, Method method) {
        try {
            type.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException other) {
            return false;
        }
    }

    /** Closes what can be closed, and throws what it throws. */
    static void close(Object real) {
        if (real instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception thrown) {
                throw Thrown.asItIs(thrown);
            }
        }
    }
}
