package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.SCOPE;
import static dev.reprise.engine.redis.Instances.SHORT;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Whatever a cluster does: what one server has costs only itself, and all come back by themselves. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
class RedisTierClusterFaultTest {

    private static final String OFF =
            "WARN part of the redis tier is off, the other tiers serve and nothing is written to it: 127.0.0.1:";

    /** How many entries, so that each server has some. */
    private static final int ENTRIES = 60;

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
    void aKilledServerCostsItsOwnEntriesUntilItsCopyHasThem() {
        try (ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            RedisProcess killed = cluster.masters.get(1);
            RedisProcess copy = cluster.joinCopy(killed);
            RedisTier tier = filled(cluster.settings(LONG));
            List<Integer> lost = on(killed);
            eventually(() -> copy.names(0).size() == lost.size());

            killed.kill();

            for (int rounds = 0; rounds < 5; rounds++) {
                for (int i = 0; i < ENTRIES; i++) {
                    assertThat(instances.hits(tier, i)).as("entry " + i).isEqualTo(!lost.contains(i));
                    instances.put(tier, i);
                }
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines).singleElement().asString().startsWith(OFF + killed.port());

            ClusterOfProcesses.takeOver(copy);

            eventually(() -> IntStream.range(0, ENTRIES).allMatch(i -> instances.hits(tier, i)));
            for (int i : lost) {
                instances.put(tier, ENTRIES + i);
                instances.put(tier, i);
            }
            assertThat(IntStream.range(0, ENTRIES)).allMatch(i -> instances.hits(tier, i));
            instances.eventuallySays(2);
            assertThat(instances.log.lines)
                    .hasSize(2)
                    .last()
                    .isEqualTo("INFO part of the redis tier works again: other servers of the cluster have the keys of"
                            + " 127.0.0.1:" + killed.port());
        }
    }

    @Test
    void aStoppedServerCostsItsTimeOnceAndOnlyItsOwnEntries() {
        try (ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            RedisProcess stopped = cluster.masters.get(2);
            RedisTier tier = filled(cluster.settings(Duration.ofSeconds(5)));
            List<Integer> lost = on(stopped);
            List<CacheKey> keys =
                    IntStream.range(0, ENTRIES).mapToObj(Instances::key).toList();
            eventually(() -> tier.getAll(SCOPE, keys, new Patience()).size() == ENTRIES);
            instances.log.lines.clear();

            stopped.pause();

            eventually(
                    () -> { // Once, unless a caller had hardly any time left: he blames nobody.
                        assertThat(tier.getAll(SCOPE, keys, new Patience()).keySet())
                                .noneMatch(key -> lost.contains(keys.indexOf(key)));
                        return !instances.log.lines.isEmpty();
                    });
            for (int rounds = 0; rounds < 20; rounds++) {
                Map<CacheKey, Blob> found = tier.getAll(SCOPE, keys, new Patience());
                assertThat(found.keySet()).noneMatch(key -> lost.contains(keys.indexOf(key)));
                assertThat(found).hasSize(ENTRIES - lost.size());
            }
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith(OFF + stopped.port() + " did not answer in time. ");

            stopped.resume();

            eventually(() -> tier.getAll(SCOPE, keys, new Patience()).size() == ENTRIES);
            instances.eventuallySays(2);
            assertThat(instances.log.lines)
                    .hasSize(2)
                    .last()
                    .isEqualTo("INFO part of the redis tier works again: 127.0.0.1:" + stopped.port());
        }
    }

    @Test
    void whatCannotBeRemovedFromOneServerIsNotReadAndKeepsNobodyFromWritingToOthers() {
        try (ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            RedisProcess stopped = cluster.masters.get(0);
            RedisTier tier = filled(cluster.settings(LONG));
            RedisTier hasty = instances.tier(cluster.settings(Duration.ofSeconds(2)), "1");
            List<Integer> lost = on(stopped);
            eventually(() -> instances.hits(hasty, lost.get(0)));
            instances.log.lines.clear();
            stopped.pause();
            instances.eventuallyBlames(hasty, lost.get(0));

            for (int i : lost) {
                assertThat(hasty.remove(SCOPE, key(i))).isFalse();
            }
            for (int i = ENTRIES; i < 2 * ENTRIES; i++) {
                instances.put(hasty, i);
            }
            List<Integer> written = IntStream.range(ENTRIES, 2 * ENTRIES)
                    .filter(i -> cluster.masters.stream()
                            .anyMatch(node -> node != stopped && node.names(0).contains(name(i))))
                    .boxed()
                    .toList();
            assertThat(written).isNotEmpty();
            assertThat(hasty.remove(SCOPE, key(written.get(0)))).isTrue();

            stopped.resume();

            for (int i : lost) {
                assertThat(get(hasty, i)).isNull();
            }
            eventually(() -> lost.stream().allMatch(i -> hasty.remove(SCOPE, key(i))));
            assertThat(stopped.names(0))
                    .doesNotContain(lost.stream().map(Instances::name).toArray(String[]::new));
            assertThat(get(tier, lost.get(0))).isNull();
        }
    }

    @Test
    void aSeedThatIsAwayCostsNothingIfAnotherIsThere() throws Exception {
        try (ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            RedisSettings settings = ClusterOfProcesses.settings(
                    LONG,
                    RedisProcess.freePort(),
                    RedisProcess.freePort(),
                    cluster.masters.get(2).port());

            filled(settings);

            assertThat(instances.log.lines).isEmpty();
        }
    }

    @Test
    void aClusterThatWasNeverThereIsUsedWhenItComes() throws Exception {
        try (RedisProcess node = RedisProcess.node()) {
            node.kill();
            RedisTier tier = instances.tier(ClusterOfProcesses.settings(LONG, node.port()), "1");

            assertThat(get(tier, 1)).isNull();
            instances.put(tier, 1);
            instances.eventuallySays(1);
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .isEqualTo("WARN redis tier is off, the other tiers serve and nothing is written to it: 127.0.0.1:"
                            + node.port() + " (cluster) cannot be connected to. Start the server, or correct"
                            + " `tiers.redis.uri`. Tried again in the background.");

            node.restart();
            node.ask(client ->
                    client.clusterAddSlots(IntStream.range(0, SlotMap.SLOTS).toArray()));
            eventually(() -> node.ask(Jedis::clusterInfo).contains("cluster_state:ok"));

            instances.eventuallySays(2);
            eventually(() -> {
                instances.put(tier, 1);
                return instances.hits(tier, 1);
            });
        }
    }

    @Test
    void aServerOfItsOwnThatIsConfiguredAsAClusterSaysWhatToWrite() {
        try (RedisProcess redis = RedisProcess.start()) {
            assertOff(LONG, redis.port(), " is no cluster. Write redis://HOST:PORT,");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "+OK\r\n",
                ":1\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*1\r\n$3\r\nabc\r\n",
                "*1\r\n*3\r\n:0\r\n:99999\r\n*2\r\n$1\r\nh\r\n:1\r\n",
                "*2147483647\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
                "$2147483647\r\n",
                "-LOADING Redis is loading the dataset in memory\r\n",
                "-MOVED 1 127.0.0.1:1\r\n",
                "no end"
            })
    void rubbishInPlaceOfTheMapIsAFault(String answer) throws Exception {
        try (Answering server = Answering.with(answer.getBytes(ISO_8859_1))) {
            assertOff(SHORT, server.port(), "127.0.0.1:" + server.port());
        }
    }

    /** Somebody who sends all on and on costs no more than a few connections. */
    @Test
    void redirectsEndSomewhere() throws Exception {
        AtomicReference<Answering> self = new AtomicReference<>();
        try (Answering server = Answering.by(asked -> {
            String answer = "-MOVED 1 127.0.0.1:" + portOfNobody() + "\r\n";
            if (asked.contains("CLUSTER")) {
                answer = "*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n$0\r\n\r\n:"
                        + self.get().port() + "\r\n";
            }
            return answer.getBytes(ISO_8859_1);
        })) {
            self.set(server);
            RedisTier tier = instances.tier(ClusterOfProcesses.settings(LONG, server.port()), "1");

            for (int i = 0; i < 200; i++) {
                assertThat(get(tier, i)).isNull();
                instances.put(tier, i);
            }

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("reprise-redis"))
                    .hasSizeLessThan(100);
        }
    }

    private static int portOfNobody() {
        try {
            return RedisProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOff(Duration timeout, int port, String reason) {
        RedisTier tier = instances.tier(ClusterOfProcesses.settings(timeout, port), "1");
        for (int i = 0; i < 100; i++) {
            assertThat(get(tier, i)).isNull();
            instances.put(tier, i);
        }
        instances.eventuallySays(1);
        assertThat(instances.log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN redis tier is off, ")
                .contains(reason);
    }

    private RedisTier filled(RedisSettings settings) {
        RedisTier tier = instances.tier(settings, "1");
        for (int i = 0; i < ENTRIES; i++) {
            int number = i;
            eventually(() -> {
                instances.put(tier, number);
                return instances.hits(tier, number);
            });
        }
        return tier;
    }

    /** Returns the numbers of the entries that a server has. */
    private static List<Integer> on(RedisProcess server) {
        Set<String> names = server.names(0);
        return IntStream.range(0, ENTRIES)
                .filter(i -> names.contains(name(i)))
                .boxed()
                .toList();
    }
}
