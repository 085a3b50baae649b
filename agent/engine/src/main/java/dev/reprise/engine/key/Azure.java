package dev.reprise.engine.key;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Azure's client of OpenAI, and the pipeline of Azure's core library: address, headers and API key lie in there. */
record Azure(String declaring) implements KeyAdapter {

    static final String LIBRARY = "com.azure.";

    private static final String CORE = LIBRARY + "core.";
    private static final String POLICY = CORE + "http.policy.";

    /** Policies that decide who is asked, and with what; their fields count. */
    private static final Set<String> DECIDING = Set.of(
            POLICY + "AddHeadersPolicy",
            POLICY + "KeyCredentialPolicy",
            POLICY + "AzureKeyCredentialPolicy",
            POLICY + "AzureSasCredentialPolicy",
            POLICY + "BearerTokenAuthenticationPolicy",
            POLICY + "HostPolicy",
            POLICY + "PortPolicy",
            POLICY + "ProtocolPolicy",
            POLICY + "RedirectPolicy",
            POLICY + "HttpLoggingPolicy");

    /** Policies on which no answer depends. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            // They name the call, the machine and the SDK's version.
            POLICY + "RequestIdPolicy",
            POLICY + "UserAgentPolicy",
            POLICY + "AddDatePolicy",
            // Headers of a single call, which lie in its context.
            POLICY + "AddHeadersFromContextPolicy",
            // What the provider gave to find its own server again.
            POLICY + "CookiePolicy",
            // How long a call may take, and how often it is tried; one that fails throws.
            POLICY + "TimeoutPolicy",
            POLICY + "RetryPolicy",
            // It watches calls and does not change them.
            CORE + "implementation.http.policy.InstrumentationPolicy");

    /** Where connections come from. */
    private static final Set<String> TRANSPORTS = Set.of(
            CORE + "http.netty.NettyAsyncHttpClient",
            CORE + "http.okhttp.OkHttpAsyncHttpClient",
            CORE + "http.jdk.httpclient.JdkHttpClient",
            CORE + "http.vertx.VertxHttpClient");

    /** The fields of these that hold the HTTP client of the library below. */
    private static final Set<String> CONNECTIONS = Set.of("nettyClient", "httpClient", "jdkHttpClient", "client");

    private static final Set<String> KEYS =
            Set.of(CORE + "credential.KeyCredential", CORE + "credential.AzureKeyCredential");

    @Override
    public boolean leavesOut(Field field) {
        String name = field.getName();
        if (declaring.endsWith("OpenAIClientImpl")) {
            return name.equals("service"); // Made by the constructor of the pipeline and the serializer.
        }
        if (declaring.equals(CORE + "http.HttpPipeline")) {
            return name.equals("tracer"); // It watches calls and does not change them.
        }
        if (declaring.startsWith(POLICY)) {
            // What does as the policy's other fields say; what is logged of a call.
            return name.equals("inner")
                    || (declaring.endsWith(".HttpLoggingPolicy")
                            && !name.equals("requestLogger")
                            && !name.equals("responseLogger"));
        }
        if (TRANSPORTS.contains(declaring)) {
            return !CONNECTIONS.contains(name); // Timeouts, and how bytes are copied.
        }
        return switch (name) {
            case "valuesMap" -> declaring.equals(CORE + "util.Context"); // Made of the rest at the first need.
            case "cachedStringValue" -> declaring.equals(CORE + "util.Header"); // Made of the values at the first need.
            // Made of the content at the first need.
            case "bytes", "cachedLength" -> declaring.startsWith(CORE + "implementation.util.");
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null || !declaring.startsWith(LIBRARY)) {
            return content;
        }
        String type = content.getClass().getName();
        return switch (field.getName()) {
            case "serializerAdapter" -> ofLibrary(content, walk);
            case "requestLogger", "responseLogger", "redirectStrategy" ->
                declaring.startsWith(POLICY) ? ofLibrary(content, walk) : content;
            case "pipelinePolicies" -> deciding(content, walk);
            case "httpClient", "nettyClient", "jdkHttpClient", "client" -> {
                if (declaring.equals(CORE + "http.HttpPipeline")) {
                    yield known(TRANSPORTS.contains(type), content, walk);
                }
                yield TRANSPORTS.contains(declaring) ? connections(content, walk) : content;
            }
            case "credential" -> {
                if (declaring.equals(POLICY + "KeyCredentialPolicy") && !KEYS.contains(type)) {
                    throw walk.refuseUnlessIgnored("is a " + type + ", which may give another key each time");
                }
                yield content;
            }
            case "cache" -> {
                if (declaring.equals(POLICY + "BearerTokenAuthenticationPolicy")) {
                    throw walk.refuseUnlessIgnored(
                            "gets a token at the time of the call, so that who asks is not known");
                }
                yield content;
            }
            case "requestCallback" ->
                declaring.equals(CORE + "http.rest.RequestOptions")
                        ? AzureRequestCallback.effect(content, field.getDeclaringClass(), walk)
                        : content;
            case "content" -> declaring.equals(CORE + "util.BinaryData") ? AzureContent.of(content, walk) : content;
            default -> content;
        };
    }

    /** Returns nothing: what the library's own code does is known. */
    private static @Nullable Object ofLibrary(Object part, Walk walk) throws Unkeyable {
        String type = part.getClass().getName();
        if (!type.startsWith(CORE)) {
            throw walk.refuseUnlessIgnored("is a " + type + ", which may change each request");
        }
        return null;
    }

    /** Looks into those clients that may be taught to change requests. */
    private static @Nullable Object connections(Object client, Walk walk) throws Unkeyable {
        String type = client.getClass().getName();
        if (type.startsWith("io.vertx.core.http.")) {
            return null;
        }
        return known(
                type.startsWith("jdk.internal.net.http.")
                        || type.equals("okhttp3.OkHttpClient")
                        || type.startsWith("reactor.netty.http."),
                client,
                walk);
    }

    private static Object known(boolean isKnown, Object client, Walk walk) throws Unkeyable {
        if (!isKnown) {
            throw walk.refuseUnlessIgnored("is a " + client.getClass().getName() + ", which may ask anybody");
        }
        return client;
    }

    /** Returns those of the policies that count, in their order. */
    private static List<Object> deciding(Object policies, Walk walk) throws Unkeyable {
        List<Object> deciding = new ArrayList<>();
        for (int i = 0; i < Array.getLength(policies); i++) {
            Object policy = Array.get(policies, i);
            String type = policy.getClass().getName();
            if (DECIDING.contains(type)) {
                deciding.add(policy);
            } else if (!WITHOUT_EFFECT.contains(type)) {
                throw walk.refuseUnlessIgnored("has a " + type + ", which may change each request");
            }
        }
        return deciding;
    }
}
