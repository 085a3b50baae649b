package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.SCOPE;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.login;
import static dev.reprise.engine.redis.Instances.name;
import static dev.reprise.engine.redis.Instances.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Entries in a real server. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RedisTierTest {

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
    void anEntryIsServedToAnotherInstanceAsItWasWritten() {
        Blob written = instances.blob(1, 300_000);
        tier.put(SCOPE, key(1), written);

        assertThat(get(instances.tier(redis.port()), 1))
                .usingRecursiveComparison()
                .isEqualTo(written);
        assertThat(get(tier, 2)).isNull();
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void anEntryThatIsExtendedIsTheSameAndKeptByTheServerForAsLong() {
        Blob written = instances.blob(1, 100);
        tier.put(SCOPE, key(1), written);
        long later = instances.clock.in(Duration.ofHours(3));

        tier.extend(SCOPE, key(1), later);
        tier.extend(SCOPE, key(2), later);

        assertThat(get(instances.tier(redis.port()), 1))
                .usingRecursiveComparison()
                .isEqualTo(written.until(later));
        long left = redis.ask(jedis -> jedis.pttl(name(1)));
        assertThat(left).isGreaterThan(Duration.ofHours(2).toMillis());
        assertThat(get(tier, 2)).isNull();
    }

    @Test
    void anEntryOfEverySizeAroundTheBuffersIsWhole() {
        for (int length : new int[] {0, 1, 7_900, 8_191, 8_192, 8_193, 16_000, 65_400, 65_536, 65_700, 200_000}) {
            Blob written = instances.blob(1, length);
            tier.put(SCOPE, key(1), written);

            assertThat(get(tier, 1).content()).isEqualTo(written.content());
        }
    }

    @Test
    void theServerNamesEntriesByPrefixScopeAndKeyAndLetsThemExpire() {
        instances.put(tier, 1);

        assertThat(redis.names(0)).containsExactly(name(1));
        assertThat(redis.number(client -> client.pttl(name(1))))
                .isBetween(1L, Duration.ofHours(1).toMillis());
    }

    @Test
    void aHitExtendsNothing() {
        instances.put(tier, 1);
        redis.ask(client -> client.pexpire(name(1), 600_000));

        assertThat(instances.hits(tier, 1)).isTrue();
        assertThat(redis.number(client -> client.pttl(name(1)))).isBetween(1L, 600_000L);
    }

    @Test
    void whatHasExpiredByTheClockIsAMissThoughTheServerStillHasIt() {
        instances.put(tier, 1);

        instances.clock.advance(Duration.ofMinutes(59));
        assertThat(instances.hits(tier, 1)).isTrue();
        instances.clock.advance(Duration.ofMinutes(1));
        assertThat(get(tier, 1)).isNull();
        assertThat(redis.is(client -> client.exists(name(1)))).isTrue();
    }

    @Test
    void anExpiredEntryIsNotWritten() {
        Blob late = instances.blob(1);
        instances.clock.advance(Duration.ofHours(1));
        tier.put(SCOPE, key(1), late);

        assertThat(redis.number(client -> client.dbSize())).isZero();
    }

    @Test
    void scopesPrefixesAndDatabasesAreApart() {
        instances.put(tier, 1);
        ScopeSettings other = new ScopeSettings("other", Duration.ofHours(1), 1, 1);
        RedisSettings elsewhere =
                new RedisSettings(new RedisServer("127.0.0.1", redis.port()), false, null, null, 3, LONG, "reprise", 1);
        RedisSettings prefixed =
                new RedisSettings(new RedisServer("127.0.0.1", redis.port()), false, null, null, 0, LONG, "p:q", 1);

        assertThat(tier.get(other, key(1), new Patience())).isNull();
        assertThat(get(instances.tier(elsewhere, "1"), 1)).isNull();
        assertThat(get(instances.tier(prefixed, "1"), 1)).isNull();

        instances.put(instances.tier(elsewhere, "1"), 2);
        instances.put(instances.tier(prefixed, "1"), 3);
        assertThat(redis.names(3)).containsExactly(name(2));
        assertThat(redis.names(0)).contains("p:q:summaries:" + key(3).hex());
    }

    @Test
    void aUserWithAPasswordNeedsNoMoreThanThreeCommandsOnItsKeys() {
        try (RedisProcess guarded = RedisProcess.start(
                "--requirepass", "s3cret", "--user", "ada", "on", ">pa ss", "~reprise:*", "+get", "+set", "+del")) {
            RedisTier ada = instances.tier(login(guarded.port(), "ada", "pa ss"), "1");
            RedisTier byDefault = instances.tier(login(guarded.port(), null, "s3cret"), "1");
            instances.put(ada, 1);

            assertThat(instances.hits(ada, 1)).isTrue();
            assertThat(instances.hits(byDefault, 1)).isTrue();
            assertThat(ada.remove(SCOPE, key(1))).isTrue();
            assertThat(get(byDefault, 1)).isNull();
            assertThat(instances.log.lines).isEmpty();
        }
    }

    @Test
    void anEntryOfAnotherMacKeyIsAMissAndNoReasonToSayAnything() {
        instances.put(tier, 1);

        assertThat(get(instances.tier(settings(redis.port()), "2"), 1)).isNull();
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void anEntryThatWasPutUnderAnotherKeyOrScopeIsAMiss() {
        instances.put(tier, 1);
        redis.ask(client -> client.copy(name(1), name(2), false));
        redis.ask(client -> client.copy(name(1), name(1).replace("summaries", "other"), false));
        ScopeSettings other = new ScopeSettings("other", Duration.ofHours(1), 1, 1);

        assertThat(get(tier, 2)).isNull();
        assertThat(tier.get(other, key(1), new Patience())).isNull();
        assertThat(instances.hits(tier, 1)).isTrue();
        assertThat(instances.log.lines).singleElement().asString().startsWith("WARN a stored entry cannot be trusted");
    }

    @Test
    void everyBitThatIsTurnedMakesAMissAndIsReportedOnce() {
        instances.put(tier, 1);
        byte[] sealed = redis.ask(client -> client.get(name(1).getBytes(UTF_8)));

        for (int i = 0; i < sealed.length; i++) {
            byte[] turned = sealed.clone();
            turned[i] ^= (byte) (1 << i % 8);
            redis.ask(client -> client.set(name(1).getBytes(UTF_8), turned));

            assertThat(get(tier, 1)).as("byte " + i).isNull();
        }
        assertThat(instances.log.lines).hasSize(1);
    }

    @Test
    void somethingElseUnderTheKeyIsAMissAndIsReplaced() {
        redis.ask(client -> client.rpush(name(1), "a", "list"));
        redis.ask(client -> client.set(name(2), ""));

        assertThat(get(tier, 1)).isNull();
        assertThat(get(tier, 2)).isNull();

        instances.put(tier, 1);
        assertThat(instances.hits(tier, 1)).isTrue();
    }

    @Test
    void anEntryThatIsTooLargeIsNotWrittenAndTakesThePlaceOfNone() {
        RedisTier small = instances.tier(settings(redis.port()), "1", 100, null);
        small.put(SCOPE, key(1), instances.blob(1, 100));
        assertThat(instances.hits(small, 1)).isTrue();

        small.put(SCOPE, key(1), instances.blob(1, 101));

        assertThat(redis.number(client -> client.dbSize())).isZero();
    }

    @Test
    void anEntryThatIsTooLargeIsNotReadAndHarmsNothing() {
        RedisTier small = instances.tier(settings(redis.port()), "1", 100, null);
        tier.put(SCOPE, key(1), instances.blob(1, 101));
        tier.put(SCOPE, key(2), instances.blob(2, 900_000));
        instances.put(tier, 3);

        assertThat(get(small, 1)).isNull();
        assertThat(get(small, 2)).isNull();
        assertThat(instances.hits(small, 3)).isTrue();
        assertThat(instances.log.lines).isEmpty();
    }

    /** All are asked for before the first answer is read, by the command that one is asked for with. */
    @Test
    void manyEntriesAreAskedForTogetherAndEachAnswerIsThatOfItsKey() {
        List<CacheKey> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(key(i));
            if (i % 3 != 0) {
                tier.put(SCOPE, key(i), instances.blob(i, 50 * i));
            }
        }
        redis.ask(client -> client.rpush(name(0), "a", "list"));
        redis.ask(client -> client.set(name(3), "something else"));

        Map<CacheKey, Blob> found = tier.getAll(SCOPE, keys, new Patience());

        assertThat(found).hasSize(66);
        for (int i = 0; i < 100; i++) {
            Blob blob = found.get(key(i));
            assertThat(blob == null ? null : blob.content())
                    .isEqualTo(i % 3 == 0 ? null : instances.blob(i, 50 * i).content());
        }
        assertThat(instances.hits(tier, 1)).isTrue();
    }

    @Test
    void aRemovedEntryIsGoneForAll() {
        instances.put(tier, 1);

        assertThat(tier.remove(SCOPE, key(1))).isTrue();
        assertThat(get(instances.tier(redis.port()), 1)).isNull();
        assertThat(tier.remove(SCOPE, key(1))).isTrue();
    }

    @Test
    void nothingIsConnectedAndNoThreadRunsBeforeTheFirstLookUp() throws Exception {
        try (Relay relay = new Relay(redis.port())) {
            RedisTier waiting = instances.tier(relay.port());

            assertThat(relay.connections()).isZero();
            assertThat(get(waiting, 1)).isNull();
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void lookUpsOneAfterTheOtherUseOneConnection() throws Exception {
        try (Relay relay = new Relay(redis.port())) {
            RedisTier behind = instances.tier(relay.port());
            instances.put(tier, 1);

            for (int i = 0; i < 100; i++) {
                assertThat(instances.hits(behind, 1)).isTrue();
            }
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void manyThreadsShareFewConnectionsAndEachGetsItsOwnAnswer() throws Exception {
        for (int i = 0; i < 50; i++) {
            instances.put(tier, i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Relay relay = new Relay(redis.port())) {
            RedisTier behind = instances.tier(relay.port());
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                int number = i % 50;
                calls.add(() -> instances.hits(behind, number));
            }

            for (Future<Boolean> hit : threads.invokeAll(calls)) {
                assertThat(hit.get()).isTrue();
            }
            assertThat(relay.connections()).isBetween(1, 4);
            assertThat(instances.log.lines).isEmpty();
        } finally {
            threads.shutdown();
        }
    }

    /** As servers do after a while, and what is between. */
    @Test
    void connectionsThatWereClosedWhileTheyLayIdleCostNothing() {
        instances.put(tier, 1);
        assertThat(instances.hits(tier, 1)).isTrue();

        for (int i = 2; i < 5; i++) {
            redis.ask(client -> client.clientKill(
                    ClientKillParams.clientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES)));

            assertThat(instances.hits(tier, 1)).isTrue();
            instances.put(tier, i);
            assertThat(instances.hits(tier, i)).isTrue();
        }
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void anInterruptedCallerIsServedOrMissesAndStaysInterrupted() {
        instances.put(tier, 1);
        Thread.currentThread().interrupt();
        try {
            assertThat(get(tier, 1)).isNull(); // It would have to wait for the first connection.
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(instances.hits(tier, 1)).isTrue();
        assertThat(instances.log.lines).isEmpty();
    }

    @Test
    void aClosedTierMissesAndItsThreadEnds() {
        Set<Thread> ofOtherTests = Thread.getAllStackTraces().keySet();
        instances.put(tier, 1);
        assertThat(instances.hits(tier, 1)).isTrue();

        tier.close();

        assertThat(get(tier, 1)).isNull();
        instances.put(tier, 2);
        assertThat(redis.is(client -> client.exists(name(2)))).isFalse();
        Instances.eventually(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("reprise-redis") && !ofOtherTests.contains(thread)));
    }

    @Test
    void aClaimIsEndedByWhoeverMadeItAlone() {
        assertThat(tier.claim(claims(1), /* token= */ 1, LONG)).containsExactly(true);

        tier.release(claims(1), /* token= */ 2);
        assertThat(tier.areClaimed(claims(1), new Patience())).containsExactly(true);
        tier.release(claims(1), /* token= */ 1);

        assertThat(tier.areClaimed(claims(1), new Patience())).containsExactly(false);
    }

    @Test
    void ofManyClaimsThoseAreMadeThatNobodyElseHas() {
        tier.claim(claims(2), /* token= */ 1, LONG);

        assertThat(tier.claim(claims(1, 2, 3), /* token= */ 2, LONG)).containsExactly(true, false, true);
        assertThat(tier.claim(claims(1, 2, 3), /* token= */ 2, LONG))
                .as("as if a connection had broken before the answer")
                .containsExactly(true, false, true);
        tier.release(claims(1, 2, 3), /* token= */ 2);

        assertThat(tier.areClaimed(claims(1, 2, 3), new Patience())).containsExactly(false, true, false);
    }

    /** They would be nobody's, and be waited for. */
    @Test
    void whereAClaimIsRefusedTheOthersThatWereMadeWithItAreTakenBack() {
        tier.claim(claims(1), /* token= */ 1, LONG);
        String first = redis.names(0).stream()
                .filter(name -> name.endsWith(":claim"))
                .findAny()
                .orElseThrow();
        tier.release(claims(1), /* token= */ 1);
        redis.ask(client -> client.aclSetUser("ada", "on", ">s3cret", "~" + first, "+get", "+set", "+del"));
        RedisTier some = instances.tier(login(redis.port(), "ada", "s3cret"), "1");

        assertThat(some.claim(claims(1, 2), /* token= */ 2, LONG)).isNull();

        assertThat(tier.areClaimed(claims(1, 2), new Patience())).containsExactly(false, false);
        redis.ask(client -> client.aclDelUser("ada"));
    }

    private static List<ClaimedCall> claims(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> new ClaimedCall(SCOPE, key(number)))
                .toList();
    }

    /** Or another one might be made between the look whose it is and its end. */
    @Test
    void aClaimIsLookedAtAndEndedByOneCommand() {
        tier.claim(claims(1), /* token= */ 1, LONG);
        redis.ask(Jedis::configResetStat);

        tier.release(claims(1), /* token= */ 1);

        assertThat(redis.<String>ask(client -> client.info("commandstats"))).contains("cmdstat_eval:calls=1,");
    }

    @Test
    void whoMayRunNoScriptsEndsItsClaimsAllTheSame() {
        redis.ask(client -> client.aclSetUser("ada", "on", ">s3cret", "~reprise:*", "+get", "+set", "+del"));
        RedisTier without = instances.tier(login(redis.port(), "ada", "s3cret"), "1");

        for (int i = 0; i < 2; i++) {
            assertThat(without.claim(claims(i), /* token= */ 1, LONG)).containsExactly(true);
            without.release(claims(i), /* token= */ 2);
            assertThat(without.areClaimed(claims(i), new Patience())).containsExactly(true);
            without.release(claims(i), /* token= */ 1);
            assertThat(without.areClaimed(claims(i), new Patience())).containsExactly(false);
        }
        redis.ask(client -> client.aclDelUser("ada"));
    }
}
