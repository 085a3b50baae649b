package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** LangChain4j. */
record LangChain4j(String declaring) implements KeyAdapter {

    static final String LIBRARY = "dev.langchain4j.";

    private static final String DATA = LIBRARY + "data.";
    private static final String MODELS = LIBRARY + "model.";

    private static final Set<String> REMOTE = Set.of("http", "https", "gs", "s3", "data");

    @Override
    public boolean leavesOut(Field field) {
        return switch (field.getName()) {
            // They watch calls and do not change them.
            case "listeners" -> declaring.startsWith(MODELS);
            // How long a call may take; one that takes longer throws.
            case "readTimeout", "timeout" -> field.getType() == Duration.class && isOfAClient();
            // Found out by a first call and then remembered.
            case "dimension" -> declaring.endsWith(".DimensionAwareEmbeddingModel");
            // Made by a first call from the builder beside it and the annotations of the service's interface.
            case "guardrailService" -> declaring.equals(LIBRARY + "service.AiServiceContext");
            default -> false;
        };
    }

    /** What the contents of messages have, such as whether somebody asked for the detail of an image, modules may send. */
    @Override
    public boolean countsTransient(Field field) {
        return declaring.startsWith(DATA);
    }

    @Override
    public boolean looksInto(Field field) {
        Class<?> type = field.getType();
        if (declaring.startsWith(DATA)) {
            return type == URI.class;
        }
        return isHttpClient(field)
                || isHeaders(field)
                || (declaring.startsWith(MODELS)
                        && !isExchanged()
                        && (type.isInterface() || type == Object.class || isAsked(type)));
    }

    private boolean isOfAClient() {
        return declaring.startsWith(LIBRARY + "http.client.") || (declaring.startsWith(MODELS) && !isExchanged());
    }

    /** Returns whether it is a request, an answer, or a part of one. */
    private boolean isExchanged() {
        return declaring.contains(".request.") || declaring.contains(".response.");
    }

    private static boolean isHttpClient(Field field) {
        return field.getType().getName().equals(LIBRARY + "http.client.HttpClient");
    }

    private static boolean isHeaders(Field field) {
        return field.getName().equals("customHeadersSupplier");
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        if (isHttpClient(field)) {
            refuseOwn(content, walk);
        }
        if (isHeaders(field)) {
            KeyAdapter.refuseSupplied(content, LIBRARY, walk);
        }
        if (declaring.startsWith(MODELS)) {
            if (Proxy.isProxyClass(content.getClass())) {
                return overRetrofit(content);
            }
            refuseOwnModels(content, walk);
        } else if (content instanceof URI address && declaring.startsWith(DATA)) {
            refuseFile(address, walk);
        }
        return content;
    }

    /** Returns where a client over Retrofit goes, and by what. The library makes it by itself; the rest is always the same. */
    private static Object overRetrofit(Object client) {
        Object handler = Proxy.getInvocationHandler(client);
        Object retrofit =
                handler.getClass().getName().startsWith("retrofit2.") ? HttpClients.read(handler, "this$0") : null;
        Object address = retrofit == null ? null : HttpClients.read(retrofit, "baseUrl");
        Object connections = retrofit == null ? null : HttpClients.read(retrofit, "callFactory");
        return address == null || connections == null ? client : List.of(address.toString(), connections);
    }

    /** A model of the library may ask other models, alone or by name, and whoever chooses among them. */
    private static void refuseOwnModels(Object content, Walk walk) throws Unkeyable {
        if (content instanceof Map<?, ?> byName) {
            refuseOwnModels(byName.values(), walk);
        } else if (content instanceof Collection<?> several) {
            for (Object each : several) {
                if (each != null && isAsked(each.getClass())) {
                    refuseOwn(each, walk);
                }
            }
        } else if (isAsked(content.getClass())) {
            refuseOwn(content, walk);
        }
    }

    private static boolean isAsked(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            String name = implemented.getName();
            boolean asks = name.endsWith("Model") || name.endsWith("Router");
            if ((asks && name.startsWith(MODELS)) || isAsked(implemented)) {
                return true;
            }
        }
        return isAsked(type.getSuperclass());
    }

    private static void refuseOwn(Object asker, Walk walk) throws Unkeyable {
        if (!asker.getClass().getName().startsWith(LIBRARY)) {
            throw walk.refuseUnlessIgnored(
                    "is a " + LambdaShape.said(asker.getClass()) + " of the service's own, which may ask anybody");
        }
    }

    /** Some providers' modules read it themselves, and send what is there. */
    private static void refuseFile(URI address, Walk walk) throws Unkeyable {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!REMOTE.contains(scheme)) {
            throw walk.refuse("is an address on this machine, and what is there can be another thing each time");
        }
    }
}
