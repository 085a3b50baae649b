package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.JdkClasses;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client, and the proxies by which it and others reach their servers. */
final class JdkConnections {

    /** By name: a runtime need not have its module. */
    private static final String CLIENT = "java.net.http.HttpClient";

    private JdkConnections() {}

    /** Returns the shape of a class of the JDK, or of a known library that goes through it; null if it is none of these. */
    static @Nullable Shape shape(Class<?> type, FieldAccess access) {
        if (extendsClient(type)) {
            return KnownCode.includes(type)
                    ? new Connections(type.getName(), client -> OfClient.counted(client, access))
                    : null;
        }
        if (!JdkClasses.contains(type)) {
            return null;
        }
        if (ProxySelector.class.isAssignableFrom(type)) {
            return new Connections(type.getName(), selector -> proxy((ProxySelector) selector));
        }
        return ClientCertificates.shape(type, access);
    }

    private static boolean extendsClient(Class<?> type) {
        for (Class<?> base = type.getSuperclass(); base != null; base = base.getSuperclass()) {
            if (base.getName().equals(CLIENT)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the one proxy that a selector knows; null for those of the JVM, which are the same for all that it asks. */
    private static @Nullable Object proxy(ProxySelector selector) {
        return switch (selector.getClass().getName()) {
            case "sun.net.spi.DefaultProxySelector" -> null;
            case "java.net.ProxySelector$StaticProxySelector" ->
                selector.select(URI.create("http://any")).get(0);
            default ->
                new Refused(
                        "is a " + LambdaShape.said(selector.getClass()) + ", which may choose another proxy each time");
        };
    }

    /** A class of its own, which is loaded only if there is such a client. */
    private static final class OfClient {

        static @Nullable Object counted(Object value, FieldAccess access) {
            HttpClient client = (HttpClient) value;
            TreeMap<String, Object> counted = new TreeMap<>();
            client.authenticator().ifPresent(own -> counted.put("authenticator", adding(own)));
            client.cookieHandler().ifPresent(own -> counted.put("cookieHandler", adding(own)));
            Object proxy = client.proxy().map(JdkConnections::proxy).orElse(null);
            if (proxy != null) {
                counted.put("proxy", proxy);
            }
            Object certificate = ClientCertificates.refused(client.sslContext(), access);
            if (certificate != null) {
                counted.put("sslContext", certificate);
            }
            if (client.followRedirects() != HttpClient.Redirect.NEVER) {
                counted.put("followRedirects", client.followRedirects());
            }
            return counted.isEmpty() ? null : counted;
        }

        private static Refused adding(Object part) {
            return new Refused("is a " + LambdaShape.said(part.getClass()) + ", which may change each request");
        }
    }
}
