package dev.reprise.engine.failure;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a call failed because its provider did: it had too much to do (429), failed itself (5xx), took too long, or
 * could not be reached. A request that a provider refuses is none of these, nor is what a service's own code throws. Whatever is
 * not known for sure is not the provider's.
 */
public final class ProviderFailure {

    /** So many causes are looked at; they may go round in a circle. */
    private static final int DEEPEST = 16;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_IMPLEMENTED = 501;

    /** What tells of no status, and is the provider's, or never is. */
    private static final Map<String, Boolean> BY_NAME = Map.ofEntries(
            Map.entry("dev.langchain4j.exception.RateLimitException", true),
            Map.entry("dev.langchain4j.exception.InternalServerException", true),
            Map.entry("dev.langchain4j.exception.TimeoutException", true),
            Map.entry("dev.langchain4j.exception.UnresolvedModelServerException", true),
            Map.entry("dev.langchain4j.exception.AuthenticationException", false),
            Map.entry("dev.langchain4j.exception.InvalidRequestException", false),
            Map.entry("dev.langchain4j.exception.ModelNotFoundException", false),
            Map.entry("dev.langchain4j.exception.ContentFilteredException", false),
            Map.entry("dev.langchain4j.exception.ToolExecutionException", false),
            Map.entry("dev.langchain4j.exception.ToolArgumentsException", false),
            Map.entry("com.anthropic.errors.CredentialResolutionException", false),
            Map.entry("com.openai.errors.SubjectTokenProviderException", false),
            Map.entry("org.springframework.ai.retry.TransientAiException", true),
            Map.entry("software.amazon.awssdk.core.exception.ApiCallTimeoutException", true),
            Map.entry("software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException", true),
            Map.entry("io.ktor.client.plugins.HttpRequestTimeoutException", true));

    /** What these throw is about a request to a provider. */
    private static final List<String> CLIENTS = List.of(
            "com.openai.",
            "com.anthropic.",
            "dev.langchain4j.",
            "com.google.genai.",
            "software.amazon.awssdk.",
            "com.azure.core.",
            "io.github.ollama4j.",
            "ai.koog.",
            "org.springframework.ai.",
            "org.springframework.web.client.",
            "org.springframework.web.reactive.function.client.");

    /** What sends requests; a connection that fails elsewhere is one to a database, say. */
    private static final List<String> HTTP = List.of(
            "org.springframework.http.client.",
            "java.net.http.",
            "jdk.internal.net.http.",
            "sun.net.www.protocol.http",
            "okhttp3.",
            "org.apache.http.",
            "org.apache.hc.",
            "reactor.netty.http.client.",
            "io.ktor.client.");

    /** Where failures of connections are declared, of the JDK and of what HTTP clients are made of. */
    private static final List<String> CONNECTIONS = List.of(
            "java.net.",
            "java.nio.channels.",
            "javax.net.ssl.",
            "okhttp3.",
            "org.apache.http.",
            "org.apache.hc.",
            "reactor.netty.",
            "io.netty.",
            "io.ktor.");

    private ProviderFailure() {}

    /**
     * Returns what a provider did, for people, or null if it is not known to be its failure; never throws.
     *
     * @param ofClient whether the method is one of a client, which asks nobody but its provider
     */
    public static @Nullable String of(@Nullable Throwable thrown, boolean ofClient) {
        if (thrown == null || Stopped.was(thrown)) {
            return null;
        }
        boolean asked = ofClient;
        Throwable at = thrown;
        for (int i = 0; at != null && i < DEEPEST; i++) {
            String name = at.getClass().getName();
            int status = Status.of(at);
            if (status != Status.UNKNOWN) {
                return isFailure(status) ? "HTTP " + status : null;
            }
            Boolean known = BY_NAME.get(name);
            if (known != null) {
                return known ? name : null;
            }
            if (name.startsWith("java.sql.")) {
                return null;
            }
            asked |= begins(CLIENTS, name) || begins(HTTP, name);
            if (isConnection(at, name) && (asked || isFromHttp(at))) {
                return name;
            }
            at = at.getCause();
        }
        return null;
    }

    /** Returns whether a provider, or its client, has refused a request, as far as is known; never throws. */
    public static boolean isRefusal(Throwable thrown) {
        Throwable at = thrown;
        for (int i = 0; at != null && i < DEEPEST; i++) {
            int status = Status.of(at);
            if (status != Status.UNKNOWN) {
                return !isFailure(status);
            }
            Boolean known = BY_NAME.get(at.getClass().getName());
            if (known != null) {
                return !known;
            }
            at = at.getCause();
        }
        return false;
    }

    private static boolean isFailure(int status) {
        return status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || (status >= 500 && status != NOT_IMPLEMENTED && status < 600);
    }

    /** Files fail with kinds of their own, and so does what cannot be read. */
    private static boolean isConnection(Throwable thrown, String name) {
        Class<?> type = thrown.getClass();
        boolean isPlain = type == IOException.class
                || type == EOFException.class
                || type == InterruptedIOException.class
                || type == TimeoutException.class;
        return isPlain || (begins(CONNECTIONS, name) && isOfConnections(thrown, name));
    }

    private static boolean isOfConnections(Throwable thrown, String name) {
        return thrown instanceof IOException
                ? !name.equals("java.net.MalformedURLException")
                : name.startsWith("io.netty.handler.timeout.")
                        || name.equals("java.nio.channels.UnresolvedAddressException");
    }

    private static boolean isFromHttp(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (begins(HTTP, frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(List<String> prefixes, String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
