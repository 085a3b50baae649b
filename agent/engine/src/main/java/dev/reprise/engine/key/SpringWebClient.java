package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP client of Spring by which streams come. */
record SpringWebClient(String declaring) implements KeyAdapter {

    private static final String LIBRARY = "org.springframework.";
    private static final String CLIENTS = LIBRARY + "web.reactive.function.client.";
    private static final String CONNECTORS = LIBRARY + "http.client.reactive.";
    private static final String CLIENT = CLIENTS + "DefaultWebClient";

    /** What writes bodies by an encoder, of a library or of the service. */
    static final String WRITER = LIBRARY + "http.codec.EncoderHttpMessageWriter";

    private static final String STRATEGIES = CLIENTS + "DefaultExchangeStrategiesBuilder$DefaultExchangeStrategies";

    /** A filter of its agent names the trace that a request belongs to, and changes nothing else. */
    private static final String TELEMETRY = "io.opentelemetry.";

    /** What is made of the others, watches calls, reads answers, or makes errors of them, which are never kept. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "builder",
            "observationRegistry",
            "observationConvention",
            "defaultStatusHandlers",
            "readers",
            "codecConfigurer",
            "enableLoggingRequestDetails",
            // Of connectors: how connections are made and bytes are held.
            "bufferFactory",
            "dataBufferFactory",
            "readTimeout",
            "resourceFactory",
            "lazyStart",
            "lifecycleMonitor");

    /** Returns whether a class is a part of such a client. */
    static boolean includes(String type) {
        return type.startsWith(CLIENTS) || type.startsWith(CONNECTORS);
    }

    @Override
    public boolean leavesOut(Field field) {
        return WITHOUT_EFFECT.contains(field.getName());
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        String type = content.getClass().getName();
        switch (field.getName()) {
            case "filterFunctions" -> {
                if (type.startsWith(TELEMETRY)) {
                    return null;
                }
                throw walk.refuseUnlessIgnored("may change each request");
            }
            case "defaultRequest" -> throw walk.refuseUnlessIgnored("may change each request");
            case "apiVersionInserter" -> KeyAdapter.refuseSupplied(content, LIBRARY, walk);
            case "uriBuilderFactory" -> {
                if (!type.equals(LIBRARY + "web.util.DefaultUriBuilderFactory")) {
                    throw walk.refuse("is a " + type + ", whose address cannot be read");
                }
            }
            case "exchangeFunction" -> {
                if (!type.equals(CLIENTS + "ExchangeFunctions$DefaultExchangeFunction")) {
                    throw walk.refuseUnlessIgnored(
                            "is a " + LambdaShape.said(content.getClass()) + ", which may ask anybody");
                }
            }
            case "connector" -> {
                if (!type.equals(CONNECTORS + "JdkClientHttpConnector")
                        && !type.equals(CONNECTORS + "ReactorClientHttpConnector")) {
                    throw walk.refuseUnlessIgnored(
                            "is a " + LambdaShape.said(content.getClass()) + ", which may change each request");
                }
            }
            case "strategies" -> {
                if (!type.equals(STRATEGIES)) {
                    throw walk.refuseUnlessIgnored(
                            "is a " + LambdaShape.said(content.getClass()) + ", which may write another request");
                }
            }
            case "writers" -> {
                return byEncoder((Collection<?>) content, walk);
            }
            case "mapper" -> // The client is made by it at the first use, and anew after each stop.
                throw walk.refuseUnlessIgnored("makes the HTTP client later, as it likes; hand a finished client to "
                        + "the connector instead");
            default -> {}
        }
        return content;
    }

    /** Returns those writers that use an encoder, which may be the service's own and may write requests. */
    private static List<Object> byEncoder(Collection<?> writers, Walk walk) throws Unkeyable {
        List<Object> encoding = new ArrayList<>();
        for (Object writer : writers) {
            SpringAi.refuseUnlessKnown(writer, walk);
            if (writer.getClass().getName().equals(WRITER)) {
                Object encoder = HttpClients.read(writer, "encoder");
                if (encoder == null || !WritesOwnType.isEncoder(encoder)) {
                    encoding.add(writer);
                }
            }
        }
        return encoding;
    }

    /** Returns whether an object is the client itself, as Spring makes it. */
    static boolean isClient(Object client) {
        return client.getClass().getName().equals(CLIENT);
    }
}
