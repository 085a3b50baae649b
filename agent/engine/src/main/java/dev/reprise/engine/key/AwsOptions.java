package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a client of AWS's SDK, which are a map by objects that only the constants of their classes name. */
final class AwsOptions {

    private static final ClassValue<IdentityHashMap<Object, String>> NAMES = new ClassValue<>() {
        @Override
        protected IdentityHashMap<Object, String> computeValue(Class<?> type) {
            IdentityHashMap<Object, String> names = new IdentityHashMap<>();
            for (Field field : type.getDeclaredFields()) {
                Object constant = Modifier.isStatic(field.getModifiers()) ? read(field, null) : null;
                if (type.isInstance(constant)) {
                    names.put(constant, field.getName());
                }
            }
            return names;
        }
    };

    private static final ClassValue<Map<String, Field>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
            Map<String, Field> fields = new TreeMap<>();
            for (Field field : type.getDeclaredFields()) {
                fields.put(field.getName(), field);
            }
            return fields;
        }
    };

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            // The client itself, and what others of these options were made of.
            "SDK_CLIENT",
            "IDENTITY_PROVIDERS",
            "PROFILE_FILE_SUPPLIER",
            "CONFIGURED_SYNC_HTTP_CLIENT",
            "CONFIGURED_SYNC_HTTP_CLIENT_BUILDER",
            "CONFIGURED_SCHEDULED_EXECUTOR_SERVICE",
            // Of connections, and of clients that wait for no answer.
            "HTTP_CLIENT_CONFIG",
            "HTTP_CLIENT_CONFIG_TYPE",
            "ASYNC_HTTP_CLIENT",
            "CONFIGURED_ASYNC_HTTP_CLIENT",
            "CONFIGURED_ASYNC_HTTP_CLIENT_BUILDER",
            // How long a call may take, what watches it, and the version of the library.
            "API_CALL_TIMEOUT",
            "API_CALL_ATTEMPT_TIMEOUT",
            "METRIC_PUBLISHERS",
            "API_METADATA");

    private AwsOptions() {}

    /** Returns the options that count, by name. */
    static Map<String, @Nullable Object> counted(Map<?, ?> options, Walk walk) throws Unkeyable {
        Map<String, @Nullable Object> counted = new TreeMap<>();
        for (Map.Entry<?, ?> option : options.entrySet()) {
            Object key = option.getKey();
            String name = NAMES.get(key.getClass()).get(key);
            if (name == null) {
                throw walk.refuse("has an option of " + key.getClass().getName() + " without a name");
            }
            if (!hasNoEffect(name)) {
                counted.put(key.getClass().getSimpleName() + " " + name, value(name, option.getValue(), walk));
            }
        }
        return counted;
    }

    private static boolean hasNoEffect(String name) {
        return WITHOUT_EFFECT.contains(name)
                // A call that is made again asks the same; a user agent names the machine and the version.
                || name.contains("RETRY")
                || name.contains("RETRIES")
                || name.contains("USER_AGENT");
    }

    private static @Nullable Object value(String name, Object holder, Walk walk) throws Unkeyable {
        Map<String, Field> fields = FIELDS.get(holder.getClass());
        Field value = fields.get("value");
        Field resolved = fields.get("valueCached");
        if (value == null
                || !value.trySetAccessible()
                || (resolved != null && !Boolean.TRUE.equals(read(resolved, holder)))) {
            throw walk.refuse("has an option " + name + " whose value cannot be read");
        }
        Object content = read(value, holder);
        return switch (name) {
            case "CREDENTIALS_PROVIDER", "CREDENTIALS_IDENTITY_PROVIDER", "TOKEN_PROVIDER", "TOKEN_IDENTITY_PROVIDER" ->
                AwsAccount.of(name, content, walk);
            case "EXECUTION_INTERCEPTORS",
                    "AUTH_SCHEMES",
                    "SYNC_HTTP_CLIENT",
                    "ENDPOINT_PROVIDER",
                    "CLIENT_ENDPOINT_PROVIDER",
                    "AUTH_SCHEME_PROVIDER",
                    "SIGNER" -> ofSdk(name, content, walk);
            default -> content;
        };
    }

    /** Refuses what may change each request on its way; OpenTelemetry's agent puts in one that does not. */
    private static @Nullable Object ofSdk(String name, @Nullable Object content, Walk walk) throws Unkeyable {
        Iterable<?> parts = content instanceof Map<?, ?> map
                ? map.values()
                : content instanceof Iterable<?> several ? several : Collections.singleton(content);
        for (Object part : parts) {
            String type = part == null ? AwsSdk.LIBRARY : part.getClass().getName();
            boolean known = type.startsWith(AwsSdk.LIBRARY) || type.startsWith("io.opentelemetry.");
            if (!known || (part != null && part.getClass().isHidden())) {
                throw walk.refuse("has an option " + name + " of " + type + ", which may change each request; only the"
                        + " SDK's own are known not to");
            }
        }
        return content;
    }

    private static @Nullable Object read(Field field, @Nullable Object owner) {
        try {
            return field.trySetAccessible() ? field.get(owner) : null;
        } catch (IllegalAccessException | LinkageError closed) {
            return null;
        }
    }
}
