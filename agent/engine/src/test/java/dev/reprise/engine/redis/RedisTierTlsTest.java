package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are private, and to the right server. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RedisTierTlsTest {

    private static final String PASSWORD = "changeit";

    private static RedisProcess redis;

    @TempDir
    Path directory;

    private Instances instances;

    @BeforeAll
    static void startTheServer() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopTheServer() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void makeInstances() {
        instances = new Instances(directory);
    }

    @AfterEach
    void close() {
        instances.close();
    }

    @Test
    void entriesGoThroughATrustedConnection() throws Exception {
        SSLContext context = context("ip:127.0.0.1");
        try (Relay relay = new Relay(redis.port(), listening(context))) {
            RedisTier tier = tier(relay, new Tls(context.getSocketFactory()));
            tier.put(Instances.SCOPE, Instances.key(1), instances.blob(1, 200_000));

            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.hits(instances.tier(redis.port()), 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();
        }
    }

    /** There are no two clocks: what lies below the encryption ends, too. */
    @Test
    void aServerThatStopsAnsweringEndsWithTheTime() throws Exception {
        SSLContext context = context("ip:127.0.0.1");
        try (Relay relay = new Relay(redis.port(), listening(context))) {
            RedisSettings little = new RedisSettings(
                    new RedisServer("127.0.0.1", relay.port()),
                    true,
                    null,
                    null,
                    0,
                    Duration.ofMillis(500),
                    "reprise",
                    4);
            RedisTier tier = instances.tier(little, "1", 1 << 20, new Tls(context.getSocketFactory()));
            instances.connect(tier, 1);

            relay.hold();
            instances.eventuallyBlames(tier, 1);
            relay.release();

            instances.eventuallySays(2);
            assertThat(instances.log.lines.get(0)).contains(" did not answer in time. ");
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotUsed() throws Exception {
        try (Relay relay = new Relay(redis.port(), listening(context("ip:127.0.0.1")))) {
            assertOff(tier(relay, /* tls= */ null));
        }
    }

    @Test
    void aServerOfAnotherNameIsNotUsed() throws Exception {
        SSLContext context = context("dns:other.example.org");
        try (Relay relay = new Relay(redis.port(), listening(context))) {
            assertOff(tier(relay, new Tls(context.getSocketFactory())));
        }
    }

    @Test
    void aServerWithoutTlsIsNotUsed() throws Exception {
        try (Answering server = Answering.with("-ERR unknown command\r\n".getBytes())) {
            RedisTier tier = instances.tier(settings(server.port()), "1");
            assertOff(tier);
        }
    }

    /** As its default context does. */
    @Test
    void theCertificateOfTheJvmIsShownToAServerThatAsksForOne() throws Exception {
        SSLContext context = context("ip:127.0.0.1");
        SSLServerSocket asking = (SSLServerSocket) listening(context);
        asking.setNeedClientAuth(true);
        String file = directory.resolve("store.p12").toString();
        Map<String, String> own = Map.of(
                "javax.net.ssl.keyStore", file,
                "javax.net.ssl.keyStorePassword", PASSWORD,
                "javax.net.ssl.trustStore", file,
                "javax.net.ssl.trustStorePassword", PASSWORD);
        try (Relay relay = new Relay(redis.port(), asking)) {
            own.forEach(System::setProperty);
            RedisTier tier = tier(relay, /* tls= */ null);
            instances.put(tier, 1);

            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();

            System.clearProperty("javax.net.ssl.keyStore");
            RedisTier without = tier(relay, /* tls= */ null);
            assertThat(get(without, 1)).isNull();
            instances.eventuallySays(1);
            // By TLS 1.3 the server says why after its handshake, and may have closed before that is read.
            assertThat(instances.log.lines).singleElement().asString().startsWith("WARN redis tier is off");
        } finally {
            own.keySet().forEach(System::clearProperty);
        }
    }

    private void assertOff(RedisTier tier) {
        assertThat(get(tier, 1)).isNull();
        instances.put(tier, 1);
        instances.eventuallySays(1);
        assertThat(instances.log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN redis tier is off")
                .contains(" and this JVM do not agree on TLS (", "`javax.net.ssl.trustStore`");
    }

    private RedisTier tier(Relay relay, Tls tls) {
        return instances.tier(settings(relay.port()), "1", 1 << 20, tls);
    }

    private static RedisSettings settings(int port) {
        return new RedisSettings(new RedisServer("127.0.0.1", port), true, null, null, 0, LONG, "reprise", 4);
    }

    private static ServerSocket listening(SSLContext context) throws Exception {
        return context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /** Returns what a server with a new certificate of this name needs, and a client that trusts it. */
    private SSLContext context(String name) throws Exception {
        Path file = directory.resolve("store.p12");
        Files.deleteIfExists(file);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            pair.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(pair, PASSWORD.toCharArray());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("redis", pair.getCertificate("redis"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
