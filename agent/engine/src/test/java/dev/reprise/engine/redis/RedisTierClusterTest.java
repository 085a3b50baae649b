package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.SCOPE;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.name;
import static dev.reprise.engine.redis.Instances.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;

/** Entries in a real cluster. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
class RedisTierClusterTest {

    private static ClusterOfProcesses cluster;

    @TempDir
    Path directory;

    private Instances instances;
    private RedisTier tier;

    @BeforeAll
    @Timeout(240) // That of the class is for its tests.
    static void startTheCluster() {
        cluster = ClusterOfProcesses.start();
    }

    @AfterAll
    static void stopTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void makeATier() {
        cluster.masters.forEach(node -> node.ask(Jedis::flushAll));
        instances = new Instances(directory);
        tier = instances.tier(cluster.settings(LONG), "1");
    }

    @AfterEach
    void close() {
        instances.close();
    }

    /** Each is claimed by a command of its own, while entries wait to be written. */
    @Test
    void aFewCallsAreClaimedAtOnce() {
        assertThat(tier.mostClaims()).isEqualTo(50);
    }

    @Test
    void eachEntryIsOnTheServerThatHasItsSlotAndIsServedToAllWhoKnowAnyOfThem() {
        for (int i = 0; i < 60; i++) {
            instances.put(tier, i);
        }

        Set<String> names = new TreeSet<>();
        for (RedisProcess node : cluster.masters) {
            assertThat(node.names(0)).isNotEmpty().allMatch(name -> cluster.of(name) == node);
            names.addAll(node.names(0));
            RedisTier other = instances.tier(ClusterOfProcesses.settings(LONG, node.port()), "1");
            for (int i = 0; i < 60; i++) {
                assertThat(instances.hits(other, i)).isTrue();
            }
        }
        assertThat(names).hasSize(60);
        assertThat(get(tier, 60)).isNull();
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void slotsAreThoseThatTheServerKnows() {
        List<String> names = new ArrayList<>(List.of(
                "",
                "{",
                "}",
                "{}",
                "{}{a}",
                "a{b}c",
                "a{b}c{d}",
                "a{{b}}c",
                "}a{b",
                "a{b",
                "{a}",
                "a{}{b}c",
                "Straße"));
        IntStream.range(0, 500).forEach(i -> names.add(name(i)));

        RedisProcess node = cluster.masters.get(0);
        for (String name : names) {
            assertThat((long) ClusterOfProcesses.slot(name))
                    .as(name)
                    .isEqualTo(node.number(client -> client.clusterKeySlot(name)));
        }
    }

    @Test
    void manyEntriesOnSeveralServersAreAskedForTogether() {
        List<CacheKey> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(key(i));
            if (i % 3 != 0) {
                tier.put(SCOPE, key(i), instances.blob(i, 50 * i));
            }
        }

        Map<CacheKey, Blob> found = tier.getAll(SCOPE, keys, new Patience());

        assertThat(found).hasSize(66);
        for (int i = 0; i < 100; i++) {
            Blob blob = found.get(key(i));
            assertThat(blob == null ? null : blob.content())
                    .isEqualTo(i % 3 == 0 ? null : instances.blob(i, 50 * i).content());
        }
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void aRemovedEntryIsGoneForAll() {
        for (int i = 0; i < 20; i++) {
            instances.put(tier, i);
            assertThat(tier.remove(SCOPE, key(i))).isTrue();
        }

        assertThat(cluster.masters).allMatch(node -> node.names(0).isEmpty());
    }

    /** A slot whose keys are on their way is half here and half there. */
    @Test
    void whileASlotMovesAndAfterwardsItsEntriesAreReadAndWritten() {
        RedisProcess from = cluster.of(name(1));
        RedisProcess to = cluster.masters.get((cluster.masters.indexOf(from) + 1) % 3);
        int slot = ClusterOfProcesses.slot(name(1));
        instances.put(tier, 1);
        assertThat(instances.hits(tier, 1)).isTrue();
        to.ask(client -> client.clusterSetSlotImporting(slot, ClusterOfProcesses.id(from)));
        from.ask(client -> client.clusterSetSlotMigrating(slot, ClusterOfProcesses.id(to)));
        try {
            assertThat(instances.hits(tier, 1)).as("it is still there").isTrue();

            from.ask(client -> client.migrate("127.0.0.1", to.port(), 10_000, new MigrateParams(), name(1)));

            assertThat(instances.hits(tier, 1)).as("asked for once").isTrue();
            assertThat(tier.remove(SCOPE, key(1))).isTrue();
            assertThat(get(tier, 1)).isNull();
            instances.put(tier, 1);
            assertThat(from.names(0)).doesNotContain(name(1));
            assertThat(instances.hits(tier, 1)).isTrue();
        } finally {
            settle(slot, to);
        }

        assertThat(instances.hits(tier, 1)).as("moved").isTrue();
        instances.put(tier, 1);
        Map<CacheKey, Blob> found = tier.getAll(SCOPE, List.of(key(1), key(2)), new Patience());
        assertThat(found).containsOnlyKeys(key(1));
        assertThat(to.names(0)).contains(name(1));

        to.ask(client -> client.del(name(1)));
        settle(slot, from);
        instances.put(tier, 1);
        assertThat(instances.hits(tier, 1)).as("moved back").isTrue();
        assertThat(from.names(0)).contains(name(1));
        assertThat(instances.log.lines).isEmpty();
    }

    /**
     * Gives a slot to a server, and returns when all know. What another one has said of it before may still be on its way, so
     * that its owner has to be the one who was told last.
     */
    private static void settle(int slot, RedisProcess owner) {
        String id = ClusterOfProcesses.id(owner);
        cluster.masters.forEach(node -> node.ask(client -> client.clusterSetSlotNode(slot, id)));
        owner.ask(Jedis::clusterBumpEpoch);
        String epoch = epoch(owner, id);
        eventually(() -> cluster.masters.stream()
                .allMatch(node -> epoch(node, id).equals(epoch)
                        && node.ask(client -> owner(client, slot)).equals(id)));
    }

    /** Returns which of the changes of all slots a server has last heard of from another. */
    private static String epoch(RedisProcess node, String id) {
        return node.ask(Jedis::clusterNodes)
                .lines()
                .filter(line -> line.startsWith(id))
                .map(line -> line.split(" ")[6])
                .findFirst()
                .orElse("");
    }

    /** Returns who has a slot, as a server knows it. */
    private static String owner(Jedis client, int slot) {
        for (Object range : client.clusterSlots()) {
            List<?> fields = (List<?>) range;
            if ((Long) fields.get(0) <= slot && slot <= (Long) fields.get(1)) {
                return new String((byte[]) ((List<?>) fields.get(2)).get(2), UTF_8);
            }
        }
        return "";
    }

    /** A server gets its first keys, which is when no map has it yet. */
    @Test
    void entriesOnTheirWayToAServerThatIsOnNoMapAreRead() {
        RedisProcess from = cluster.of(name(1));
        RedisProcess to = cluster.join();
        int slot = ClusterOfProcesses.slot(name(1));
        instances.put(tier, 1);
        to.ask(client -> client.clusterSetSlotImporting(slot, ClusterOfProcesses.id(from)));
        from.ask(client -> client.clusterSetSlotMigrating(slot, ClusterOfProcesses.id(to)));
        try {
            from.ask(client -> client.migrate("127.0.0.1", to.port(), 10_000, new MigrateParams(), name(1)));

            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(from.names(0)).doesNotContain(name(1));
        } finally {
            to.ask(Jedis::flushAll);
            settle(slot, from);
            to.ask(client -> client.clusterSetSlotStable(slot));
        }
    }

    /** Not even the one that they are asked for to see whether they answer. */
    @Test
    void aSlotThatNobodyHasCostsNoOther() {
        String probe = "reprise:probe";
        RedisProcess owner = cluster.of(probe);
        int slot = ClusterOfProcesses.slot(probe);
        owner.ask(client -> client.clusterDelSlots(slot));
        eventually(() -> cluster.masters.stream().noneMatch(node -> node.ask(client -> gaveUp(client, slot))));
        try {
            for (int i = 0; i < 20; i++) {
                instances.put(tier, i);
                assertThat(instances.hits(tier, i)).isTrue();
            }
        } finally {
            owner.ask(client -> client.clusterAddSlots(slot));
            settle(slot, owner);
        }

        assertThat(instances.log.lines).isEmpty();
    }

    /** Returns whether it had to: what its owner said before may still have been on its way. */
    private static boolean gaveUp(Jedis client, int slot) {
        boolean assigned = !client.clusterInfo().contains("cluster_slots_assigned:" + (SlotMap.SLOTS - 1));
        if (assigned) {
            client.clusterDelSlots(slot);
        }
        return assigned;
    }

    @Test
    void aUserNeedsFourCommandsAndNoMore() {
        cluster.masters.forEach(node -> node.ask(client ->
                client.aclSetUser("ada", "on", ">pa ss", "~reprise:*", "+get", "+set", "+del", "+cluster|slots")));
        RedisSettings seeds = cluster.settings(LONG);
        RedisTier ada =
                instances.tier(new RedisSettings(seeds.place(), false, "ada", "pa ss", 0, LONG, "reprise", 4), "1");

        for (int i = 0; i < 20; i++) {
            instances.put(ada, i);
            assertThat(instances.hits(ada, i)).isTrue();
        }
        assertThat(ada.remove(SCOPE, key(1))).isTrue();
        assertThat(instances.log.lines).isEmpty();
    }

    /** His entries are on several servers, and what he has is counted on one of them. */
    @Test
    void aTenantWhoIsOverHisQuotaGivesUpHisOldestEntriesWhereverTheyAre() {
        ScopeSettings five = RedisTierTenantsTest.tenants(5, Long.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            tier.put(five, key(i), instances.blob(i).of(RedisTierTenantsTest.mark("small")));
        }

        for (int i = 100; i < 130; i++) {
            instances.clock.advance(Duration.ofSeconds(1));
            tier.put(five, key(i), instances.blob(i).of(RedisTierTenantsTest.mark("large")));
        }

        assertThat(IntStream.range(0, 130).filter(i -> instances.hits(tier, i)))
                .containsExactly(0, 1, 2, 125, 126, 127, 128, 129);
        assertThat(instances.log.lines).isEmpty();
    }

    /** Whatever is written in its place says nothing that is not so. */
    @Test
    void aNodeThatIsConfiguredAsAServerOfItsOwnSaysWhatToWrite() {
        RedisTier wrong = instances.tier(settings(cluster.masters.get(0).port()), "1");

        for (int i = 0; i < 20; i++) {
            get(wrong, i);
        }

        instances.eventuallySays(1);
        assertThat(instances.log.lines)
                .singleElement()
                .asString()
                .contains(" is a node of a cluster. Write redis-cluster://127.0.0.1:"
                        + cluster.masters.get(0).port() + " as `tiers.redis.uri`");
    }

    @Test
    void aConnectionOfItsOwnIsToTheServerThatHasTheName() throws Exception {
        for (int i = 0; i < 20; i++) {
            RedisConnection connection = tier.servers().open(name(i).getBytes(UTF_8), Duration.ofSeconds(60));

            assertThat(connection.server().port()).isEqualTo(cluster.of(name(i)).port());
            connection.close();
        }
    }
}
