package dev.reprise.engine.key;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP libraries below Azure's clients. They only move bytes, unless the service handed one over that it had taught
 * more; of that, what the library tells is looked at.
 */
final class AzureTransport {

    private AzureTransport() {}

    /** Returns whether a field of Azure's own HTTP client holds that of the library below. */
    static boolean isAsked(String field) {
        return switch (field) {
            case "nettyClient", "httpClient", "jdkHttpClient", "client" -> true;
            default -> false;
        };
    }

    /** Returns nothing: connections do not count. Refuses a client that may change requests. */
    static @Nullable Object withoutHooks(Object client, Walk walk) throws Unkeyable {
        String type = client.getClass().getName();
        try {
            if (type.equals("okhttp3.OkHttpClient")) {
                refuseForeign("interceptors", client, walk);
                refuseForeign("networkInterceptors", client, walk);
            } else if (type.startsWith("reactor.netty.http.client.")) {
                refuseHeaders(client, walk);
            } else if (!type.startsWith("jdk.internal.net.http.") && !type.startsWith("io.vertx.core.http.")) {
                throw walk.refuseUnlessIgnored("is a " + type + ", which may ask anybody");
            }
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            throw walk.refuseUnlessIgnored("does not tell what it does to a request: " + otherVersion);
        }
        return null;
    }

    private static void refuseForeign(String hooks, Object client, Walk walk)
            throws Unkeyable, ReflectiveOperationException {
        for (Object hook : (Iterable<?>) client.getClass().getMethod(hooks).invoke(client)) {
            String type = hook.getClass().getName();
            if (!type.startsWith(Azure.LIBRARY + "core.")) {
                throw walk.refuseUnlessIgnored("has a " + type + ", which may change each request");
            }
        }
    }

    private static void refuseHeaders(Object client, Walk walk) throws Unkeyable, ReflectiveOperationException {
        // By the public class: the client's own is not.
        Class<?> known = Class.forName(
                "reactor.netty.http.client.HttpClient", false, client.getClass().getClassLoader());
        Object configuration = known.getMethod("configuration").invoke(client);
        Object headers = configuration.getClass().getMethod("headers").invoke(configuration);
        for (Object header : (Iterable<?>) headers) {
            Object name = ((Map.Entry<?, ?>) header).getKey();
            if (!"user-agent".equalsIgnoreCase(String.valueOf(name))) {
                throw walk.refuseUnlessIgnored("adds a header " + name + " to each request");
            }
        }
    }
}
