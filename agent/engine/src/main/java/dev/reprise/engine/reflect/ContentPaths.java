package dev.reprise.engine.reflect;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds what lies at a path in a request or an answer. Safe for use by any number of threads. */
public final class ContentPaths {

    /** Of a request of an SDK: what its users see lies in its body, known to the SDK or not. */
    private static final List<String> WITHIN = List.of("body", "rawParams", "additionalProperties");

    /** Of one of several kinds of an SDK, which its version may not know. */
    private static final String JSON = "_json";

    private final ClassValue<Map<String, Field>> fields;

    /** Keeps nothing of the host alive. */
    private volatile WeakReference<Json> lastJson = new WeakReference<>(null);

    /**
     * @param access opens what is closed
     */
    public ContentPaths(FieldAccess access) {
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

    /** Returns whether something is set at the path that begins at a value: not null, false, empty or absent. */
    public boolean isSet(@Nullable Object value, List<String> names) {
        return any(value, names, ContentPaths::isSomething);
    }

    private static boolean isSomething(Object content) {
        return !(content instanceof Boolean set && !set)
                && !(content instanceof String text && text.isEmpty())
                && !(content instanceof Collection<?> elements
                        && elements.stream().allMatch(Objects::isNull))
                && !(content instanceof Map<?, ?> entries && entries.isEmpty())
                && !(content.getClass().isArray() && Array.getLength(content) == 0);
    }

    /**
     * Returns whether any of what lies at a path is so.
     *
     * @param value where the path begins
     * @param names the names of fields and keys; what is a list on the way stands for each of its elements
     * @param test is given contents that are not null, without what libraries put around them
     */
    public boolean any(@Nullable Object value, List<String> names, Predicate<Object> test) {
        return is(value, names, test, /* each= */ false);
    }

    /** As {@link #any}, but it must be so in each element of a list on the way, and there must be one. */
    public boolean each(@Nullable Object value, List<String> names, Predicate<Object> test) {
        return is(value, names, test, /* each= */ true);
    }

    private boolean is(@Nullable Object value, List<String> names, Predicate<Object> test, boolean each) {
        Object content = unwrapped(value);
        if (content == null) {
            return false;
        }
        if (content instanceof Collection<?> elements) {
            if (each) {
                return !elements.isEmpty() && elements.stream().allMatch(element -> is(element, names, test, each));
            }
            return (names.isEmpty() && test.test(content))
                    || elements.stream().anyMatch(element -> is(element, names, test, each));
        }
        if (names.isEmpty()) {
            return test.test(content);
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (content instanceof Map<?, ?> entries) {
            return isIn(entries, names, test, each);
        }
        if (content instanceof String text && rest.isEmpty() && name.equals("string")) { // As SDKs call it.
            return test.test(text);
        }
        if (JdkClasses.contains(content.getClass())) {
            return false;
        }
        if (is(field(content, name), rest, test, each)) {
            return true;
        }
        for (String within : WITHIN) {
            if (is(field(content, within), names, test, each)) {
                return true;
            }
        }
        return is(unknownKind(content), names, test, each) || isInJson(content, names, test, each);
    }

    /** Returns whether what lies in a field is found as if it were its owner's own. */
    public static boolean isLookedInto(String field) {
        return field.equals(JSON) || WITHIN.contains(field);
    }

    /** Returns what an SDK has for one of several kinds that its version does not know; null for a known one. */
    private @Nullable Object unknownKind(Object content) {
        Object json = field(content, JSON);
        if (json != null) {
            for (String each : fields.get(content.getClass()).keySet()) {
                Object kind = each.equals(JSON) ? null : field(content, each);
                if (kind != null && !(kind instanceof Boolean)) { // Whether it was looked at stands beside the kinds.
                    return null; // There it is, and the JSON only says it again.
                }
            }
        }
        return json;
    }

    /** An SDK's field for one of several kinds stands in JSON for an object with that word as its type. */
    private boolean isInJson(Object content, List<String> names, Predicate<Object> test, boolean each) {
        if (!content.getClass().getName().endsWith(".core.JsonObject")
                || !(field(content, "values") instanceof Map<?, ?> entries)) {
            return false;
        }
        return is(entries, names, test, each)
                || (isOfKind(entries, names.get(0))
                        && (names.size() == 1
                                ? test.test(entries)
                                : isIn(entries, names.subList(1, names.size()), test, each)));
    }

    /** Returns the word that a content stands for: a text, a constant's name, what an SDK keeps for such; or null. */
    public @Nullable String word(@Nullable Object content) {
        Object bare = unwrapped(content);
        if (bare instanceof String || bare instanceof Number || bare instanceof Boolean) {
            return bare.toString();
        }
        if (bare instanceof Enum<?> constant) {
            return constant.name();
        }
        if (bare == null || JdkClasses.contains(bare.getClass())) {
            return null;
        }
        return unwrapped(first(field(bare, "value"), field(bare, "name"))) instanceof String text ? text : null;
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
        return type.equals("software.amazon.awssdk.core.SdkBytes") && field(value, "bytes") instanceof byte[] bytes
                ? json(bytes)
                : value;
    }

    private boolean isIn(Map<?, ?> entries, List<String> names, Predicate<Object> test, boolean each) {
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        return is(entry(entries, name), rest, test, each) || is(entry(entries, snakeCase(name)), rest, test, each);
    }

    /** Returns whether JSON is of a kind for which an SDK has a field: there it is a word beside the content. */
    private boolean isOfKind(Map<?, ?> json, String name) {
        Object kind = entry(json, "type");
        return kind != null && snakeCase(name).equals(word(kind));
    }

    /** Returns what some bytes mean, which are asked for once for each of many paths, and may be those of a large image. */
    private @Nullable Object json(byte[] bytes) {
        Json last = lastJson.get();
        if (last == null || last.bytes != bytes) {
            last = new Json(bytes, JsonContent.of(bytes));
            lastJson = new WeakReference<>(last);
        }
        return last.content;
    }

    private static final class Json {

        final byte[] bytes;
        final @Nullable Object content;

        Json(byte[] bytes, @Nullable Object content) {
            this.bytes = bytes;
            this.content = content;
        }
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
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c - 'A' + 'a'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
