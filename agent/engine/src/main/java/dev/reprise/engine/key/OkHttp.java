package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OkHttp. */
record OkHttp() implements KeyAdapter {

    private static final String LIBRARY = "okhttp3.";

    /** Packages whose interceptors watch requests, log them, repeat them, or look at what a proxy says. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            LIBRARY + "logging.", "io.opentelemetry.", "io.micrometer.", "com.google.genai.", "com.azure.core.");

    static boolean includes(String type) {
        return type.equals(LIBRARY + "OkHttpClient");
    }

    @Override
    public boolean leavesOut(Field field) {
        return switch (field.getName()) {
            case "interceptors", "networkInterceptors", "authenticator", "proxyAuthenticator", "cookieJar" -> false;
            case "dns", "proxy", "proxySelector", "socketFactory", "sslSocketFactory", "sslSocketFactoryOrNull" ->
                false;
            default -> true;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        return switch (field.getName()) {
            case "interceptors", "networkInterceptors" -> thatAdd((Collection<?>) content, walk);
            case "cookieJar" -> HttpClients.unlessOf(LIBRARY + "CookieJar", content, walk);
            case "dns" -> HttpClients.unlessOf(LIBRARY + "Dns$", content, walk);
            // Of the library: none, or the one that the whole JVM has.
            case "authenticator", "proxyAuthenticator" ->
                content.getClass().getName().startsWith(LIBRARY) ? null : HttpClients.captured(content, walk);
            // Of the library: none, because there is a proxy.
            case "proxySelector" -> content.getClass().getName().startsWith(LIBRARY + "internal.") ? null : content;
            case "socketFactory", "sslSocketFactory", "sslSocketFactoryOrNull" -> HttpClients.ofJdk(content, walk);
            default -> content;
        };
    }

    /** Returns those that may write something into requests: the headers and keys that a library's was made with count. */
    private static List<Object> thatAdd(Collection<?> interceptors, Walk walk) throws Unkeyable {
        List<Object> adding = new ArrayList<>();
        for (Object interceptor : interceptors) {
            HttpClients.refuseUnlessKnown(interceptor, walk);
            if (!isWithoutEffect(interceptor.getClass().getName())) {
                adding.add(interceptor);
            }
        }
        return adding;
    }

    private static boolean isWithoutEffect(String type) {
        for (String watching : WITHOUT_EFFECT) {
            if (type.startsWith(watching)) {
                return true;
            }
        }
        return type.endsWith("LoggingInterceptor");
    }
}
