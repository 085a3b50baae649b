package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What counts of an HTTP client of AWS's SDK: its proxy, and the client of another library that it goes through. One
 * that the service told nothing sends what it is given to where it is told.
 */
final class AwsConnections {

    private static final String CERTIFICATES = AwsSdk.LIBRARY + "http.TlsKeyManagersProvider";

    /** None, or those that the whole JVM is told of. */
    private static final Set<String> WITHOUT_CERTIFICATE = Set.of(
            AwsSdk.LIBRARY + "internal.http.NoneTlsKeyManagersProvider",
            AwsSdk.LIBRARY + "http.SystemPropertyTlsKeyManagersProvider");

    private final Map<String, Object> counted = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Returns it, null if there is nothing, or why it is refused. */
    static @Nullable Object of(Object client) {
        AwsConnections connections = new AwsConnections();
        Refused refused = connections.look(client);
        if (refused != null) {
            return refused;
        }
        return connections.counted.isEmpty() ? null : connections.counted;
    }

    private @Nullable Refused look(Object part) {
        if (!seen.add(part)) {
            return null;
        }
        for (Class<?> at = part.getClass(); at != null && isOfSdk(at); at = at.getSuperclass()) {
            for (Field field : AwsOptions.fields(at)) {
                Object content = field.getType().isPrimitive() ? null : AwsOptions.read(field, part);
                Refused refused = content == null ? null : look(field.getName(), content);
                if (refused != null) {
                    return refused;
                }
            }
        }
        return null;
    }

    private @Nullable Refused look(String name, Object content) {
        Class<?> type = content.getClass();
        if (!KnownCode.includes(type)) {
            return new Refused("has a " + LambdaShape.said(type) + " of the service's own, which may ask anybody");
        }
        if (HttpClients.includes(type.getName())) {
            counted.put(name, content);
        } else if (type.getSimpleName().equals("ProxyConfiguration")
                || type.getSimpleName().equals("HttpProxyOptions")) {
            counted.put("proxy", contents(content));
        } else if (type.getName().equals(AwsSdk.LIBRARY + "utils.AttributeMap")) {
            return certificate(AwsOptions.values(content));
        } else if (isOfSdk(type) && !type.isEnum()) {
            return look(content);
        }
        return null;
    }

    private static Map<String, Object> contents(Object proxy) {
        Map<String, Object> contents = new TreeMap<>();
        for (Field field : AwsOptions.fields(proxy.getClass())) {
            Object content = AwsOptions.read(field, proxy);
            if (content != null) {
                contents.put(field.getName(), content);
            }
        }
        return contents;
    }

    private static @Nullable Refused certificate(Iterable<Object> options) {
        for (Object option : options) {
            if (isProvider(option.getClass())
                    && !WITHOUT_CERTIFICATE.contains(option.getClass().getName())) {
                return new Refused("has a " + LambdaShape.said(option.getClass())
                        + ", whose client certificate decides whose account is used");
            }
        }
        return null;
    }

    private static boolean isProvider(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getName().equals(CERTIFICATES)) {
                return true;
            }
        }
        return isProvider(type.getSuperclass());
    }

    private static boolean isOfSdk(Class<?> type) {
        return type.getName().startsWith(AwsSdk.LIBRARY);
    }
}
