package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what lies at a path in a call, and says whether it is set. Safe for use by any number of threads. */
final class StatefulPaths {

    private final ClassValue<Map<String, Field>> fields;

    StatefulPaths(FieldAccess access) {
        fields = new ClassValue<>() {
            @Override
            protected Map<String, Field> computeValue(Class<?> type) {
                Map<String, Field> byName = new HashMap<>();
                try {
                    for (Field field : InstanceFields.of(type, access)) {
                        byName.put(field.getName(), field);
                    }
                } catch (RuntimeException | LinkageError closed) {
                    return Map.of();
                }
                return Map.copyOf(byName);
            }
        };
    }

    /** Returns whether something is set at the path that begins at a value. */
    boolean isSet(@Nullable Object value, List<String> names) {
        Object content = unwrapped(value);
        if (content == null) {
            return false;
        }
        if (names.isEmpty()) {
            return !(content instanceof Boolean set && !set)
                    && !(content instanceof String text && text.isEmpty())
                    && !(content instanceof Collection<?> elements && elements.isEmpty())
                    && !(content instanceof Map<?, ?> entries && entries.isEmpty());
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (content instanceof Collection<?> elements) {
            return elements.stream().anyMatch(element -> isSet(element, names));
        }
        if (content instanceof Map<?, ?> entries) {
            return isSet(entry(entries, name), rest) || isSet(entry(entries, snakeCase(name)), rest);
        }
        if (JdkClasses.contains(content.getClass())) {
            return false;
        }
        return isSet(field(content, name), rest)
                // A request of an SDK: what its users see lies in its body, known to the SDK or not.
                || isSet(field(content, "body"), names)
                || isSet(field(content, "rawParams"), names)
                || isSet(field(content, "additionalProperties"), names)
                || (content.getClass().getName().endsWith(".core.JsonObject")
                        && isSet(field(content, "values"), names));
    }

    /** Looks through what stands around a value: an optional, the SDKs' three states of a JSON field. */
    private @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return unwrapped(optional.orElse(null));
        }
        if (value == null) {
            return null;
        }
        String type = value.getClass().getName();
        if (type.startsWith("com.openai.core.") || type.startsWith("com.anthropic.core.")) {
            if (type.endsWith(".JsonMissing") || type.endsWith(".JsonNull")) {
                return null;
            }
            return type.endsWith(".JsonObject")
                    ? value
                    : unwrapped(first(field(value, "value"), field(value, "values")));
        }
        return value;
    }

    private static @Nullable Object first(@Nullable Object one, @Nullable Object other) {
        return one == null ? other : one;
    }

    private static @Nullable Object entry(Map<?, ?> entries, String name) {
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (name.equals(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    private @Nullable Object field(Object owner, String name) {
        Field field = fields.get(owner.getClass()).get(name);
        try {
            return field == null ? null : field.get(owner);
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
