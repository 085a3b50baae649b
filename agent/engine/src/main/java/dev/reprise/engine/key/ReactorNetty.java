package dev.reprise.engine.key;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of Reactor Netty, whose configuration is in part that of any connection. */
record ReactorNetty(String declaring) implements KeyAdapter {

    private static final String CLIENT = "reactor.netty.http.client.";
    private static final String CONNECTION = "reactor.netty.transport.ClientTransportConfig";
    private static final String PROXY = "reactor.netty.transport.ProxyProvider";
    private static final String PROXY_TO_COME = PROXY + "$Build";
    private static final String PROXY_HOSTS = PROXY + "$RegexShouldProxyPredicate";
    private static final String NAMES = "reactor.netty.transport.NameResolverProvider";

    private static final Set<String> COUNTED = Set.of(
            "config", "headers", "baseUrl", "uri", "uriStr", "doOnRequest", "deferredConf", "connector", "sslProvider");

    static boolean includes(String type) {
        return type.startsWith(CLIENT)
                || type.equals(CONNECTION)
                || type.equals(PROXY)
                || type.equals(PROXY_TO_COME)
                || type.equals(PROXY_HOSTS)
                || type.equals(NAMES);
    }

    @Override
    public boolean leavesOut(Field field) {
        return switch (declaring) {
            case CONNECTION, NAMES -> false;
            case PROXY, PROXY_TO_COME -> // Made of the others, and how long it may take.
                switch (field.getName()) {
                    case "httpHeadersNoProxyAuthorization", "proxyAuthorizationHeaderUID", "connectTimeoutMillis" ->
                        true;
                    default -> false;
                };
            case PROXY_HOSTS -> !field.getName().equals("regex");
            default -> !COUNTED.contains(field.getName());
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (content == null) {
            return null;
        }
        return switch (field.getName()) {
            case "headers", "httpHeaders" ->
                content instanceof Iterable<?> headers
                        ? HttpClients.pairs(headers)
                        : HttpClients.captured(content, walk);
            case "doOnRequest", "deferredConf", "connector" -> ofAzure(content, walk);
            case "sslProvider" -> tls(content, walk);
            case "proxyProviderSupplier" -> proxy(content, walk);
            case "address" -> content instanceof Supplier<?> ? HttpClients.captured(content, walk) : content;
            case "resolver", "nonProxyHostPredicate", "config" -> {
                HttpClients.refuseUnlessKnown(content, walk);
                yield content;
            }
            default -> content;
        };
    }

    /** Returns what the proxy is made of at the first use. */
    private static Object proxy(Object supplier, Walk walk) throws Unkeyable {
        for (Object part : HttpClients.captured(supplier, walk)) {
            if (includes(part.getClass().getName())) {
                return part;
            }
        }
        throw HttpClients.refused(supplier, walk);
    }

    /** Only there if somebody set them: Azure's library sets its timeouts so, and with another hook it is a chain. */
    private static @Nullable Object ofAzure(Object hook, Walk walk) throws Unkeyable {
        return HttpClients.unlessOf(Azure.LIBRARY + "core.http.netty.", hook, walk);
    }

    /** Looks for a client certificate; whom the client trusts does not count. */
    private static @Nullable Object tls(Object provider, Walk walk) throws Unkeyable {
        Object configurator = HttpClients.read(provider, "handlerConfigurator");
        if (configurator != null) {
            HttpClients.refuseUnlessKnown(configurator, walk);
        }
        Object names = HttpClients.read(provider, "serverNames");
        Object context = HttpClients.read(provider, "sslContext");
        if (context == null) {
            return names;
        }
        Object ofJdk = HttpClients.read(context, "sslContext");
        boolean isOpenSsl = context.getClass().getName().startsWith("io.netty.handler.ssl.")
                && context.getClass().getName().contains("OpenSsl");
        Object chain = HttpClients.read(context, "keyCertChain");
        boolean hasNone = isOpenSsl && (chain == null || Array.getLength(chain) == 0);
        if (ofJdk == null && !hasNone) {
            return new Refused("has a " + context.getClass().getName()
                    + " with a client certificate, or that may have one, which decides whose account is used");
        }
        return ofJdk == null ? names : Arrays.asList(names, ofJdk);
    }
}
