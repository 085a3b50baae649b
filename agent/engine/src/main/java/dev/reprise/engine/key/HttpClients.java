package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients that the clients of models go through. Of all that they hold, what adds to a request or rewrites it
 * counts, and if that is code of the host nobody knows what it does; the rest is connections.
 */
record HttpClients(String declaring) implements KeyAdapter {

    private static final String OK_HTTP = "okhttp3.OkHttpClient";
    private static final String REACTOR = "reactor.netty.http.client.";
    private static final String APACHE_5 = "org.apache.hc.";
    private static final String APACHE_4 = "org.apache.http.";

    private static final Set<String> REWRITING = Set.of(
            // OkHttp
            "interceptors",
            "networkInterceptors",
            "authenticator",
            "cookieJar",
            // Apache's
            "execChain",
            "handler",
            "next",
            "requestExecutor",
            "httpProcessor",
            "requestInterceptors",
            "defaultHeaders",
            // Reactor Netty
            "config",
            "headers",
            "baseUrl",
            "uri",
            "uriStr",
            "doOnRequest",
            "deferredConf",
            "connector");

    /** Returns whether a class is an HTTP client or a part of one by which requests go. */
    static boolean includes(String type) {
        return type.equals(OK_HTTP)
                || type.startsWith(REACTOR)
                || type.startsWith(APACHE_5 + "client5.http.impl.classic.")
                || type.startsWith(APACHE_4 + "impl.execchain.")
                || type.equals(APACHE_4 + "impl.client.InternalHttpClient")
                || isProcessor(type);
    }

    private static boolean isProcessor(String type) {
        return type.equals(APACHE_5 + "core5.http.protocol.DefaultHttpProcessor")
                || type.equals(APACHE_5 + "client5.http.protocol.RequestDefaultHeaders")
                || type.equals(APACHE_4 + "protocol.ImmutableHttpProcessor")
                || type.equals(APACHE_4 + "client.protocol.RequestDefaultHeaders");
    }

    @Override
    public boolean leavesOut(Field field) {
        return !REWRITING.contains(field.getName());
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null || content instanceof String || content instanceof java.net.URI) {
            return content;
        }
        return switch (field.getName()) {
            case "defaultHeaders" -> content;
            case "headers" -> pairs(content);
            case "interceptors", "networkInterceptors", "requestInterceptors" -> thatAdd(elements(content), walk);
            case "doOnRequest", "deferredConf", "connector" -> ofAzure(content, walk);
            default -> {
                refuseUnlessKnown(content, walk);
                yield includes(content.getClass().getName()) ? content : null;
            }
        };
    }

    private static Collection<?> elements(Object content) {
        return content instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) content;
    }

    /** Those of the libraries write what is in the request already, save one. */
    private static List<Object> thatAdd(Collection<?> interceptors, Walk walk) throws Unkeyable {
        List<Object> adding = new ArrayList<>();
        for (Object interceptor : interceptors) {
            refuseUnlessKnown(interceptor, walk);
            if (isProcessor(interceptor.getClass().getName())) {
                adding.add(interceptor);
            }
        }
        return adding;
    }

    /** Only there if somebody set them: Azure's library sets its timeouts so, and with another hook it is a chain. */
    private static @Nullable Object ofAzure(Object hook, Walk walk) throws Unkeyable {
        if (!hook.getClass().getName().startsWith(Azure.LIBRARY + "core.http.netty.")) {
            throw refused(hook, walk);
        }
        return null;
    }

    private static void refuseUnlessKnown(Object part, Walk walk) throws Unkeyable {
        if (!KnownCode.includes(part.getClass())) {
            throw refused(part, walk);
        }
    }

    private static Unkeyable refused(Object part, Walk walk) {
        return walk.refuseUnlessIgnored(
                "has a " + LambdaShape.said(part.getClass()) + ", which may change each request");
    }

    /** The headers of Reactor Netty are entries in an order of their own. */
    private static Object pairs(Object headers) {
        List<List<String>> pairs = new ArrayList<>();
        if (headers instanceof Iterable<?> entries) {
            for (Object entry : entries) {
                Map.Entry<?, ?> header = (Map.Entry<?, ?>) entry;
                String name = String.valueOf(header.getKey()).toLowerCase(Locale.ROOT);
                if (!name.equals("user-agent")) { // Names the library's version.
                    pairs.add(List.of(name, String.valueOf(header.getValue())));
                }
            }
        }
        return pairs;
    }
}
