package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.login;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.config.TtlFrom;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.TenantMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** What tenants may have of a scope in a real server. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RedisTierTenantsTest {

    private static final ScopeSettings FIVE_EACH = tenants(5, Long.MAX_VALUE);

    private static RedisProcess redis;

    @TempDir
    Path directory;

    private Instances instances;
    private RedisTier tier;

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
    void makeATier() {
        redis.ask(Jedis::flushAll);
        instances = new Instances(directory);
        tier = instances.tier(redis.port());
    }

    @AfterEach
    void close() {
        instances.close();
    }

    @Test
    void aTenantThatWritesMuchPushesOutHisOwnOldestEntriesOnly() {
        put(tier, FIVE_EACH, "small", 0, 3);
        put(tier, FIVE_EACH, "", 50, 52);

        put(tier, FIVE_EACH, "large", 100, 140);

        assertThat(found(tier, 0, 3)).containsExactly(0, 1, 2);
        assertThat(found(tier, 50, 52)).containsExactly(50, 51);
        assertThat(found(tier, 100, 140)).containsExactly(135, 136, 137, 138, 139);
        assertThat(entries()).isEqualTo(10);
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void bytesAreBoundedAsNumbersAre() {
        ScopeSettings some = tenants(Long.MAX_VALUE, 10_000);
        put(tier, some, "small", 0, 3);

        for (int i = 100; i < 120; i++) {
            tier.put(some, key(i), instances.incompressible(i, 2_000).of(mark("large")));
        }
        tier.put(some, key(200), instances.incompressible(200, 20_000).of(mark("third")));

        assertThat(found(tier, 0, 3)).containsExactly(0, 1, 2);
        assertThat(found(tier, 100, 120)).containsExactly(116, 117, 118, 119);
        assertThat(found(tier, 200, 201)).as("larger than all that he may have").isEmpty();
    }

    @Test
    void machinesCountTogetherAndAfterARestart() {
        put(tier, FIVE_EACH, "small", 0, 2);
        put(tier, FIVE_EACH, "large", 100, 104);
        tier.close();

        RedisTier other = instances.tier(redis.port());
        put(other, FIVE_EACH, "small", 2, 4);
        put(other, FIVE_EACH, "large", 104, 107);

        assertThat(found(other, 0, 4)).containsExactly(0, 1, 2, 3);
        assertThat(found(other, 100, 107)).containsExactly(102, 103, 104, 105, 106);
    }

    @Test
    void anEntryThatIsWrittenAnewCountsOnceAndIsTheYoungest() {
        put(tier, FIVE_EACH, "large", 0, 5);
        for (int i = 0; i < 20; i++) {
            put(tier, FIVE_EACH, "large", 0, 1);
        }
        tier.extend(FIVE_EACH, key(1), instances.clock.in(Duration.ofHours(3)));

        put(tier, FIVE_EACH, "large", 100, 102);

        assertThat(found(tier, 0, 5)).containsExactly(0, 1, 4);
        assertThat(found(tier, 100, 102)).containsExactly(100, 101);
    }

    /** A server that is full lets go of what expires, which is what is counted, too. */
    @Test
    void whereWhatIsCountedIsLostCountingBeginsAnew() {
        for (String lost : List.of("order", "sizes")) {
            redis.ask(Jedis::flushAll);
            put(tier, FIVE_EACH, "large", 0, 5);
            redis.ask(client -> client.keys("*tenant*").stream()
                    .filter(name -> name.endsWith(":sizes") == lost.equals("sizes"))
                    .map(client::del)
                    .toList());

            put(tier, FIVE_EACH, "large", 100, 110);

            assertThat(found(tier, 0, 5)).as("nobody's, until they expire").hasSize(5);
            assertThat(found(tier, 100, 110)).containsExactly(105, 106, 107, 108, 109);
        }
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void whatIsCountedExpiresWithTheLastEntry() {
        put(tier, FIVE_EACH, "large", 0, 3);

        for (String name : counts()) {
            assertThat(redis.number(client -> client.pttl(name)))
                    .isBetween(1L, Duration.ofHours(1).toMillis());
        }
        assertThat(counts()).hasSize(2).noneMatch(name -> name.contains("large"));
    }

    @Test
    void whereNoTenantHasAQuotaNothingIsCounted() {
        put(tier, tenants(Long.MAX_VALUE, Long.MAX_VALUE), "large", 0, 10);
        tier.put(FIVE_EACH, key(20), instances.blob(20));

        assertThat(counts()).isEmpty();
        assertThat(found(tier, 0, 21)).hasSize(11);
    }

    /** It says so once, and every answer is the real one. */
    @Test
    void whoMayNotCountWritesAllTheSame() {
        redis.ask(client -> client.aclSetUser("ada", "on", ">s3cret", "~reprise:*", "+get", "+set", "+del"));
        RedisTier without = instances.tier(login(redis.port(), "ada", "s3cret"), "1");

        put(without, FIVE_EACH, "large", 0, 10);

        assertThat(found(without, 0, 10)).hasSize(10);
        assertThat(instances.log.lines).singleElement().asString().contains("quotas of tenants do not hold in Redis");
        redis.ask(client -> client.aclDelUser("ada"));
    }

    /** Somebody else keeps something under the name. */
    @Test
    void whatCannotBeCountedIsWrittenAllTheSame() {
        put(tier, FIVE_EACH, "large", 0, 1);
        redis.ask(client -> counts().stream().map(name -> client.set(name, "x")).toList());

        put(tier, FIVE_EACH, "large", 1, 10);

        assertThat(found(tier, 0, 10)).hasSize(10);
        assertThat(instances.log.lines).singleElement().asString().contains("WRONGTYPE");
    }

    @Test
    void aServerThatGoesAwayInTheMidstOfItCostsEntriesAndNothingElse() throws IOException {
        try (RedisProcess mortal = RedisProcess.start()) {
            RedisTier there = instances.tier(mortal.port());
            put(there, FIVE_EACH, "large", 0, 5);
            mortal.kill();
            put(there, FIVE_EACH, "large", 5, 10);
            assertThat(found(there, 0, 10)).isEmpty();

            mortal.restart();
            Instances.eventually(() -> {
                put(there, FIVE_EACH, "large", 100, 110);
                return !found(there, 109, 110).isEmpty();
            });

            put(there, FIVE_EACH, "large", 200, 210);
            assertThat(found(there, 200, 210)).containsExactly(205, 206, 207, 208, 209);
            assertThat(found(there, 0, 200)).isEmpty();
        }
    }

    /** As from a service whose agent ends between the two. */
    @Test
    void anEntryThatIsCountedAndNotThereIsForgottenInItsTurn() {
        put(tier, FIVE_EACH, "large", 0, 5);
        redis.ask(client -> client.del(Instances.name(2), Instances.name(3)));

        put(tier, FIVE_EACH, "large", 100, 105);

        assertThat(found(tier, 0, 5)).isEmpty();
        assertThat(found(tier, 100, 105)).hasSize(5);
    }

    private List<String> counts() {
        return redis.ask(client -> List.copyOf(client.keys("reprise:{tenant:*")));
    }

    private long entries() {
        return redis.number(client -> client.keys("reprise:summaries:*").size());
    }

    static ScopeSettings tenants(long entries, long bytes) {
        return new ScopeSettings(
                "summaries",
                Duration.ofHours(1),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                /* perTenant= */ false,
                /* tenant= */ null,
                TtlFrom.CREATION,
                /* ttlJitter= */ 0,
                /* rollout= */ 100,
                /* shadow= */ 0,
                Staleness.UNSAID,
                new TenantQuota(entries, bytes));
    }

    static TenantMark mark(String tenant) {
        return TenantMark.of(Subject.of("namespace", Subject.Kind.TENANT, tenant));
    }

    private void put(RedisTier to, ScopeSettings scope, String tenant, int from, int below) {
        for (int i = from; i < below; i++) {
            instances.clock.advance(Duration.ofSeconds(1));
            to.put(scope, key(i), instances.blob(i).of(mark(tenant)));
        }
    }

    private static List<Integer> found(RedisTier in, int from, int to) {
        List<Integer> found = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (in.get(FIVE_EACH, key(i), new Patience()) != null) {
                found.add(i);
            }
        }
        return found;
    }
}
