package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OkHttp. */
record OkHttp() implements KeyAdapter {

    private static final String LIBRARY = "okhttp3.";

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
            case "interceptors", "networkInterceptors" -> {
                for (Object interceptor : (Collection<?>) content) {
                    HttpClients.refuseUnlessKnown(interceptor, walk);
                }
                yield List.of(); // Those of the libraries write what is in the request already.
            }
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
}
