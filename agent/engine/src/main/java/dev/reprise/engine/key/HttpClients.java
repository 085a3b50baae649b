package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients that the clients of models go through. Of all that they hold, what adds to a request or rewrites it
 * counts, and what decides whom it reaches and as whom; if that is code of the host nobody knows what it does. What a
 * library does if nothing is said does not count, and the rest is connections.
 */
final class HttpClients {

    private HttpClients() {}

    /** Returns whether a class is an HTTP client or a part of one by which requests go. */
    static boolean includes(String type) {
        return OkHttp.includes(type) || ApacheHttp.includes(type) || ReactorNetty.includes(type) || Ktor.includes(type);
    }

    /** Returns the adapter for the fields that such a class declares; null if it is none. */
    static @Nullable KeyAdapter adapter(String declaring) {
        if (OkHttp.includes(declaring)) {
            return new OkHttp();
        }
        if (ApacheHttp.includes(declaring)) {
            return new ApacheHttp(declaring);
        }
        if (Ktor.includes(declaring)) {
            return new Ktor(declaring);
        }
        return ReactorNetty.includes(declaring) ? new ReactorNetty(declaring) : null;
    }

    static void refuseUnlessKnown(Object part, Walk walk) throws Unkeyable {
        if (!KnownCode.includes(part.getClass())) {
            throw refused(part, walk);
        }
    }

    /** Returns nothing for the library's own, which do what everybody's client does. */
    static @Nullable Object unlessOf(String library, Object part, Walk walk) throws Unkeyable {
        if (!part.getClass().getName().startsWith(library)) {
            throw refused(part, walk);
        }
        return null;
    }

    /** Returns what makes sockets if it is the JDK's, and so says by itself what of it counts. */
    static Object ofJdk(Object part, Walk walk) throws Unkeyable {
        if (!JdkClasses.contains(part.getClass())) {
            throw walk.refuseUnlessIgnored("is a " + LambdaShape.said(part.getClass())
                    + ", which may connect to anybody, and with any client certificate");
        }
        return part;
    }

    static Unkeyable refused(Object part, Walk walk) {
        return walk.refuseUnlessIgnored(
                "has a " + LambdaShape.said(part.getClass()) + ", which may change each request or where it goes");
    }

    /** The headers of Netty are entries in an order of their own. */
    static Object pairs(Iterable<?> headers) {
        List<List<String>> pairs = new ArrayList<>();
        for (Object entry : headers) {
            Map.Entry<?, ?> header = (Map.Entry<?, ?>) entry;
            String name = String.valueOf(header.getKey()).toLowerCase(Locale.ROOT);
            if (!name.equals("user-agent")) { // Names the library's version.
                pairs.add(List.of(name, String.valueOf(header.getValue())));
            }
        }
        return pairs;
    }

    /** Returns what a lambda of a library was made of, unless that is code of the host. */
    static List<Object> captured(Object lambda, Walk walk) throws Unkeyable {
        refuseUnlessKnown(lambda, walk);
        List<Object> captured = new ArrayList<>();
        for (Field field : lambda.getClass().getDeclaredFields()) {
            Object part = read(lambda, field.getName());
            if (part != null) {
                refuseUnlessKnown(part, walk);
                if (part.getClass().isHidden()) {
                    captured.addAll(captured(part, walk));
                } else {
                    captured.add(part);
                }
            }
        }
        return captured;
    }

    /** Returns what an object holds in a field of that name, be it declared by its class or above; null if it cannot be read. */
    static @Nullable Object read(Object owner, String name) {
        for (Class<?> at = owner.getClass(); at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    try {
                        return field.trySetAccessible() ? field.get(owner) : null;
                    } catch (IllegalAccessException closed) {
                        return null;
                    }
                }
            }
        }
        return null;
    }
}
