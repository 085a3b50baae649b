package dev.reprise.engine.failure;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP status that an exception of a client library tells of. Libraries are spoken to by reflection, by the public names
 * that their exceptions have had in every version that is tested.
 */
final class Status {

    /** No status is known. */
    static final int UNKNOWN = 0;

    /** What is asked for it, and what that is asked, by the class that declares it. */
    private static final Map<String, String[]> ACCESSORS = Map.ofEntries(
            Map.entry("com.openai.errors.OpenAIServiceException", path("statusCode")),
            Map.entry("com.anthropic.errors.AnthropicServiceException", path("statusCode")),
            Map.entry("dev.langchain4j.exception.HttpException", path("statusCode")),
            Map.entry("com.google.genai.errors.ApiException", path("code")),
            Map.entry("software.amazon.awssdk.core.exception.SdkServiceException", path("statusCode")),
            Map.entry("org.springframework.web.client.RestClientResponseException", path("getStatusCode", "value")),
            Map.entry(
                    "org.springframework.web.reactive.function.client.WebClientResponseException",
                    path("getStatusCode", "value")),
            Map.entry("com.azure.core.exception.HttpResponseException", path("getResponse", "getStatusCode")),
            Map.entry("ai.koog.http.client.KoogHttpClientException", path("getStatusCode")),
            Map.entry("io.ktor.client.plugins.ResponseException", path("getResponse", "getStatus", "getValue")));

    private Status() {}

    private static String[] path(String... names) {
        return names;
    }

    /** Returns the status, or {@link #UNKNOWN}; never throws. */
    static int of(Throwable thrown) {
        for (Class<?> at = thrown.getClass(); at != null && at != Throwable.class; at = at.getSuperclass()) {
            String[] path = ACCESSORS.get(at.getName());
            if (path != null) {
                return asked(thrown, at, path);
            }
        }
        return thrown.getClass().getName().startsWith("org.springframework.ai.retry.")
                ? written(thrown.getMessage())
                : UNKNOWN;
    }

    /** By the declared types, which are public where those of the objects may not be. */
    private static int asked(Throwable thrown, Class<?> declaring, String[] path) {
        Object at = thrown;
        Class<?> type = declaring;
        try {
            for (String name : path) {
                if (at == null) {
                    return UNKNOWN;
                }
                Method accessor = type.getMethod(name);
                at = accessor.invoke(at);
                type = accessor.getReturnType();
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            return UNKNOWN;
        }
        return at instanceof Integer status && status > 0 ? status : UNKNOWN;
    }

    /** Spring AI keeps the status in the message alone: {@code 429 - {...}}, or {@code HTTP 429 - {...}}. */
    private static int written(@Nullable String message) {
        String text = message == null ? "" : message.startsWith("HTTP ") ? message.substring(5) : message;
        int status = 0;
        for (int i = 0; i < 3; i++) {
            char digit = i < text.length() ? text.charAt(i) : ' ';
            if (digit < '0' || digit > '9') {
                return UNKNOWN;
            }
            status = status * 10 + digit - '0';
        }
        return text.startsWith(" - ", 3) ? status : UNKNOWN;
    }
}
