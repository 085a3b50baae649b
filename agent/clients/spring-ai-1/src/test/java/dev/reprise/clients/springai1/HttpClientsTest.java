package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.OkHttp3ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** Whom the HTTP clients of libraries reach, and as whom. */
@SuppressWarnings("removal") // People use it until it is gone.
class HttpClientsTest {

    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("spring-ai", "org.springframework.ai.openai.api.OpenAiApi#chatCompletionEntity");

    @Test
    void whereRequestsGoAndAsWhomIsInTheKey() {
        List<Supplier<ClientHttpRequestFactory>> clients = List.of(
                okHttp(client -> client),
                okHttp(client -> client.proxy(new Proxy(Proxy.Type.HTTP, address("a")))),
                okHttp(client -> client.proxy(new Proxy(Proxy.Type.HTTP, address("b")))),
                okHttp(client -> client.proxySelector(ProxySelector.of(address("a")))),
                okHttp(client -> client.proxySelector(ProxySelector.of(address("b")))),
                apache(client -> client),
                apache(client -> client.setProxy(new HttpHost("a", 8080))),
                apache(client -> client.setProxy(new HttpHost("b", 8080))),
                apache(client -> client.setDefaultRequestConfig(proxied("a"))),
                apache(client -> client.setDefaultRequestConfig(proxied("b"))),
                apache(client -> client.setProxySelector(ProxySelector.of(address("a")))),
                apache(client -> client.setProxySelector(ProxySelector.of(address("b")))),
                apache(client -> client.setDefaultCredentialsProvider(account("a", "secret"))),
                apache(client -> client.setDefaultCredentialsProvider(account("b", "secret"))),
                apache(client -> client.setDefaultCredentialsProvider(account("b", "other"))),
                reactor(client -> client),
                reactor(client -> proxied(client, "a", "user", "local.*")),
                reactor(client -> proxied(client, "b", "user", "local.*")),
                reactor(client -> proxied(client, "b", "other", "local.*")),
                reactor(client -> proxied(client, "b", "other", "intern.*")),
                jdk(client -> client),
                jdk(client -> client.proxy(ProxySelector.of(address("a")))),
                jdk(client -> client.proxy(ProxySelector.of(address("b")))));
        List<String> keys = new ArrayList<>();
        for (Supplier<ClientHttpRequestFactory> client : clients) {
            String key = over(client);
            keys.add(key);

            assertThat(over(client)).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void whatIsOnlyHowToConnectIsNot() {
        Map<Supplier<ClientHttpRequestFactory>, Supplier<ClientHttpRequestFactory>> pairs = Map.of(
                okHttp(client -> client),
                okHttp(client -> client.sslSocketFactory(context(null).getSocketFactory(), trusting())
                        .retryOnConnectionFailure(false)
                        .proxySelector(ProxySelector.getDefault())),
                reactor(client -> client.secure(spec -> spec.sslContext(tls(SslContextBuilder.forClient())))),
                reactor(client -> client.secure(spec ->
                        spec.sslContext(tls(SslContextBuilder.forClient().trustManager(trusting()))))),
                jdk(client -> client),
                jdk(client -> client.sslContext(context(null))),
                apache(client -> client),
                apache(client -> client.setDefaultCookieStore(visited())
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setTlsSocketStrategy(new DefaultClientTlsStrategy(context(null)))
                                .setMaxConnTotal(3)
                                .build())));

        pairs.forEach(
                (plain, set) -> assertThat(over(set)).isEqualTo(over(plain)).doesNotStartWith("bypass:"));
    }

    @Test
    void codeOfTheServiceAndClientCertificatesAreRefused() {
        SSLContext certificate = context(new KeyManager[] {new Certificate()});
        Map<String, Supplier<ClientHttpRequestFactory>> own = new LinkedHashMap<>();
        own.put("client.dns", okHttp(client -> client.dns(host -> Dns.SYSTEM.lookup("other"))));
        own.put("client.proxySelector", okHttp(client -> client.proxySelector(new Balancing())));
        own.put("client.proxyAuthenticator", okHttp(client -> client.proxyAuthenticator((route, response) -> null)));
        own.put(
                "client.sslSocketFactoryOrNull",
                okHttp(client -> client.sslSocketFactory(certificate.getSocketFactory(), trusting())));
        own.put("httpClient.routePlanner", apache(client -> client.setRoutePlanner(new Balanced())));
        own.put("httpClient.routePlanner.proxySelector", apache(client -> client.setProxySelector(new Balancing())));
        own.put(
                "httpClient.connManager.dnsResolver",
                apache(client -> client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Names())
                        .build())));
        own.put(
                "httpClient.connManager.tlsSocketStrategyLookup.map.https.sslContext",
                apache(client -> client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(certificate))
                        .build())));
        own.put(
                "httpClient.credentialsProvider",
                apache(client -> client.setDefaultCredentialsProvider((scope, context) -> null)));
        own.put("httpClient.cookieStore", apache(client -> client.setDefaultCookieStore(new BasicCookieStore() {})));
        own.put("httpClient.config.resolver", reactor(client -> client.resolver(new Resolving())));
        own.put(
                "httpClient.config.proxyProviderSupplier",
                reactor(client -> client.proxy(proxy -> proxy.type(ProxyProvider.Proxy.HTTP)
                        .socketAddress(address("a"))
                        .password(name -> "secret"))));
        own.put(
                "httpClient.config.sslProvider",
                reactor(client -> client.secure(spec ->
                        spec.sslContext(tls(SslContextBuilder.forClient().keyManager(new Certificate()))))));
        own.put("httpClient.authenticator", jdk(client -> client.authenticator(new java.net.Authenticator() {})));

        own.forEach((place, client) ->
                assertThat(over(client)).as(place).startsWith("bypass: this.restClient.clientRequestFactory." + place));
    }

    @Test
    void whatSpringAndNettySayIsInTheKeyOfAServiceThatHoldsIt() {
        List<Supplier<Object>> parts = List.of(
                () -> new org.springframework.context.i18n.SimpleLocaleContext(java.util.Locale.ENGLISH),
                () -> new org.springframework.context.i18n.SimpleLocaleContext(java.util.Locale.GERMAN),
                () -> new MapPropertySource("n", Map.of("model", "a")),
                () -> new MapPropertySource("n", Map.of("model", "b")),
                () -> properties("a"),
                () -> properties("b"),
                () -> numbered("a"),
                () -> numbered("b"),
                () -> new io.netty.util.AsciiString("a"),
                () -> new io.netty.util.AsciiString("b"),
                () -> intercepted(new BasicAuthenticationInterceptor("a", "x")),
                () -> intercepted(new BasicAuthenticationInterceptor("b", "x")),
                () -> new BufferingClientHttpRequestFactory(intercepted(new BasicAuthenticationInterceptor("a", "x"))),
                () -> new BufferingClientHttpRequestFactory(intercepted(new BasicAuthenticationInterceptor("b", "x"))));
        List<String> keys = new ArrayList<>();
        for (Supplier<Object> part : parts) {
            String key = CHAT.key(new Call(new Service(part.get())));
            keys.add(key);

            assertThat(CHAT.key(new Call(new Service(part.get())))).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(CHAT.key(new Call(new Service(intercepted(new Adding())))))
                .startsWith("bypass: this.part.interceptors ");
        assertThat(CHAT.key(new Call(new Service(new io.netty.util.concurrent.FastThreadLocal<String>()))))
                .startsWith("bypass: this.part ");
        assertThat(CHAT.key(new Call(new Service(new org.springframework.context.support.MessageSourceAccessor(
                        new org.springframework.context.support.StaticMessageSource())))))
                .as("its texts come from elsewhere")
                .startsWith("bypass: this.part ");
    }

    private record Service(Object part) {}

    private static Object properties(String model) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("n", Map.of("model", model)));
        return sources;
    }

    private static Object numbered(String text) {
        IntObjectHashMap<String> texts = new IntObjectHashMap<>();
        texts.put(1, text);
        return texts;
    }

    private static ClientHttpRequestFactory intercepted(ClientHttpRequestInterceptor interceptor) {
        return new InterceptingClientHttpRequestFactory(new SimpleClientHttpRequestFactory(), List.of(interceptor));
    }

    private static final class Adding implements ClientHttpRequestInterceptor {
        @Override
        public org.springframework.http.client.ClientHttpResponse intercept(
                org.springframework.http.HttpRequest request,
                byte[] body,
                org.springframework.http.client.ClientHttpRequestExecution execution)
                throws IOException {
            return execution.execute(request, body);
        }
    }

    private static String over(Supplier<ClientHttpRequestFactory> client) {
        OpenAiApi api = OpenAiApi.builder()
                .baseUrl("http://127.0.0.1:9")
                .apiKey("key")
                .restClientBuilder(RestClient.builder().requestFactory(client.get()))
                .build();
        OpenAiApi.ChatCompletionRequest request = new OpenAiApi.ChatCompletionRequest(
                List.of(new OpenAiApi.ChatCompletionMessage("a", OpenAiApi.ChatCompletionMessage.Role.USER)), "m", 0.5);
        return CHAT.key(new Call(api, request, new LinkedMultiValueMap<>()));
    }

    private static Supplier<ClientHttpRequestFactory> okHttp(UnaryOperator<OkHttpClient.Builder> set) {
        return () -> new OkHttp3ClientHttpRequestFactory(
                set.apply(new OkHttpClient.Builder()).build());
    }

    private static Supplier<ClientHttpRequestFactory> apache(UnaryOperator<HttpClientBuilder> set) {
        return () -> new HttpComponentsClientHttpRequestFactory(
                set.apply(HttpClientBuilder.create()).build());
    }

    private static Supplier<ClientHttpRequestFactory> reactor(UnaryOperator<HttpClient> set) {
        return () -> new ReactorClientHttpRequestFactory(set.apply(HttpClient.create()));
    }

    private static Supplier<ClientHttpRequestFactory> jdk(UnaryOperator<java.net.http.HttpClient.Builder> set) {
        return () -> new JdkClientHttpRequestFactory(
                set.apply(java.net.http.HttpClient.newBuilder()).build());
    }

    private static InetSocketAddress address(String host) {
        return InetSocketAddress.createUnresolved(host, 8080);
    }

    @SuppressWarnings("deprecation") // People use it until it is gone.
    private static RequestConfig proxied(String host) {
        return RequestConfig.custom().setProxy(new HttpHost(host, 8080)).build();
    }

    private static HttpClient proxied(HttpClient client, String host, String user, String direct) {
        return client.proxy(proxy -> proxy.type(ProxyProvider.Proxy.HTTP)
                .socketAddress(address(host))
                .username(user)
                .nonProxyHosts(direct));
    }

    private static BasicCredentialsProvider account(String user, String password) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        provider.setCredentials(
                new AuthScope("proxy", 8080), new UsernamePasswordCredentials(user, password.toCharArray()));
        return provider;
    }

    /** As after a first answer of a provider behind a balancer. */
    private static BasicCookieStore visited() {
        BasicCookieStore store = new BasicCookieStore();
        store.addCookie(new BasicClientCookie("__cf_bm", "any"));
        return store;
    }

    private static SSLContext context(KeyManager[] certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificates, null, null);
            return context;
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509TrustManager trusting() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((java.security.KeyStore) null);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static io.netty.handler.ssl.SslContext tls(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Names implements org.apache.hc.client5.http.DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class Balanced extends DefaultRoutePlanner {
        Balanced() {
            super(null);
        }
    }

    private static final class Resolving extends io.netty.resolver.AddressResolverGroup<InetSocketAddress> {
        @Override
        protected io.netty.resolver.AddressResolver<InetSocketAddress> newResolver(
                io.netty.util.concurrent.EventExecutor executor) {
            return new InetSocketAddressResolver(executor, new io.netty.resolver.DefaultNameResolver(executor));
        }
    }

    private static final class Balancing extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    private static final class Certificate extends X509ExtendedKeyManager {
        @Override
        public String[] getClientAliases(String kind, java.security.Principal[] issuers) {
            return new String[] {"alice"};
        }

        @Override
        public String chooseClientAlias(String[] kinds, java.security.Principal[] issuers, java.net.Socket socket) {
            return "alice";
        }

        @Override
        public String[] getServerAliases(String kind, java.security.Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String kind, java.security.Principal[] issuers, java.net.Socket socket) {
            return "";
        }

        @Override
        public java.security.cert.X509Certificate[] getCertificateChain(String alias) {
            return new java.security.cert.X509Certificate[0];
        }

        @Override
        public java.security.PrivateKey getPrivateKey(String alias) {
            throw new UnsupportedOperationException();
        }
    }
}
