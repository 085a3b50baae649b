package dev.reprise.engine.key;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the fields of a library's classes: which of them do not decide an answer although they are
 * fields, and which lead to something that has to be looked at. Everything that is not named here counts.
 *
 * <p>Chosen by the name of the class that declares the field. Safe for use by any number of threads.
 */
interface KeyAdapter {

    /** An adapter that knows nothing: every field counts. */
    KeyAdapter NONE = field -> false;

    /** Returns whether a field is no part of the key. */
    boolean leavesOut(Field field);

    /** Returns whether a field is a part of the key although it is transient. */
    default boolean countsTransient(Field field) {
        return false;
    }

    /** Returns whether paths may skip the field's name, because users do not know of it. */
    default boolean isTransparent(Field field) {
        return false;
    }

    /** Returns whether {@link #content} has something to say of a field; asked once for each. */
    default boolean looksInto(Field field) {
        return true;
    }

    /** Returns what counts of a field's content. */
    default @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        return content;
    }

    /** Returns the adapter for the fields that a class declares. */
    static KeyAdapter of(Class<?> declaring) {
        String name = declaring.getName();
        if (name.startsWith("com.openai.") || name.startsWith("com.anthropic.")) {
            return new OfficialSdk(name, OfficialSdk.mappers(declaring));
        }
        KeyAdapter http = HttpClients.adapter(name);
        if (http != null) {
            return http;
        }
        if (SpringWebClient.includes(name)) {
            return new SpringWebClient(name);
        }
        if (name.startsWith("org.springframework.")) {
            return new SpringAi(name);
        }
        if (name.equals("io.netty.util.AsciiString")) {
            return field ->
                    field.getName().equals("hash") || field.getName().equals("string"); // Made at the first need.
        }
        if (name.startsWith(Ollama4j.LIBRARY)) {
            return new Ollama4j(name);
        }
        if (name.startsWith(AwsSdk.LIBRARY)) {
            return new AwsSdk(name);
        }
        if (name.startsWith(Azure.LIBRARY)) {
            return new Azure(name);
        }
        if (name.startsWith(Koog.LIBRARY)) {
            return new Koog(name);
        }
        if (name.startsWith(GoogleGenAi.LIBRARY)) {
            return new GoogleGenAi(name);
        }
        if (name.startsWith(GoogleAccount.LIBRARY)) {
            return new GoogleAccount(name);
        }
        return name.startsWith(LangChain4j.LIBRARY) ? new LangChain4j(name) : NONE;
    }

    /**
     * Returns whether a class belongs to a collection library, so that its fields are but another form of its elements.
     */
    static boolean isCollectionLibrary(Class<?> type) {
        String name = type.getName();
        return name.startsWith("com.google.common.collect.")
                || name.startsWith("kotlin.collections.")
                || name.startsWith("scala.collection.")
                || name.startsWith("io.vavr.collection.")
                || name.startsWith("org.eclipse.collections.")
                || name.startsWith("org.apache.commons.collections")
                || name.startsWith("org.springframework.util.")
                || name.startsWith("org.springframework.http.");
    }

    /** Refuses what code of the host supplies at the time of the call: it can be another thing each time. */
    static void refuseSupplied(@Nullable Object supplier, String library, Walk walk) throws Unkeyable {
        if (supplier != null && !supplier.getClass().getName().startsWith(library)) {
            throw walk.refuseDeciding(supplier, "is supplied by code at the time of the call");
        }
    }

    /** The SDKs of OpenAI and Anthropic, which come from one generator. */
    record OfficialSdk(String declaring, @Nullable MadeAlike mappers) implements KeyAdapter {

        private static final java.util.Set<String> CLIENT_OPTIONS_WITHOUT_EFFECT = java.util.Set.of(
                "httpClient",
                "checkJacksonVersionCompatibility",
                "streamHandlerExecutor",
                "sleeper",
                "clock",
                "timeout",
                "maxRetries",
                "logLevel",
                "webSocketLifecycle",
                "defaultUserAgent",
                "disableTelemetry",
                "openTelemetry",
                "openTelemetryProviderName",
                "openTelemetryPlatform");
        private static final String REQUEST_OPTIONS = ".core.RequestOptions";
        private static final java.util.Set<String> CONNECTIONS = java.util.Set.of(
                "ownsResources", "webSockets", "pendingWebSockets", "closed", "timeout", "keepAliveDuration");
        private static final java.util.Set<String> REQUEST_OPTIONS_WITHOUT_EFFECT = java.util.Set.of(
                "timeout",
                "disableTelemetry",
                "openTelemetry",
                // Set by the library's own methods, which are in the key: what they watch calls by.
                "qualifiers",
                "streamAccumulator",
                "apiCallOtelContext");
        private static final java.util.Set<String> TOKEN_STATE =
                java.util.Set.of("cachedToken", "tokenExpiry", "refreshInFlight", "refreshing");

        /** Returns what the options of a client have for writing requests unless somebody sets another; null elsewhere. */
        static @Nullable MadeAlike mappers(Class<?> declaring) {
            if (!declaring.getName().endsWith(".core.ClientOptions")) {
                return null;
            }
            try {
                String mappers = declaring.getPackageName() + ".ObjectMappers";
                // All clients have the same one, or, in older versions, each its own.
                return new MadeAlike(Class.forName(mappers, true, declaring.getClassLoader())
                        .getMethod("jsonMapper")
                        .invoke(null));
            } catch (ReflectiveOperationException | LinkageError otherVersion) {
                return null; // Then every mapper is another one.
            }
        }

        @Override
        public boolean leavesOut(Field field) {
            String name = field.getName();
            String type = field.getType().getName();
            if (type.equals("kotlin.Lazy") || type.endsWith(".core.http.HttpResponse$Handler")) {
                return true; // Derived from the other fields, at some time during the object's life.
            }
            if (declaring.endsWith(".core.ClientOptions")) {
                return CLIENT_OPTIONS_WITHOUT_EFFECT.contains(name);
            }
            if (declaring.endsWith(".client.okhttp.OkHttpClient")) {
                return CONNECTIONS.contains(name);
            }
            if (declaring.endsWith(REQUEST_OPTIONS)) {
                return REQUEST_OPTIONS_WITHOUT_EFFECT.contains(name);
            }
            if (declaring.endsWith(".helpers.BetaRefusalFallbackInterceptor")) {
                return name.startsWith("warned"); // Of what it said once.
            }
            if (declaring.endsWith(".auth.WorkloadIdentityAuth")) {
                return TOKEN_STATE.contains(name);
            }
            boolean isCheckedMark = name.equals("validated") && field.getType() == boolean.class;
            boolean isSizeOfFiltered = isMultimap() && name.equals("size");
            return isCheckedMark || isSizeOfFiltered;
        }

        private static boolean isStream(Field field) {
            return InputStream.class.isAssignableFrom(field.getType());
        }

        private static boolean isStreams(Field field) {
            return field.getName().equals("inputStreams");
        }

        /** Requests and answers are what their fields are, but for files to send; the client around them is not. */
        @Override
        public boolean looksInto(Field field) {
            return !declaring.contains(".models.") || isStream(field) || isStreams(field);
        }

        @Override
        public boolean isTransparent(Field field) {
            return (field.getName().equals("body") && declaring.contains(".models."))
                    || field.getName().equals("rawParams")
                    || declaring.endsWith(".core.KnownValue");
        }

        @Override
        public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
            if (content instanceof InputStream stream && (isStream(field) || declaring.endsWith(".core.KnownValue"))) {
                return UnreadBytes.of(stream, walk);
            }
            if (isStreams(field) && content instanceof Iterable<?> streams) {
                List<Object> contents = new ArrayList<>();
                for (Object stream : streams) {
                    contents.add(UnreadBytes.of((InputStream) stream, walk));
                }
                return contents;
            }
            if (field.getName().equals("jsonMapper") && declaring.endsWith(".core.ClientOptions")) {
                if (mappers == null || !mappers.includes(content)) {
                    throw walk.refuseUnlessIgnored(
                            "is a JSON mapper of the service's own, which may write another request");
                }
                return null;
            }
            if (isMultimap() && content instanceof Map<?, ?> headers) {
                return withoutVolatile(headers);
            }
            if (content != null && isAsker(field.getName())) {
                refuseOwn(content, walk);
            } else if (field.getName().equals("interceptors") && content instanceof Iterable<?> interceptors) {
                for (Object interceptor : interceptors) {
                    refuseOwn(interceptor, walk);
                    refuseWrapped(interceptor, walk);
                }
            }
            if (content != null && field.getName().equals("fallbackState") && declaring.endsWith(REQUEST_OPTIONS)) {
                throw walk.refuseUnlessIgnored("says which model is asked first, and the call changes that in place");
            }
            if (field.getName().equals("tokenSupplier")) {
                refuseSupplied(content, declaring.substring(0, declaring.indexOf('.', 4) + 1), walk);
            }
            return content;
        }

        /** Whether an option decides who is asked, and as whom, if it is not the library's own. */
        private static boolean isAsker(String option) {
            return switch (option) {
                case "originalHttpClient", "httpClient", "httpRequestAuthenticator", "backend" -> true;
                default -> false;
            };
        }

        private void refuseOwn(Object asker, Walk walk) throws Unkeyable {
            String library = declaring.substring(0, declaring.indexOf('.', 4) + 1);
            String type = asker.getClass().getName();
            if (!type.startsWith(library) && !type.startsWith("org.springframework.ai.")) {
                throw walk.refuseUnlessIgnored(
                        "is a " + LambdaShape.said(asker.getClass()) + " of the service's own, which may ask anybody");
            }
        }

        /** The library makes an interceptor of whoever executes requests; then the lambda is its own, and the code is not. */
        private void refuseWrapped(Object interceptor, Walk walk) throws Unkeyable {
            if (interceptor.getClass().getName().contains(".core.http.Interceptor$")) {
                for (Field field : interceptor.getClass().getDeclaredFields()) {
                    Object wrapped = HttpClients.read(interceptor, field.getName());
                    if (wrapped != null) {
                        refuseOwn(wrapped, walk);
                    }
                }
            }
        }

        private boolean isMultimap() {
            return declaring.endsWith(".core.http.Headers");
        }

        /** Names of the machine and of the SDK's version: they differ between hosts, not between calls. */
        private static Map<Object, Object> withoutVolatile(Map<?, ?> headers) {
            Map<Object, Object> rest = new TreeMap<>();
            headers.forEach((name, values) -> {
                String lowerCase = name instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
                if (!lowerCase.equals("user-agent") && !lowerCase.startsWith("x-stainless-")) {
                    rest.put(lowerCase, values);
                }
            });
            return rest;
        }
    }
}
