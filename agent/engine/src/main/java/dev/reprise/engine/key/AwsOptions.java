package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a client of AWS's SDK, which are a map by objects that only the constants of their classes name. */
record AwsOptions(Map<?, ?> options) {

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
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.put(field.getName(), field);
                }
            }
            return fields;
        }
    };

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            // The client itself, and what others of these options were made of, or are made into.
            "SDK_CLIENT",
            "IDENTITY_PROVIDERS",
            "PROFILE_FILE_SUPPLIER",
            "CONFIGURED_SYNC_HTTP_CLIENT",
            "CONFIGURED_SYNC_HTTP_CLIENT_BUILDER",
            "CONFIGURED_SCHEDULED_EXECUTOR_SERVICE",
            "SCHEDULED_EXECUTOR_SERVICE",
            "HTTP_CLIENT_CONFIG",
            "HTTP_CLIENT_CONFIG_TYPE",
            "CONFIGURED_ASYNC_HTTP_CLIENT",
            "CONFIGURED_ASYNC_HTTP_CLIENT_BUILDER",
            // How long a call may take, what watches it, and the version of the library.
            "API_CALL_TIMEOUT",
            "API_CALL_ATTEMPT_TIMEOUT",
            "METRIC_PUBLISHERS",
            "API_METADATA");

    private static final String BEARER = "httpBearerAuth";

    /** Returns the options that count, by name. */
    Map<String, @Nullable Object> counted(Walk walk) throws Unkeyable {
        Map<String, @Nullable Object> counted = new TreeMap<>();
        Object schemes = null;
        for (Map.Entry<?, ?> option : options.entrySet()) {
            Object key = option.getKey();
            String name = NAMES.get(key.getClass()).get(key);
            if (name == null) {
                throw walk.refuse("has an option of " + key.getClass().getName() + " without a name");
            }
            if (hasNoEffect(name)) {
                continue;
            }
            Object content = content(name, option.getValue(), walk);
            if (name.equals("AUTH_SCHEME_PROVIDER")) {
                schemes = content;
            }
            String path = key.getClass().getSimpleName() + "-" + name;
            if (counted.containsKey(path)) {
                throw walk.refuse("has two options " + path);
            }
            counted.put(path, whatCounts(name, content));
        }
        leaveOutUnused(counted, schemes);
        leaveOutOldName(counted, "AwsClientOption-CREDENTIALS_");
        leaveOutOldName(counted, "AwsClientOption-TOKEN_");
        return counted;
    }

    private static boolean hasNoEffect(String name) {
        return WITHOUT_EFFECT.contains(name)
                // A call that is made again asks the same; a user agent names the machine and the version.
                || name.contains("RETRY")
                || name.contains("RETRIES")
                || name.contains("USER_AGENT");
    }

    /** Requests are signed with credentials, unless a token is preferred: of the two, what is not used says nothing. */
    private static void leaveOutUnused(Map<String, @Nullable Object> counted, @Nullable Object schemes) {
        String type = schemes == null ? "" : schemes.getClass().getName();
        String name = type.substring(type.lastIndexOf('.') + 1);
        if (!type.startsWith(AwsSdk.LIBRARY) || schemes == null) {
            return;
        }
        if (name.equals("DefaultBedrockRuntimeAuthSchemeProvider")) {
            counted.keySet().removeIf(option -> option.contains("-TOKEN_"));
        } else if (name.equals("PreferredBedrockRuntimeAuthSchemeProvider") && prefersToken(schemes)) {
            counted.keySet().removeIf(option -> option.contains("-CREDENTIALS_"));
        }
    }

    /** A provider has two options, for older code, too: it counts, and can be ignored, once. */
    private static void leaveOutOldName(Map<String, @Nullable Object> counted, String option) {
        Object old = counted.get(option + "PROVIDER");
        if (old != null && old == counted.get(option + "IDENTITY_PROVIDER")) {
            counted.remove(option + "PROVIDER");
        }
    }

    private static boolean prefersToken(Object schemes) {
        Field preference = FIELDS.get(schemes.getClass()).get("authSchemePreference");
        return preference != null
                && read(preference, schemes) instanceof List<?> names
                && !names.isEmpty()
                && BEARER.equals(names.get(0));
    }

    private static @Nullable Object content(String name, Object holder, Walk walk) throws Unkeyable {
        Map<String, Field> fields = FIELDS.get(holder.getClass());
        Field value = fields.get("value");
        Field resolved = fields.get("valueCached");
        if (value == null
                || !value.trySetAccessible()
                || (resolved != null && !Boolean.TRUE.equals(read(resolved, holder)))) {
            throw walk.refuse("has an option " + name + " whose value cannot be read");
        }
        return read(value, holder);
    }

    private static @Nullable Object whatCounts(String name, @Nullable Object content) {
        return switch (name) {
            case "SYNC_HTTP_CLIENT", "ASYNC_HTTP_CLIENT" -> ofConnections(content);
            // Its address is an option, too; this one is found out when it is needed.
            case "CLIENT_ENDPOINT_PROVIDER" -> ofSdk(content) instanceof Refused refused ? refused : null;
            case "EXECUTION_INTERCEPTORS", "AUTH_SCHEMES", "ENDPOINT_PROVIDER", "AUTH_SCHEME_PROVIDER", "SIGNER" ->
                ofSdk(content);
            default -> content;
        };
    }

    /** Refuses what may change each request on its way; OpenTelemetry's agent puts in one that does not. */
    private static @Nullable Object ofSdk(@Nullable Object content) {
        Iterable<?> parts = content instanceof Map<?, ?> map
                ? map.values()
                : content instanceof Iterable<?> several ? several : Collections.singleton(content);
        for (Object part : parts) {
            if (part != null && !isOfSdk(part) && !part.getClass().getName().startsWith("io.opentelemetry.")) {
                return new Refused("has a " + LambdaShape.said(part.getClass())
                        + ", which may change each request; only the" + " SDK's own are known not to");
            }
        }
        return content;
    }

    /** Looks into an HTTP client of the SDK's own. */
    private static @Nullable Object ofConnections(@Nullable Object client) {
        if (client == null) {
            return null;
        }
        if (!isOfSdk(client)) {
            return new Refused("is a " + LambdaShape.said(client.getClass())
                    + " of the service's own, which may ask anybody and change each request");
        }
        return AwsConnections.of(client);
    }

    static Iterable<Field> fields(Class<?> type) {
        return FIELDS.get(type).values();
    }

    /** Returns what a map of options holds; one that was never asked for is not there yet. */
    static List<Object> values(Object attributeMap) {
        List<Object> values = new ArrayList<>();
        Field attributes = FIELDS.get(attributeMap.getClass()).get("attributes");
        if (attributes != null && read(attributes, attributeMap) instanceof Map<?, ?> options) {
            for (Object holder : options.values()) {
                Field value = FIELDS.get(holder.getClass()).get("value");
                Object content = value == null ? null : read(value, holder);
                if (content != null) {
                    values.add(content);
                }
            }
        }
        return values;
    }

    /** Whether attributes of an execution say nothing but that a token, which counts by itself, was in the environment. */
    static boolean isWithoutEffect(Map<?, ?> attributes) {
        for (Object attribute : attributes.keySet()) {
            Field name = FIELDS.get(attribute.getClass()).get("name");
            if (name == null || !"TokenConfiguredFromEnv".equals(read(name, attribute))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfSdk(Object part) {
        return part.getClass().getName().startsWith(AwsSdk.LIBRARY);
    }

    static @Nullable Object read(Field field, @Nullable Object owner) {
        try {
            return field.trySetAccessible() ? field.get(owner) : null;
        } catch (IllegalAccessException | LinkageError closed) {
            return null;
        }
    }
}
