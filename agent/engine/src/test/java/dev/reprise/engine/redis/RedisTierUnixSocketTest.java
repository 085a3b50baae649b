package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.SCOPE;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.RedisSocket;
import dev.reprise.engine.tier.Blob;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server on the same machine, without a port. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RedisTierUnixSocketTest {

    @TempDir
    Path directory;

    private Instances instances;
    private Path file;

    @BeforeEach
    void makeInstances() {
        instances = new Instances(directory);
        file = directory.resolve("x.sock");
    }

    @AfterEach
    void close() {
        instances.close();
    }

    @Test
    void entriesOfAllSizesAreWhole() {
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            RedisTier tier = instances.tier(settings(LONG, null, 0), "1");
            for (int length : new int[] {10, 7_900, 8_192, 65_536, 65_700, 900_000}) {
                Blob written = instances.incompressible(1, length);
                tier.put(SCOPE, key(1), written);

                assertThat(get(tier, 1).content()).isEqualTo(written.content());
                assertThat(get(instances.tier(redis.port()), 1).content()).isEqualTo(written.content());
            }
            assertThat(tier.remove(SCOPE, key(1))).isTrue();
            assertThat(get(tier, 1)).isNull();
            assertThat(instances.log.lines).isEmpty();
        }
    }

    @Test
    void aPasswordAndADatabaseHoldThereToo() {
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString(), "--requirepass", "s3cret")) {
            RedisTier tier = instances.tier(settings(LONG, "s3cret", 3), "1");
            instances.put(tier, 1);

            assertThat(instances.hits(tier, 1)).isTrue();
            Set<String> names = redis.ask("s3cret", client -> {
                client.select(3);
                return client.keys("*");
            });
            assertThat(names).containsExactly(name(1));
        }
    }

    @Test
    void manyThreadsShareFewConnectionsAndEachGetsItsOwnAnswer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            RedisTier tier = instances.tier(settings(LONG, null, 0), "1");
            for (int i = 0; i < 50; i++) {
                instances.put(tier, i);
            }
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                int number = i % 50;
                calls.add(() -> instances.hits(tier, number));
            }

            for (Future<Boolean> hit : threads.invokeAll(calls)) {
                assertThat(hit.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aStoppedServerCostsItsTimeOnceAndIsUsedAgainWhenItGoesOn() {
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            RedisTier tier = instances.tier(settings(Duration.ofMillis(500), null, 0), "1");
            instances.connect(tier, 1);

            redis.pause();

            for (int i = 0; i < 1_000; i++) {
                assertThat(get(tier, 1)).isNull();
            }
            tier.put(SCOPE, key(2), instances.incompressible(2, 900_000)); // More than the socket takes.
            instances.eventuallySays(1);
            assertThat(instances.log.lines.get(0)).contains(file + " did not answer in time. ");

            redis.resume();

            eventually(() -> instances.hits(tier, 1));
        }
    }

    /** Nothing but the deadline ends a write here. */
    @Test
    void aWriteThatIsNotTakenEnds() {
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            RedisTier tier = instances.tier(settings(Duration.ofSeconds(2), null, 0), "1");
            instances.connect(tier, 1);
            redis.pause();

            tier.put(SCOPE, key(2), instances.incompressible(2, 1 << 20));

            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN redis tier takes no entries")
                    .contains(" did not answer in time. ");
            redis.resume();
        }
    }

    @Test
    void tricklingBytesEndWithTheTime() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
            Thread thread = new Thread(() -> trickle(server));
            thread.setDaemon(true);
            thread.start();
            RedisTier tier = instances.tier(settings(Duration.ofMillis(50), null, 0), "1");

            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
            }

            instances.eventuallySays(1);
            assertThat(instances.log.lines).singleElement().asString().contains(" did not answer in time. ");
        }
    }

    private static void trickle(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                client.write(ByteBuffer.wrap("$1000000\r\n".getBytes(ISO_8859_1)));
                while (server.isOpen()) {
                    Thread.sleep(5); // The rhythm is what is tested.
                    client.write(ByteBuffer.wrap(new byte[] {'x'}));
                }
            } catch (IOException | InterruptedException e) {
                // The next one, or the test is over.
            }
        }
    }

    @Test
    void aSocketThatIsNotThereIsSaidAndUsedWhenItComes() {
        RedisTier tier = instances.tier(settings(LONG, null, 0), "1");

        assertThat(get(tier, 1)).isNull();
        instances.eventuallySays(1);
        assertThat(instances.log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN redis tier is off, the other tiers serve and nothing is written to it: " + file + " ")
                .contains("Start the server, or correct `tiers.redis.uri`.");

        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            instances.eventuallySays(2);
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(redis.names(0)).hasSize(1);
        }
    }

    @Test
    void anInterruptedCallerMissesAndBlamesNobody() {
        try (RedisProcess redis = RedisProcess.start("--unixsocket", file.toString())) {
            RedisTier tier = instances.tier(settings(LONG, null, 0), "1");
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                get(tier, 1);
                assertThat(Thread.interrupted()).isTrue();
            }

            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();
            assertThat(redis.port()).isPositive();
        }
    }

    private RedisSettings settings(Duration timeout, String password, int database) {
        return new RedisSettings(
                new RedisSocket(file.toString()), false, null, password, database, timeout, "reprise", 4);
    }
}
