package dev.reprise.clients;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a value directly consists of, and the same value with one part replaced: an object of a library is changed where
 * it is, and changed back by the caller; what cannot be changed (a list that somebody closed, a record) is rebuilt.
 *
 * <p>Independent of the engine's own reading of objects, on purpose: a test that reads like the code it tests finds
 * what that code finds.
 */
final class Parts {

    /**
     * A part.
     *
     * @param label how it is called within its whole, such as {@code messages} or {@code [3]}
     * @param type what may stand there
     * @param owner the class that declares it if it is a field, else null
     * @param value what stands there
     */
    record Part(
            String label,
            Type type,
            @Nullable Class<?> owner,
            @Nullable Object value) {}

    /** Found once: a class gives out copies, each of which would parse its type anew. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return declared(type);
        }
    };

    private Parts() {}

    /** Returns the parts of a value; none if it is a leaf. */
    static List<Part> of(@Nullable Object value) {
        List<Part> parts = new ArrayList<>();
        if (value == null || Leaves.isLeaf(value)) {
            return parts;
        }
        if (value.getClass().isArray()) {
            Class<?> component = value.getClass().getComponentType();
            for (int i = 0; i < Math.min(Array.getLength(value), 8); i++) {
                parts.add(new Part("[" + i + "]", component, null, Array.get(value, i)));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, content) -> {
                parts.add(new Part("{key " + key + "}", Object.class, null, key));
                parts.add(new Part("{" + key + "}", Object.class, null, content));
            });
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                parts.add(new Part("[" + parts.size() + "]", Object.class, null, element));
            }
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(content -> parts.add(new Part("?", Object.class, null, content)));
        } else if (value instanceof AtomicReference<?> reference) {
            parts.add(new Part("@", Object.class, null, reference.get()));
        } else if (!isOfJdk(value.getClass())) {
            for (Field field : fields(value.getClass())) {
                parts.add(new Part(
                        field.getName(), field.getGenericType(), field.getDeclaringClass(), get(field, value)));
            }
        }
        return parts;
    }

    /** Returns a value with a part replaced: the very same object if it could be changed where it is. */
    static Object with(Object value, int part, @Nullable Object replacement) {
        if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            Object copy = Array.newInstance(value.getClass().getComponentType(), length);
            System.arraycopy(value, 0, copy, 0, length);
            Array.set(copy, part, replacement);
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = value instanceof SortedMap<?, ?> ? new TreeMap<>() : new LinkedHashMap<>();
            int at = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                copy.put(at++ == part ? replacement : entry.getKey(), at++ == part ? replacement : entry.getValue());
            }
            return copy;
        }
        if (value instanceof Collection<?> elements) {
            List<Object> copy = new ArrayList<>(elements);
            copy.set(part, replacement);
            return value instanceof Set<?> ? new LinkedHashSet<>(copy) : copy;
        }
        if (value instanceof Optional<?>) {
            return Optional.ofNullable(replacement);
        }
        if (value instanceof AtomicReference<?>) {
            return new AtomicReference<>(replacement);
        }
        if (value.getClass().isRecord()) {
            return rebuilt(value, part, replacement);
        }
        set(fields(value.getClass()).get(part), value, replacement);
        return value;
    }

    private static Object rebuilt(Object value, int part, @Nullable Object replacement) {
        Class<?> type = value.getClass();
        List<Field> fields = fields(type);
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            Field field = fields.stream()
                    .filter(each -> each.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            arguments[i] = fields.indexOf(field) == part ? replacement : get(field, value);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException refused) {
            throw new NotAllowed(type.getName() + " refuses it", refused);
        }
    }

    private static List<Field> fields(Class<?> type) {
        return FIELDS.get(type);
    }

    private static List<Field> declared(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> at = type; at != null && !isOfJdk(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && field.trySetAccessible()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static @Nullable Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void set(Field field, Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException | IllegalArgumentException refused) {
            throw new NotAllowed(field + " does not take it", refused);
        }
    }

    /** A change that the type itself does not allow. */
    static final class NotAllowed extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotAllowed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
