package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.ignoring;
import static dev.reprise.engine.key.KeyFixture.key;
import static dev.reprise.engine.key.KeyFixture.keyOn;
import static dev.reprise.engine.key.KeyFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the JDK that a class of the service holds: whom it reaches, and as whom. */
class JdkConnectionsTest {

    private record Service(Object http) {}

    @Test
    void aPlainClientIsPassedOver() throws Exception {
        for (UnaryOperator<HttpClient.Builder> plain : List.<UnaryOperator<HttpClient.Builder>>of(
                client -> client,
                client -> client.connectTimeout(Duration.ofSeconds(3)).version(HttpClient.Version.HTTP_1_1),
                client -> client.proxy(ProxySelector.getDefault()),
                client -> client.sslContext(context(null)))) {
            assertThat(keyOn(service(plain))).isEqualTo(keyOn(new Service(null)));
        }
    }

    @Test
    void whatMayChangeEachRequestIsRefusedAndCanBeIgnored() {
        Map<String, UnaryOperator<HttpClient.Builder>> own = Map.of(
                "this.http.authenticator", client -> client.authenticator(new Authenticator() {}),
                "this.http.cookieHandler", client -> client.cookieHandler(new CookieManager()),
                "this.http.proxy", client -> client.proxy(new Balancing()));

        own.forEach((path, set) -> {
            assertThat(refusal(ignoring(), service(set)))
                    .hasMessageStartingWith(path + ": is a ")
                    .hasMessageContaining("`key: { ignore: [" + path + "] }`");
            assertThat(key(ignoring(path), service(set))).isNotNull();
        });
    }

    @Test
    void theProxyAndWhetherRedirectsAreFollowedCount() {
        assertThat(List.of(
                        keyOn(service(client -> client)),
                        keyOn(service(client -> client.proxy(HttpClient.Builder.NO_PROXY))),
                        keyOn(service(client -> client.proxy(proxy("a")))),
                        keyOn(service(client -> client.proxy(proxy("b")))),
                        keyOn(service(client -> client.followRedirects(HttpClient.Redirect.NORMAL)))))
                .doesNotHaveDuplicates();
        assertThat(keyOn(service(client -> client.proxy(proxy("a")))))
                .isEqualTo(keyOn(service(client -> client.proxy(proxy("a")))));
    }

    @Test
    void aClientCertificateIsRefusedWhereverItLies(@TempDir Path directory) throws Exception {
        KeyManager[] certificate = keyManagers(keyStore(directory));
        SSLContext context = context(certificate);

        assertThat(refusal(ignoring(), service(client -> client.sslContext(context))))
                .hasMessageStartingWith("this.http.sslContext: has a client certificate");
        for (Object holder : List.of(context, context.getSocketFactory(), certificate[0])) {
            assertThat(refusal(ignoring(), new Service(holder)).path()).isEqualTo("this.http");
        }
    }

    @Test
    void aStoreWithoutACertificateIsPassedOver() throws Exception {
        KeyManager[] none = keyManagers(null);

        for (Object holder : List.of(context(none), context(none).getSocketFactory(), none[0])) {
            assertThat(keyOn(new Service(holder))).isEqualTo(keyOn(new Service(null)));
        }
    }

    @Test
    void cookiesAndAuthenticatorsAreRefusedByThemselves() {
        for (Object own : List.of(new CookieManager(), new Authenticator() {})) {
            assertThat(refusal(ignoring(), new Service(own)).path()).isEqualTo("this.http");
        }
    }

    /** It is what the server is asked by, in the Host header and when a connection is made safe. */
    @Test
    void theNameOfAnAddressCounts() throws Exception {
        byte[] bytes = {127, 0, 0, 1};
        InetAddress one = InetAddress.getByAddress("one", bytes);
        InetAddress other = InetAddress.getByAddress("other", bytes);

        assertThat(keyOn(new Service(one)))
                .isEqualTo(keyOn(new Service(InetAddress.getByAddress("one", bytes))))
                .isNotEqualTo(keyOn(new Service(other)));
        assertThat(keyOn(new Service(new InetSocketAddress(one, 1))))
                .isEqualTo(keyOn(new Service(new InetSocketAddress(one, 1))))
                .isNotEqualTo(keyOn(new Service(new InetSocketAddress(other, 1))));
    }

    @Test
    void proxiesCountByKindAndAddress() {
        InetSocketAddress address = InetSocketAddress.createUnresolved("a", 1);

        assertThat(List.of(
                        keyOn(new Service(Proxy.NO_PROXY)),
                        keyOn(new Service(new Proxy(Proxy.Type.HTTP, address))),
                        keyOn(new Service(new Proxy(Proxy.Type.SOCKS, address))),
                        keyOn(new Service(proxy("a"))),
                        keyOn(new Service(proxy("b")))))
                .doesNotHaveDuplicates();
        assertThat(keyOn(new Service(proxy("a")))).isEqualTo(keyOn(new Service(proxy("a"))));
    }

    private static Service service(UnaryOperator<HttpClient.Builder> set) {
        return new Service(set.apply(HttpClient.newBuilder()).build());
    }

    private static ProxySelector proxy(String host) {
        return ProxySelector.of(InetSocketAddress.createUnresolved(host, 8080));
    }

    private static SSLContext context(KeyManager[] certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificates, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyManager[] keyManagers(KeyStore store) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "secret".toCharArray());
        return factory.getKeyManagers();
    }

    /** The JDK makes certificates by its tool only. */
    private static KeyStore keyStore(Path directory) throws Exception {
        Path file = directory.resolve("store.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "alice",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=alice",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, "secret".toCharArray());
        }
        return store;
    }

    private static final class Balancing extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String kind, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String kind, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String kind, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String kind, javax.net.ssl.SSLEngine engine) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
