package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spring AI, and the HTTP client of Spring that its classes hold: the address, the headers and the API key lie in there.
 */
record SpringAi(String declaring) implements KeyAdapter {

    private static final String LIBRARY = "org.springframework.";
    private static final String REST_CLIENT = LIBRARY + "web.client.DefaultRestClient";

    /** Those of other libraries, which may have been told more than how to connect. */
    private static final Set<String> OVER_OTHERS = Set.of(
            LIBRARY + "http.client.JdkClientHttpRequestFactory",
            LIBRARY + "http.client.SimpleClientHttpRequestFactory",
            LIBRARY + "http.client.HttpComponentsClientHttpRequestFactory",
            LIBRARY + "http.client.OkHttp3ClientHttpRequestFactory",
            LIBRARY + "http.client.ReactorClientHttpRequestFactory",
            LIBRARY + "http.client.ReactorNettyClientRequestFactory");

    /** Where connections come from. Of others, such as those that sign or rewrite a request, nothing is known. */
    private static final Set<String> FACTORIES = Set.of(
            LIBRARY + "http.client.JdkClientHttpRequestFactory",
            LIBRARY + "http.client.SimpleClientHttpRequestFactory",
            LIBRARY + "http.client.HttpComponentsClientHttpRequestFactory",
            LIBRARY + "http.client.OkHttp3ClientHttpRequestFactory",
            LIBRARY + "http.client.ReactorClientHttpRequestFactory",
            LIBRARY + "http.client.ReactorNettyClientRequestFactory");

    /** Returns whether a class makes connections by a client of another library, which then counts. */
    static boolean isConnectedBy(String type) {
        return OVER_OTHERS.contains(type);
    }

    @Override
    public boolean leavesOut(Field field) {
        String name = field.getName();
        if (isConnectedBy(declaring)) {
            return switch (name) {
                case "client", "httpClient", "mapper", "httpContextFactory", "proxy" -> false;
                default -> true;
            };
        }
        if (declaring.equals(REST_CLIENT)) {
            return switch (name) {
                // Made of the other fields: for requests to come, and to make further clients of.
                case "interceptingRequestFactory", "builder" -> true;
                // They watch calls and do not change them.
                case "observationRegistry", "observationConvention" -> true;
                // How a body is sent, and which answers are errors, which are never kept.
                case "bufferingPredicate", "defaultStatusHandlers" -> true;
                default -> false;
            };
        }
        if (declaring.equals(SpringWebClient.WRITER)) {
            return !name.equals("encoder");
        }
        if (declaring.equals(LIBRARY + "http.ReadOnlyHttpHeaders")) {
            return name.startsWith("cached"); // Read from the headers at the first need.
        }
        if (!declaring.startsWith(LIBRARY + "ai.") || !declaring.endsWith("Api")) {
            return false;
        }
        return switch (name) {
            // Of the library itself, the same for all.
            case "chunkMerger", "streamHelper" -> true;
            // It makes exceptions, which are never kept.
            case "responseErrorHandler" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        String type = content.getClass().getName();
        String name = field.getName();
        if (declaring.startsWith(LIBRARY + "ai.")) {
            if (name.equals("apiKey") && !(content instanceof String)) {
                KeyAdapter.refuseSupplied(content, LIBRARY + "ai.", walk);
            } else if (name.equals("restClient") && !type.equals(REST_CLIENT)) {
                throw walk.refuse("is a " + type + ", whose address cannot be read; only Spring's own client can be");
            } else if (name.equals("webClient") && !SpringWebClient.isClient(content)) {
                throw walk.refuse("is a " + type + ", whose address cannot be read; only Spring's own client can be");
            }
        } else if (declaring.equals(LIBRARY + "http.client.InterceptingClientHttpRequestFactory")
                && content instanceof Collection<?> interceptors) {
            for (Object interceptor : interceptors) {
                HttpClients.refuseUnlessKnown(interceptor, walk);
            }
        } else if (declaring.equals(SpringWebClient.WRITER)) {
            refuseUnlessKnown(content, walk);
            return null;
        } else if (declaring.equals(REST_CLIENT)) {
            if (name.equals("messageConverters")) {
                for (Object converter : (Collection<?>) content) {
                    if (!WritesOwnType.isConverter(converter)) {
                        refuseUnlessKnown(converter, walk);
                    }
                }
                return null; // Those of Spring and of JSON libraries write what is in the request.
            }
            if (name.equals("defaultRequest") && type.startsWith(LIBRARY + "ai.")) {
                return ofLibrary(content, walk);
            }
            refuseWhatRewrites(name, type, content, walk);
        }
        return content;
    }

    /** Refuses what writes bodies, unless it comes with a library: another one may write another request. */
    static void refuseUnlessKnown(Object writing, Walk walk) throws Unkeyable {
        if (!writing.getClass().getName().startsWith(LIBRARY) && !KnownCode.includes(writing.getClass())) {
            throw walk.refuseUnlessIgnored("is a " + LambdaShape.said(writing.getClass())
                    + " of the service's own, which may write another request");
        }
    }

    /** The library's own default adds the API key that it was made of. */
    private static Object ofLibrary(Object addition, Walk walk) throws Unkeyable {
        List<Object> keys = HttpClients.captured(addition, walk);
        for (Object key : keys) {
            KeyAdapter.refuseSupplied(key, LIBRARY + "ai.", walk);
        }
        return keys;
    }

    private static void refuseWhatRewrites(String field, String type, Object content, Walk walk) throws Unkeyable {
        switch (field) {
            case "interceptors", "initializers", "defaultRequest" -> {
                if (!(content instanceof Collection<?> none && none.isEmpty())) {
                    throw walk.refuse("may change each request; if the answer does not depend on it,"
                            + " `key: { ignore: [" + walk.path() + "] }`");
                }
            }
            case "apiVersionInserter" -> KeyAdapter.refuseSupplied(content, LIBRARY, walk);
            case "uriBuilderFactory" -> {
                if (!type.equals(LIBRARY + "web.util.DefaultUriBuilderFactory")) {
                    throw walk.refuse("is a " + type + ", whose address cannot be read");
                }
            }
            case "clientRequestFactory" -> {
                if (!FACTORIES.contains(type)) {
                    throw walk.refuse("is a " + type + ", which may change each request; if the answer does not depend"
                            + " on it, `key: { ignore: [" + walk.path() + "] }`");
                }
            }
            default -> {}
        }
    }
}
