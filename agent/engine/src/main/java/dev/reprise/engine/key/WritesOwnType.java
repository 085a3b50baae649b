package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By class, whether what writes bodies in Spring can write those of one class of the service's own alone, and so no request of
 * a library. A cast to that class stands before all that such code does: the compiler puts it there, unless the code was
 * written for any class, which is why no class of the service in the hierarchy may have type parameters.
 *
 * <p>Safe for use by any number of threads.
 */
final class WritesOwnType extends ClassValue<Boolean> {

    private static final String LIBRARY = "org.springframework.";

    private static final WritesOwnType CONVERTERS = new WritesOwnType(LIBRARY + "http.converter.HttpMessageConverter");

    /** Other encoders are given what publishes the bodies, which nothing casts. */
    private static final WritesOwnType ENCODERS = new WritesOwnType(LIBRARY + "core.codec.AbstractSingleValueEncoder");

    /** Its first type parameter is the class of what is written. */
    private final String base;

    private WritesOwnType(String base) {
        this.base = base;
    }

    /** Returns whether a message converter can write bodies of a class of the service's own alone. */
    static boolean isConverter(Object converter) {
        return CONVERTERS.get(converter.getClass());
    }

    /** Returns whether an encoder can write bodies of a class of the service's own alone. */
    static boolean isEncoder(Object encoder) {
        return ENCODERS.get(encoder.getClass());
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            return isPlain(type) && written(type, Map.of()) instanceof Class<?> written && isOwn(written);
        } catch (RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    /** Whether no code above is for any class, but that of Spring, which leaves the writing to the classes below. */
    private static boolean isPlain(Class<?> type) {
        if (isLibrary(type)) {
            return true;
        }
        boolean plain = type.getTypeParameters().length == 0;
        for (Class<?> inherited : type.getInterfaces()) {
            plain &= isPlain(inherited);
        }
        return plain && (type.getSuperclass() == null || isPlain(type.getSuperclass()));
    }

    private static boolean isLibrary(Class<?> type) {
        return type.getName().startsWith(LIBRARY) || JdkClasses.contains(type);
    }

    /** Returns what stands for the type parameter of the base; null if nothing does. */
    private @Nullable Type written(Type declared, Map<TypeVariable<?>, Type> below) {
        Class<?> type;
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        if (declared instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            type = raw;
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                Type argument = generic.getActualTypeArguments()[i];
                bound.put(
                        raw.getTypeParameters()[i],
                        argument instanceof TypeVariable<?> variable
                                ? below.getOrDefault(variable, variable)
                                : argument);
            }
        } else if (declared instanceof Class<?> plain) {
            type = plain;
        } else {
            return null;
        }
        if (type.getName().equals(base)) {
            return bound.get(type.getTypeParameters()[0]);
        }
        for (Type inherited : inherited(type)) {
            Type found = written(inherited, bound);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<Type> inherited(Class<?> type) {
        List<Type> inherited = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            inherited.add(type.getGenericSuperclass());
        }
        return inherited;
    }

    /** Whether no library makes such objects, nor can one be what a library wants to be given. */
    private static boolean isOwn(Class<?> written) {
        boolean own = !written.isInterface()
                && !written.isArray()
                && !written.isPrimitive()
                && !KnownCode.includes(written)
                && !Map.class.isAssignableFrom(written)
                && !Collection.class.isAssignableFrom(written);
        for (Class<?> at = written; own && at != null; at = at.getSuperclass()) {
            own = !at.getName().startsWith(LIBRARY);
        }
        return own;
    }
}
