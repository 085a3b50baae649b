package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of Ktor, which is put together by lambdas: what those of known libraries were given counts, and one of the
 * service's own makes the call a bypass, for nobody knows what it adds to a request.
 */
record Ktor(String declaring) implements KeyAdapter {

    static final String CLIENT = "io.ktor.client.HttpClient";

    private static final String LIBRARY = "io.ktor.";

    /** How long something may take, how often it is tried, and what is written down of it. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("TimeoutPlugin", "HttpTimeout", "ClientLogging");

    private static final Set<String> ENGINES =
            Set.of("io.ktor.client.engine.cio.CIOEngine", "io.ktor.client.engine.apache5.Apache5Engine");

    static boolean includes(String type) {
        return type.equals(CLIENT);
    }

    @Override
    public boolean leavesOut(Field field) {
        return switch (field.getName()) {
            case "engine",
                    "userConfig",
                    "config",
                    "requestPipeline",
                    "sendPipeline",
                    "receivePipeline",
                    "responsePipeline",
                    "attributes" -> false;
            default -> true;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        switch (field.getName()) {
            case "engine" -> {
                return engine(content, walk);
            }
            case "userConfig", "config" -> {
                return configured(content, walk);
            }
            case "attributes" -> checkSenders(content, walk);
            default -> checkPipeline(content, walk);
        }
        return null;
    }

    private static Object configured(Object config, Walk walk) throws Unkeyable {
        Map<String, Object> counted = new TreeMap<>();
        for (Map.Entry<?, ?> plugin : map(config, "pluginConfigurations", walk).entrySet()) {
            String name = String.valueOf(read(plugin.getKey(), "name", walk));
            if (!WITHOUT_EFFECT.contains(name)) {
                List<Object> given = given(plugin.getValue(), walk);
                given.removeIf(part -> isPassedOver(part.getClass().getName()));
                counted.put("plugin " + name, given);
            }
        }
        for (Object installation : map(config, "plugins", walk).values()) {
            for (Object part : given(installation, walk)) {
                checkPlugin(part, walk);
            }
        }
        for (Object interceptor : map(config, "customInterceptors", walk).values()) {
            given(interceptor, walk);
        }
        given(read(config, "engineConfig", walk), walk);
        counted.put("followRedirects", read(config, "followRedirects", walk));
        counted.put("useDefaultTransformers", read(config, "useDefaultTransformers", walk));
        return counted;
    }

    /** A plugin that somebody writes is a lambda of his in an object of the library. */
    private static void checkPlugin(Object plugin, Walk walk) throws Unkeyable {
        HttpClients.refuseUnlessKnown(plugin, walk);
        for (String part : List.of("body", "createConfiguration")) {
            Object body = HttpClients.read(plugin, part);
            if (body != null) {
                given(body, walk);
            }
        }
    }

    /** Returns what a lambda of known code was made of, and those that it was made of. */
    private static List<Object> given(Object lambda, Walk walk) throws Unkeyable {
        List<Object> given = new ArrayList<>();
        collect(lambda, given, walk, /* depth= */ 0);
        return given;
    }

    private static void collect(Object part, List<Object> given, Walk walk, int depth) throws Unkeyable {
        Class<?> type = part.getClass();
        boolean isCode = type.isHidden() || isFunction(type);
        if (!isCode) {
            given.add(part);
            return;
        }
        HttpClients.refuseUnlessKnown(part, walk);
        if (depth > 50) {
            throw walk.refuseUnlessIgnored("is put together by too many lambdas");
        }
        for (Field field : type.getDeclaredFields()) {
            Object captured = Modifier.isStatic(field.getModifiers()) ? null : captured(field, part, walk);
            if (captured != null) {
                collect(captured, given, walk, depth + 1);
            }
        }
    }

    private static @Nullable Object captured(Field field, Object lambda, Walk walk) throws Unkeyable {
        try {
            if (field.trySetAccessible()) {
                return field.get(lambda);
            }
        } catch (IllegalAccessException closed) {
            // As below.
        }
        throw walk.refuseUnlessIgnored(
                "is put together by a " + LambdaShape.said(lambda.getClass()) + ", which cannot be read");
    }

    private static boolean isFunction(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                if (implemented.getName().startsWith("kotlin.jvm.functions.")
                        || implemented.getName().equals("kotlin.Function")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What puts the client together, how the library reads its own JSON, and its logger. */
    private static boolean isPassedOver(String type) {
        return type.startsWith(LIBRARY)
                || type.equals(Koog.LIBRARY + "http.client.ktor.KtorKoogHttpClient$Factory")
                || type.startsWith("kotlinx.serialization.json.Json")
                || type.startsWith("io.github.oshai.kotlinlogging.");
    }

    private static Object engine(Object engine, Walk walk) throws Unkeyable {
        String type = engine.getClass().getName();
        if (!ENGINES.contains(type)) {
            throw walk.refuseUnlessIgnored("goes by a " + LambdaShape.said(engine.getClass())
                    + ", of which is not known how it connects, and as whom");
        }
        Object config = read(engine, "config", walk);
        Map<String, Object> counted = new TreeMap<>();
        counted.put("engine", type);
        for (Class<?> at = config.getClass(); at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                Object part = HttpClients.read(config, field.getName());
                if (part == null) {
                    continue;
                }
                if (part instanceof Proxy || part instanceof SSLContext) {
                    counted.put(field.getName(), part);
                } else if (part.getClass().isHidden() || isFunction(part.getClass())) {
                    given(part, walk);
                } else if (part.getClass().getName().equals(LIBRARY + "network.tls.TLSConfigBuilder")) {
                    checkCertificates(part, walk);
                }
            }
        }
        return counted;
    }

    private static void checkCertificates(Object tls, Walk walk) throws Unkeyable {
        if (!(read(tls, "certificates", walk) instanceof Collection<?> certificates) || !certificates.isEmpty()) {
            throw walk.refuseUnlessIgnored("has a client certificate, which decides whose account is used");
        }
    }

    private static void checkPipeline(Object pipeline, Walk walk) throws Unkeyable {
        if (!(read(pipeline, "phasesRaw", walk) instanceof Collection<?> phases)) {
            throw walk.refuseUnlessIgnored("is of a Ktor that is not known");
        }
        for (Object phase : phases) {
            if (HttpClients.read(phase, "interceptors") instanceof Collection<?> interceptors) {
                checkAll(interceptors, walk);
            }
        }
    }

    /** Those that send a request may be told of later by whoever has the client. */
    private static void checkSenders(Object attributes, Walk walk) throws Unkeyable {
        for (Map.Entry<?, ?> attribute : map(attributes, "map", walk).entrySet()) {
            Object value = attribute.getValue();
            if (String.valueOf(HttpClients.read(attribute.getKey(), "name")).equals("ApplicationPluginRegistry")) {
                for (Object plugin : map(value, "map", walk).values()) {
                    if (HttpClients.read(plugin, "interceptors") instanceof Collection<?> interceptors) {
                        checkAll(interceptors, walk);
                    }
                }
            }
        }
    }

    private static void checkAll(Collection<?> interceptors, Walk walk) throws Unkeyable {
        for (Object interceptor : interceptors) {
            HttpClients.refuseUnlessKnown(interceptor, walk);
        }
    }

    private static Map<?, ?> map(Object owner, String name, Walk walk) throws Unkeyable {
        if (read(owner, name, walk) instanceof Map<?, ?> map) {
            return map;
        }
        throw walk.refuseUnlessIgnored("is of a Ktor that is not known");
    }

    private static Object read(Object owner, String name, Walk walk) throws Unkeyable {
        Object part = HttpClients.read(owner, name);
        if (part == null) {
            throw walk.refuseUnlessIgnored("is of a Ktor that is not known, or closed to the agent: it has no " + name);
        }
        return part;
    }
}
