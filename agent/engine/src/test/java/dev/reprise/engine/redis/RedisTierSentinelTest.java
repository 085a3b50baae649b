package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisSentinels;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Servers that Sentinels know. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
class RedisTierSentinelTest {

    @TempDir
    Path directory;

    private Instances instances;

    @BeforeEach
    void makeInstances() {
        instances = new Instances(directory);
    }

    @AfterEach
    void close() {
        instances.close();
    }

    @Test
    void theMasterIsFoundAndTheNextOneAfterItToo() throws Exception {
        try (RedisProcess first = RedisProcess.start();
                RedisProcess second = RedisProcess.start("--replicaof", "127.0.0.1", "" + first.port());
                RedisProcess sentinel = RedisProcess.sentinel("main", first.port())) {
            RedisTier tier = instances.tier(settings(RedisProcess.freePort(), sentinel.port()), "1");
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(first.names(0)).containsExactly(name(1));
            assertThat(instances.log.lines).isEmpty();
            eventually(() -> second.names(0).size() == 1);
            eventually(() ->
                    sentinel.ask(client -> client.sentinelReplicas("main")).size() == 1);

            first.kill();
            instances.eventuallyBlames(tier, 1);
            eventually(() -> sentinel.ask(RedisTierSentinelTest::hasAnotherMaster));

            eventually(() -> instances.hits(tier, 1));
            instances.put(tier, 2);
            assertThat(second.names(0)).contains(name(2));
            assertThat(instances.log.lines.get(0))
                    .startsWith("WARN redis tier is off, the other tiers serve and nothing is written to it: main"
                            + " (Sentinel 127.0.0.1:");
        }
    }

    /** Has another one be the master, whatever is known of the one before, once there is one that can. */
    static boolean hasAnotherMaster(Jedis sentinel) {
        try {
            sentinel.sentinelFailover("main");
            return true;
        } catch (JedisDataException notYet) {
            return false;
        }
    }

    /** Who was the master for too long, because nobody told him. */
    @Test
    void aMasterThatBecameACopyIsLeftForTheNewOne() throws Exception {
        try (RedisProcess first = RedisProcess.start();
                RedisProcess second = RedisProcess.start();
                Answering sentinel = Answering.with(answer(first.port()))) {
            RedisTier tier = instances.tier(settings(sentinel.port()), "1");
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            first.ask(client -> client.replicaof("127.0.0.1", second.port()));
            sentinel.answer(answer(second.port()));
            instances.put(tier, 2);
            instances.eventuallySays(2);
            instances.put(tier, 3);

            assertThat(second.names(0)).contains(name(3));
            assertThat(instances.hits(tier, 3)).isTrue();
        }
    }

    @Test
    void aNameThatNoSentinelKnowsIsSaid() throws Exception {
        try (Answering sentinel = Answering.with("*-1\r\n".getBytes(ISO_8859_1))) {
            assertOff(settings(sentinel.port()), "is no master that a Sentinel knows. Correct the name behind the #");
        }
    }

    @Test
    void sentinelsThatCannotBeReachedAreSaid() throws Exception {
        assertOff(settings(RedisProcess.freePort(), RedisProcess.freePort()), "cannot be connected to");
    }

    @Test
    void aServerThatIsNoSentinelIsSaid() {
        try (RedisProcess redis = RedisProcess.start()) {
            assertOff(settings(redis.port()), "cannot be asked for (ERR). See to it that the Sentinels");
        }
    }

    @Test
    void sentinelsHaveAPasswordOfTheirOwn() {
        try (RedisProcess redis = RedisProcess.start();
                RedisProcess sentinel = RedisProcess.sentinel("main", redis.port(), "requirepass s3cret")) {
            RedisTier tier = instances.tier(settings("s3cret", sentinel.port()), "1");

            instances.put(tier, 1);

            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();
            assertOff(settings(sentinel.port()), "cannot be asked for (NOAUTH). See to it that the Sentinels");
            instances.log.lines.clear();
            assertOff(settings("other", sentinel.port()), "cannot be asked for (WRONGPASS). ");
        }
    }

    private void assertOff(RedisSettings settings, String reason) {
        RedisTier tier = instances.tier(settings, "1");
        for (int i = 0; i < 100; i++) {
            assertThat(get(tier, 1)).isNull();
            instances.put(tier, 1);
        }
        instances.eventuallySays(1);
        assertThat(instances.log.lines).singleElement().asString().contains(reason);
    }

    private static byte[] answer(int port) {
        return ("*2\r\n$9\r\n127.0.0.1\r\n$" + ("" + port).length() + "\r\n" + port + "\r\n").getBytes(ISO_8859_1);
    }

    private static RedisSettings settings(int... sentinels) {
        return settings(null, sentinels);
    }

    private static RedisSettings settings(String password, int... sentinels) {
        List<RedisServer> servers = new ArrayList<>();
        for (int port : sentinels) {
            servers.add(new RedisServer("127.0.0.1", port));
        }
        return new RedisSettings(
                new RedisSentinels("main", servers, null, password), false, null, null, 0, LONG, "reprise", 4);
    }
}
