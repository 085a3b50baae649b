package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisSentinels;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.RandomNumbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What several machines know of each other's evictions, by real servers. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
class RedisEvictionsTest {

    private static final Subject TAG = Subject.of("n", Subject.Kind.TAG, "t");
    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

    @TempDir
    Path directory;

    private Instances instances;

    /** One of them. */
    private final class Machine {

        final Epochs epochs = new Epochs(RandomNumbers::next, key -> {});
        final Subjects subjects = epochs.subjects(List.of(TAG));
        final RedisTier tier;

        Machine(RedisSettings settings) {
            this.tier = instances.tier(settings, "1");
            tier.share(epochs);
        }

        /** Looks something up, which is how it begins to listen. */
        Machine begin() {
            Instances.get(tier, 1);
            eventually(() -> subjects.now().shared() != 0);
            return this;
        }

        boolean agreesWith(Machine other) {
            return subjects.now().shared() == other.subjects.now().shared()
                    && subjects.now(KEY).shared() == other.subjects.now(KEY).shared();
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

    private void assertLearning(Machine here, Machine there) {
        eventually(() -> there.agreesWith(here));
        long subject = there.subjects.now().shared();

        here.epochs.evict(TAG);
        eventually(() -> there.subjects.now().shared() != subject && there.agreesWith(here));
        long key = there.subjects.now(KEY).shared();
        there.epochs.evict(KEY);
        eventually(() -> here.subjects.now(KEY).shared() != key && there.agreesWith(here));
    }

    @Test
    void nobodyConnectsBeforeThereIsSomethingToLearnOrToTell() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            Machine here = new Machine(settings(relay.port()));
            assertThat(relay.connections()).isZero();

            here.epochs.evict(TAG);

            eventually(() -> here.epochs.owedToRedis().isEmpty());
            assertThat(redis.number(client -> client.hlen("reprise:{epochs}"))).isEqualTo(2);
        }
    }

    @Test
    void whatBothEvictAtOnceTheyAgreeAbout() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            Machine here = new Machine(settings(redis.port())).begin();
            Machine there = new Machine(settings(redis.port())).begin();
            Thread other = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    there.epochs.evict(TAG);
                }
            });
            other.start();
            for (int i = 0; i < 200; i++) {
                here.epochs.evict(TAG);
            }
            other.join();

            eventually(() -> here.epochs.owedToRedis().isEmpty()
                    && there.epochs.owedToRedis().isEmpty()
                    && here.agreesWith(there));
            Machine third = new Machine(settings(redis.port())).begin();
            eventually(() -> third.agreesWith(here));
        }
    }

    @Test
    void whereTooMuchWasEvictedToCountAllOfItEverythingIs() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            Machine here = new Machine(settings(redis.port())).begin();
            long before = here.subjects.now().shared();
            Map<String, String> many = new HashMap<>();
            for (int i = 0; i <= 20_000; i++) {
                many.put(Subject.of("n", Subject.Kind.TENANT, "t" + i).hex(), "1");
            }
            redis.ask(client -> client.hset("reprise:{epochs}", many));

            Machine there = new Machine(settings(redis.port())).begin();

            eventually(() -> redis.number(client -> client.hlen("reprise:{epochs}")) == 1);
            eventually(() -> here.subjects.now().shared() != before && here.agreesWith(there));
        }
    }

    @Test
    void whatWasKeptBeforeItsKeyWasEvictedIsServedByNobodyHoweverManyKeysAreEvictedAfterwards() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            Machine here = new Machine(settings(redis.port())).begin();
            Machine there = new Machine(settings(redis.port())).begin();
            eventually(() -> there.agreesWith(here));
            long kept = there.subjects.now(KEY).shared();
            here.epochs.evict(KEY);
            eventually(() -> there.subjects.now(KEY).shared() != kept && there.agreesWith(here));

            String[] others = new String[10_000];
            for (int i = 0; i < others.length; i++) {
                others[i] = "%064x %016x".formatted(i + 1, i + 1);
            }
            redis.ask(client -> client.lpush("reprise:{epochs}:keys", others));
            CacheKey last = new CacheKey(5, 5, 5, 5);
            here.epochs.evict(last); // One too many.
            eventually(() -> redis.number(client -> client.llen("reprise:{epochs}:keys")) == 0);
            here.epochs.evict(last);
            eventually(() -> here.epochs.owedToRedis().isEmpty());
            Machine third = new Machine(settings(redis.port())).begin();
            for (Machine machine : List.of(here, there, third)) {
                eventually(() -> machine.agreesWith(third)
                        && machine.subjects.now(last).shared()
                                == here.subjects.now(last).shared());
                assertThat(machine.subjects.now(KEY).shared()).isNotIn(0L, kept);
                assertThat(machine.subjects.now(last).shared())
                        .isNotEqualTo(machine.subjects.now().shared());
            }
        }
    }

    @Test
    void whereTooMuchWasEvictedWhileTheServerWasAwayEverythingIs() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            Machine here = new Machine(settings(redis.port())).begin();
            Machine there = new Machine(settings(redis.port())).begin();
            eventually(() -> there.agreesWith(here));
            long kept = there.subjects.now(KEY).shared();
            List<CacheKey> many = new ArrayList<>(List.of(KEY));
            for (int i = 0; i < 10_000; i++) {
                many.add(new CacheKey(i, 9, 9, 9));
            }
            redis.pause();
            here.epochs.evictAll(many);
            here.epochs.evict(TAG);
            assertThat(here.subjects.now(KEY).shared()).isNotEqualTo(kept);
            assertThat(here.epochs.owedToRedis()).hasSize(2);

            redis.resume();

            eventually(() -> !here.epochs.owesRedis() && there.agreesWith(here));
            Machine third = new Machine(settings(redis.port())).begin();
            eventually(() -> third.agreesWith(here));
            assertThat(third.subjects.now(KEY).shared()).isNotIn(0L, kept);
            assertThat(redis.number(client -> client.llen("reprise:{epochs}:keys")))
                    .isZero();
        }
    }

    @Test
    void theMachinesOfAClusterLearnFromEachOther() {
        try (ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            Machine here = new Machine(cluster.settings(LONG)).begin();
            Machine there = new Machine(ClusterOfProcesses.settings(
                            LONG, cluster.masters.get(2).port()))
                    .begin();
            assertLearning(here, there);
            RedisProcess has = cluster.of("reprise:{epochs}");
            assertThat(has.names(0)).contains("reprise:{epochs}", "reprise:{epochs}:keys");

            ClusterOfProcesses.takeOver(cluster.joinCopy(has));

            here.epochs.evict(TAG); // Nobody looks anything up, who would find out who has what.
            there.epochs.evict(TAG);
            eventually(() -> here.epochs.owedToRedis().isEmpty()
                    && there.epochs.owedToRedis().isEmpty());
            assertLearning(here, there);
        }
    }

    @Test
    void theNextMasterTellsOfEvictionsToo() throws Exception {
        try (RedisProcess first = RedisProcess.start();
                RedisProcess second = RedisProcess.start("--replicaof", "127.0.0.1", "" + first.port());
                RedisProcess sentinel = RedisProcess.sentinel("main", first.port())) {
            RedisSettings settings = new RedisSettings(
                    new RedisSentinels("main", List.of(new RedisServer("127.0.0.1", sentinel.port())), null, null),
                    false,
                    null,
                    null,
                    0,
                    LONG,
                    "reprise",
                    4);
            Machine here = new Machine(settings).begin();
            Machine there = new Machine(settings).begin();
            assertLearning(here, there);
            eventually(() -> second.names(0).size() == 2);
            eventually(() ->
                    sentinel.ask(client -> client.sentinelReplicas("main")).size() == 1);

            first.kill();
            eventually(() -> sentinel.ask(RedisTierSentinelTest::hasAnotherMaster));
            here.epochs.evict(TAG);

            eventually(() -> here.epochs.owedToRedis().isEmpty());
            assertLearning(here, there);
        }
    }

    /** By something on the way that lost the connection and told nobody. */
    @Test
    void aConnectionThatIsDeadIsNoticed() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            Machine here = new Machine(settings(redis.port())).begin();
            Machine there = new Machine(settings(relay.port())).begin();
            eventually(() -> there.agreesWith(here));
            int before = relay.connections();

            relay.hold();
            here.epochs.evict(TAG);
            here.epochs.evict(KEY);
            eventually(() -> relay.connections() > before);
            assertThat(there.agreesWith(here)).isFalse();
            relay.release();

            eventually(() -> there.agreesWith(here));
        }
    }
}
