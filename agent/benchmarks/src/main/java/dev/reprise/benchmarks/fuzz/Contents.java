package dev.reprise.benchmarks.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a decoded answer is made of. */
final class Contents {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private Contents() {}

    /** Returns the name of a class of the answer that none of the prefixes allows and the JDK does not have, or null. */
    static @Nullable String strange(Object answer, List<String> allowed) throws IllegalAccessException {
        Contents contents = new Contents();
        contents.add(answer);
        while (!contents.open.isEmpty()) {
            Object object = contents.open.pop();
            Class<?> type = object.getClass();
            while (type.isArray()) {
                type = type.getComponentType();
            }
            boolean ofJdk = type.isPrimitive() || type.getName().startsWith("java.");
            if (!ofJdk && allowed.stream().noneMatch(type.getName()::startsWith)) {
                return type.getName();
            }
            contents.addPartsOf(object, ofJdk);
        }
        return null;
    }

    private void add(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            open.push(object);
        }
    }

    private void addPartsOf(Object object, boolean ofJdk) throws IllegalAccessException {
        if (object instanceof Object[] || object.getClass().isArray()) {
            boolean primitive = object.getClass().getComponentType().isPrimitive();
            for (int i = primitive ? Array.getLength(object) : 0; i < Array.getLength(object); i++) {
                add(Array.get(object, i));
            }
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (!ofJdk && !(object instanceof Enum<?>)) {
            addFieldsOf(object);
        }
    }

    private void addFieldsOf(Object object) throws IllegalAccessException {
        for (Class<?> at = object.getClass(); at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    add(field.get(object));
                }
            }
        }
    }
}
