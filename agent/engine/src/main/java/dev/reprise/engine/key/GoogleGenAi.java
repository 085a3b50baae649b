package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SDK of Gemini: its client holds address, project, location, headers and the account, be it by key or by credentials. */
record GoogleGenAi(String declaring) implements KeyAdapter {

    static final String LIBRARY = "com.google.genai.";

    /** They tell the versions of the library and of the JVM. */
    private static final Set<String> VOLATILE = Set.of("user-agent", "x-goog-api-client");

    @Override
    public boolean leavesOut(Field field) {
        return false;
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        Object inside = content instanceof Optional<?> optional ? optional.orElse(null) : content;
        if (inside == null) {
            return content;
        }
        String type = inside.getClass().getName();
        switch (field.getName()) {
            case "apiClient" -> {
                if (!type.equals(LIBRARY + "HttpApiClient")) {
                    throw walk.refuseUnlessIgnored(
                            "is a " + LambdaShape.said(inside.getClass()) + ", which may ask anybody");
                }
            }
            case "customHttpClient" ->
                throw walk.refuseUnlessIgnored("is an HTTP client of the service's own, which may change each request");
            case "headers" -> {
                if (inside instanceof Map<?, ?> headers) {
                    return withoutVolatile(headers);
                }
            }
            default -> {}
        }
        return content;
    }

    private static Map<Object, Object> withoutVolatile(Map<?, ?> headers) {
        Map<Object, Object> rest = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (!(name instanceof String text) || !VOLATILE.contains(text.toLowerCase(Locale.ROOT))) {
                rest.put(name, value);
            }
        });
        return rest;
    }
}
