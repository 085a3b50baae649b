package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Apache's HttpClient, 4 and 5. */
record ApacheHttp(String declaring) implements KeyAdapter {

    private static final String V5 = "org.apache.hc.";
    private static final String V4 = "org.apache.http.";
    private static final String ACCOUNTS = V5 + "client5.http.auth.";

    private static final Set<String> PARTS = Set.of(
            V4 + "impl.client.InternalHttpClient",
            V4 + "client.config.RequestConfig",
            V4 + "config.Registry",
            V4 + "conn.ssl.SSLConnectionSocketFactory",
            V4 + "impl.conn.DefaultHttpClientConnectionOperator",
            V4 + "impl.conn.DefaultProxyRoutePlanner",
            V4 + "impl.conn.DefaultRoutePlanner",
            V4 + "impl.conn.SystemDefaultRoutePlanner",
            V5 + "client5.http.config.RequestConfig",
            V5 + "client5.http.impl.auth.BasicCredentialsProvider",
            V5 + "client5.http.impl.auth.SystemDefaultCredentialsProvider",
            V5 + "client5.http.impl.io.DefaultHttpClientConnectionOperator",
            V5 + "core5.http.config.Registry");

    /** What goes into requests. */
    private static final Set<String> WRITING = Set.of(
            "execChain",
            "handler",
            "next",
            "requestExecutor",
            "httpProcessor",
            "requestInterceptors",
            "defaultHeaders");

    /** Where they go, and as whom. */
    private static final Set<String> ROUTING = Set.of(
            "connManager",
            "dnsResolver",
            "schemePortResolver",
            "routePlanner",
            "defaultConfig",
            "proxy",
            "proxySelector",
            "unixDomainSocket",
            "cookieStore",
            "credentialsProvider",
            "credMap",
            "internal",
            "socketFactoryRegistry",
            "tlsSocketStrategyLookup",
            "map",
            "socketFactory",
            "socketfactory",
            "sslContext");

    /** Of Apache's, what asks the JVM, which answers the same to all. */
    private static final Set<String> DEFAULTS = Set.of("SystemDefaultDnsResolver", "DefaultSchemePortResolver");

    static boolean includes(String type) {
        return PARTS.contains(type)
                || type.startsWith(V4 + "impl.execchain.")
                || type.startsWith(V5 + "client5.http.impl.classic.")
                || type.startsWith(V5 + "client5.http.impl.routing.")
                || type.startsWith(V5 + "client5.http.ssl.")
                || type.startsWith(ACCOUNTS)
                || isProcessor(type);
    }

    private static boolean isProcessor(String type) {
        return type.equals(V5 + "core5.http.protocol.DefaultHttpProcessor")
                || type.equals(V5 + "client5.http.protocol.RequestDefaultHeaders")
                || type.equals(V4 + "protocol.ImmutableHttpProcessor")
                || type.equals(V4 + "client.protocol.RequestDefaultHeaders");
    }

    @Override
    public boolean leavesOut(Field field) {
        if (declaring.startsWith(ACCOUNTS) || WRITING.contains(field.getName())) {
            return false;
        }
        return isOfChain(declaring) || !ROUTING.contains(field.getName());
    }

    /** A part that each request goes through; where it goes is the client's again. */
    private static boolean isOfChain(String type) {
        return type.startsWith(V4 + "impl.execchain.")
                || (type.startsWith(V5 + "client5.http.impl.classic.") && !type.endsWith("HttpClient"));
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null || declaring.startsWith(ACCOUNTS)) {
            return content;
        }
        return switch (field.getName()) {
            case "defaultHeaders", "proxy", "proxySelector", "unixDomainSocket", "credMap" -> content;
            case "requestInterceptors" -> thatAdd(content, walk);
            case "connManager" -> operator(content, walk);
            case "dnsResolver", "schemePortResolver" -> byDefault(content, walk);
            case "map" -> byName((Map<?, ?>) content, walk);
            case "socketFactory", "socketfactory", "sslContext" -> HttpClients.ofJdk(content, walk);
            case "credentialsProvider", "internal" -> {
                HttpClients.refuseUnlessKnown(content, walk);
                yield content;
            }
            default -> looked(content, walk);
        };
    }

    /** Returns those parts that have something that counts. */
    private static @Nullable Object looked(Object part, Walk walk) throws Unkeyable {
        HttpClients.refuseUnlessKnown(part, walk);
        return includes(part.getClass().getName()) ? part : null;
    }

    /** Those of the libraries write what is in the request already, save one. */
    private static List<Object> thatAdd(Object interceptors, Walk walk) throws Unkeyable {
        List<Object> adding = new ArrayList<>();
        for (Object interceptor :
                interceptors instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) interceptors) {
            HttpClients.refuseUnlessKnown(interceptor, walk);
            if (isProcessor(interceptor.getClass().getName())) {
                adding.add(interceptor);
            }
        }
        return adding;
    }

    /** Returns what makes the connections, in whatever library's wrapping; the rest is a pool. */
    private static @Nullable Object operator(Object manager, Walk walk) throws Unkeyable {
        Object at = manager;
        while (at != null) {
            HttpClients.refuseUnlessKnown(at, walk);
            Object operator = HttpClients.read(at, "connectionOperator");
            if (operator != null) {
                return looked(operator, walk);
            }
            at = HttpClients.read(at, "delegate");
        }
        return null;
    }

    private static @Nullable Object byDefault(Object resolver, Walk walk) throws Unkeyable {
        String type = resolver.getClass().getName();
        int end = type.indexOf('$') < 0 ? type.length() : type.indexOf('$');
        boolean isDefault = (type.startsWith(V5) || type.startsWith(V4))
                && DEFAULTS.contains(type.substring(type.lastIndexOf('.') + 1, end));
        if (!isDefault) {
            throw HttpClients.refused(resolver, walk);
        }
        return null;
    }

    private static Map<String, Object> byName(Map<?, ?> registered, Walk walk) throws Unkeyable {
        Map<String, Object> looked = new TreeMap<>();
        for (Map.Entry<?, ?> entry : registered.entrySet()) {
            Object part = entry.getValue();
            if (part != null && looked(part, walk) != null) {
                looked.put(String.valueOf(entry.getKey()), part);
            }
        }
        return looked;
    }
}
