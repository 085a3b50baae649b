package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The JSON mappers that are made as a library makes its own: equal to the sample in every field of every object that they
 * are made of, what they remember of their use aside.
 *
 * <p>Safe for use by any number of threads.
 */
final class MadeAlike {

    /** A mapper consists of about two hundred objects. */
    private static final int MOST_OBJECTS = 10_000;

    /** One text, as in {@link KnownCode}, because the build renames strings that begin with such names. */
    private static final Set<String> CACHES = Set.of("""
            com.fasterxml.jackson.databind.util.LRUMap com.fasterxml.jackson.databind.util.RootNameLookup
            com.fasterxml.jackson.databind.ser.SerializerCache com.fasterxml.jackson.databind.deser.DeserializerCache
            com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer
            com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer
            """.strip().split("\\s+"));

    /** By class the fields that count; nothing if a class has state that is not in fields which can be read. */
    private static final ClassValue<Optional<List<Field>>> FIELDS = new ClassValue<>() {
        @Override
        protected Optional<List<Field>> computeValue(Class<?> type) {
            Class<?> at = type;
            while (at != null && !JdkClasses.contains(at)) {
                at = at.getSuperclass();
            }
            return at != Object.class
                    ? Optional.empty()
                    : Optional.of(InstanceFields.of(type, FieldAccess.NONE).stream()
                            .filter(field -> !field.getName().equals("_rootDeserializers"))
                            .toList());
        }
    };

    private final Object sample;

    /**
     * Creates the set of those that are made like a sample.
     *
     * @param sample nobody else's
     */
    MadeAlike(Object sample) {
        this.sample = sample;
    }

    /** Returns whether a mapper is made like the sample. */
    boolean includes(@Nullable Object mapper) {
        try {
            return new Comparison().alike(sample, mapper);
        } catch (IllegalAccessException | RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    private static final class Comparison {

        private final IdentityHashMap<Object, Object> compared = new IdentityHashMap<>();

        boolean alike(@Nullable Object one, @Nullable Object other) throws IllegalAccessException {
            if (one == other) {
                return true;
            }
            if (one == null || other == null || one.getClass() != other.getClass()) {
                return false;
            }
            if (compared.put(one, other) == other
                    || CACHES.contains(one.getClass().getName())) {
                return true;
            }
            if (compared.size() > MOST_OBJECTS) {
                return false;
            }
            if (one.getClass().isArray()) {
                return arrays(one, other);
            }
            return JdkClasses.contains(one.getClass()) ? ofJdk(one, other) : fields(one, other);
        }

        private boolean fields(Object one, Object other) throws IllegalAccessException {
            List<Field> fields = FIELDS.get(one.getClass()).orElse(null);
            if (fields == null) {
                return false;
            }
            for (Field field : fields) {
                if (!alike(field.get(one), field.get(other), field.getType())) {
                    return false;
                }
            }
            return true;
        }

        private boolean arrays(Object one, Object other) throws IllegalAccessException {
            int length = Array.getLength(one);
            boolean alike = length == Array.getLength(other);
            for (int i = 0; alike && i < length; i++) {
                alike = alike(
                        Array.get(one, i), Array.get(other, i), one.getClass().getComponentType());
            }
            return alike;
        }

        private boolean alike(@Nullable Object one, @Nullable Object other, Class<?> declared)
                throws IllegalAccessException {
            return declared.isPrimitive() ? one != null && one.equals(other) : alike(one, other);
        }

        private boolean ofJdk(Object one, Object other) throws IllegalAccessException {
            if (one instanceof Map<?, ?> map) {
                return maps(map, (Map<?, ?>) other);
            }
            if (one instanceof Collection<?> collection) {
                return inOrder(collection, (Collection<?>) other);
            }
            if (one instanceof AtomicReference<?> reference) {
                return alike(reference.get(), ((AtomicReference<?>) other).get());
            }
            return one instanceof Lock || one.equals(other) || (isNumbered(one) && isNumbered(other));
        }

        /** Whether it is the name of a module that nobody named: it ends with a number. */
        private static boolean isNumbered(Object name) {
            return name instanceof String text && text.startsWith("SimpleModule-");
        }

        private boolean maps(Map<?, ?> one, Map<?, ?> other) throws IllegalAccessException {
            boolean alike = one.size() == other.size();
            Iterator<? extends Map.Entry<?, ?>> entries = one.entrySet().iterator();
            while (alike && entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                alike = other.containsKey(entry.getKey()) && alike(entry.getValue(), other.get(entry.getKey()));
            }
            return alike;
        }

        private boolean inOrder(Collection<?> one, Collection<?> other) throws IllegalAccessException {
            boolean alike = one.size() == other.size();
            Iterator<?> others = other.iterator();
            for (Iterator<?> each = one.iterator(); alike && each.hasNext(); ) {
                alike = alike(each.next(), others.next());
            }
            return alike;
        }
    }
}
