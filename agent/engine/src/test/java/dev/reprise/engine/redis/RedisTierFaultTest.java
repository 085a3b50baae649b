package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.LONG;
import static dev.reprise.engine.redis.Instances.SCOPE;
import static dev.reprise.engine.redis.Instances.SHORT;
import static dev.reprise.engine.redis.Instances.eventually;
import static dev.reprise.engine.redis.Instances.get;
import static dev.reprise.engine.redis.Instances.key;
import static dev.reprise.engine.redis.Instances.login;
import static dev.reprise.engine.redis.Instances.name;
import static dev.reprise.engine.redis.Instances.settings;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.tier.Patience;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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
import redis.clients.jedis.params.ClientKillParams;

/** Whatever a server does: no exception, no wrong answer, a line for each change, and recovery by itself. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RedisTierFaultTest {

    private static final String OFF =
            "WARN redis tier is off, the other tiers serve and nothing is written to it: 127.0.0.1:";
    private static final String ON = "INFO redis tier works again: 127.0.0.1:";

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
    void aKilledServerIsUsedAgainWhenItIsBack() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisTier tier = instances.tier(redis.port());
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            redis.kill();

            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
                instances.put(tier, 2);
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines).singleElement().asString().startsWith(OFF + redis.port());

            redis.restart();

            instances.eventuallySays(2);
            instances.put(tier, 3);
            assertThat(instances.hits(tier, 3)).isTrue();
            assertThat(get(tier, 1)).isNull();
            assertThat(instances.log.lines).hasSize(2).last().asString().isEqualTo(ON + redis.port());
        }
    }

    @Test
    void aServerThatWasNeverThereIsUsedWhenItComes() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.kill();
            RedisTier reading = instances.tier(redis.port());
            RedisTier writing = instances.tier(redis.port());

            assertThat(get(reading, 1)).isNull();
            instances.put(writing, 1);
            instances.eventuallySays(2);
            assertThat(instances.log.lines)
                    .allSatisfy(line -> assertThat(line).startsWith(OFF).contains(" cannot be connected to. "));

            redis.restart();

            instances.eventuallySays(4);
            instances.put(writing, 2);
            assertThat(instances.hits(reading, 2)).isTrue();
        }
    }

    @Test
    void aStoppedServerCostsItsTimeOnceAndIsUsedAgainWhenItGoesOn() {
        try (RedisProcess redis = RedisProcess.start()) {
            instances.put(instances.tier(redis.port()), 1);
            RedisTier tier = connected(redis.port());

            redis.pause();

            for (int i = 0; i < 1_000; i++) {
                assertThat(get(tier, 1)).isNull();
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith(OFF)
                    .contains(" did not answer in time. ", "`tiers.redis.timeout` (500 ms)");

            redis.resume();

            instances.eventuallySays(2);
            eventually(() -> instances.hits(tier, 1));
        }
    }

    /** Answers that come late belong to nobody: their connections are closed. */
    @Test
    void aSlowServersLateAnswersAreNeverThoseToAnotherQuestion() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            RedisTier direct = instances.tier(redis.port());
            instances.put(direct, 1);
            instances.put(direct, 2);
            RedisTier tier = connected(relay.port());

            int asked = relay.connections();
            relay.hold();
            assertThat(get(tier, 1)).isNull();
            for (int i = 0; i < 1_000; i++) {
                assertThat(get(tier, 2)).isNull();
            }
            instances.eventuallySays(1);
            relay.release();

            instances.eventuallySays(2);
            eventually(() -> instances.hits(tier, 2));
            assertThat(instances.hits(tier, 2)).isTrue();
            assertThat(relay.connections()).isGreaterThan(asked);
            eventually(() -> relay.open() == 2); // One reads and one writes.
            assertThat(instances.log.lines.get(0)).startsWith(OFF);
        }
    }

    /** While it is open nobody connects but the thread in the background, and that more and more rarely. */
    @Test
    void anOpenBreakerLetsNobodyConnect() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            RedisTier tier = connected(relay.port());
            relay.hold();
            instances.eventuallyBlames(tier, 1);

            int before = relay.connections();
            for (int i = 0; i < 10_000; i++) {
                assertThat(get(tier, i)).isNull();
                instances.put(tier, i);
            }
            assertThat(relay.connections() - before).isLessThan(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\r\n",
                "\n",
                "+OK\r\n",
                ":1\r\n",
                "*1\r\n$3\r\nabc\r\n",
                "*2147483647\r\n",
                "$3\r\nabcdef",
                "$-2\r\n",
                "$\r\n",
                "$x\r\n",
                "$99999999999999999999\r\n",
                "$5\r\nabc",
                "$2147483647\r\n",
                "$1000000\r\n",
                "no end",
                "-ERR what\r\n",
                "-LOADING Redis is loading the dataset in memory\r\n",
                "-\u0000\u001b[31m\n\r\n"
            })
    void rubbishIsAFaultAndIsNeverLookedInto(String answer) throws Exception {
        try (Answering server = Answering.with(answer.getBytes(ISO_8859_1))) {
            RedisTier tier = instances.tier(settings(server.port(), SHORT), "1");

            assertThat(get(tier, 1)).isNull();
            instances.eventuallySays(1);
            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
                instances.put(tier, 1);
            }
            assertThat(instances.log.lines)
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).startsWith(OFF).matches("[ -~]+").hasSizeLessThan(600));
        }
    }

    /** No more is taken than has come, whatever length is claimed. */
    @Test
    void aReplyThatClaimsMuchTakesNoMemoryForIt() throws Exception {
        byte[] claim = "$1073741824\r\nabc".getBytes(ISO_8859_1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Answering server = Answering.with(claim)) {
            AtomicLong ahead = new AtomicLong();
            LongSupplier clock = () -> System.nanoTime() + ahead.get();
            RedisConnection connection =
                    RedisConnection.open(settings(server.port()), null, 0, clock, System.nanoTime() + LONG.toNanos());
            ahead.set(LONG.minusSeconds(2).toNanos());
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                connection.ask(List.of(new byte[1]), /* asking= */ false);
                connection.answers(new byte[1][], /* asking= */ false, Integer.MAX_VALUE, null);
            } catch (SocketTimeoutException e) {
                before -= threads.getCurrentThreadAllocatedBytes();
            }

            assertThat(-before).isBetween(0L, 64L << 20);
        }
    }

    /** Each byte comes soon enough, and the answer never: only a bound on the whole ends this test. */
    @ParameterizedTest
    @ValueSource(strings = {"", "$1000000\r\n", "$-1"})
    void tricklingBytesEndWithTheTime(String begin) throws Exception {
        try (Answering server = Answering.tricklingAfter(begin.getBytes(ISO_8859_1))) {
            RedisTier tier = instances.tier(settings(server.port(), SHORT), "1");

            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
            }
            instances.eventuallySays(1);
            instances.put(tier, 1);
            assertThat(instances.log.lines).singleElement().asString().startsWith(OFF);
        }
    }

    /** As above, on a connection that worked, so that it is the caller who reads. */
    @Test
    void tricklingBytesEndWithTheCallersTime() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            instances.tier(redis.port()).put(SCOPE, key(1), instances.blob(1, 500_000));
            RedisTier tier = connected(relay.port());

            relay.trickle();
            instances.eventuallyBlames(tier, 1);
            relay.release();

            instances.eventuallySays(2);
            assertThat(instances.log.lines.get(0)).contains(" did not answer in time. ");
        }
    }

    /** The server does what it can: it is not left alone, only this entry. */
    @Test
    void anEntryThatIsTooLargeForTheTimeIsNotAskedForAgainForAWhile() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            RedisTier direct = instances.tier(redis.port());
            direct.put(SCOPE, key(1), instances.incompressible(1, 1_000_000));
            instances.put(direct, 2);
            RedisTier tier = connected(relay.port(), Duration.ofSeconds(4));

            relay.holdAfter(500_000);
            assertThat(get(tier, 1)).isNull();
            relay.release();

            relay.holdAfter(100_000);
            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
                assertThat(instances.hits(tier, 2)).isTrue();
            }
            relay.release();
            assertThat(instances.log.lines)
                    .containsExactly("WARN an entry is too large to come from 127.0.0.1:" + relay.port()
                            + " within `tiers.redis.timeout` (4000 ms), its call runs again: raise the time, or lower"
                            + " `tiers.max-entry-size`. Further ones are not reported.");

            instances.clock.advance(LateEntries.PAUSE);
            assertThat(instances.hits(tier, 1)).isTrue();
        }
    }

    @Test
    void anEntryInThePlaceOfOneThatWasTooLargeIsAskedFor() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            instances.tier(redis.port()).put(SCOPE, key(1), instances.incompressible(1, 1_000_000));
            RedisTier tier = connected(relay.port(), Duration.ofSeconds(4));
            relay.holdAfter(500_000);
            assertThat(get(tier, 1)).isNull();
            relay.release();

            instances.put(tier, 1);

            assertThat(instances.hits(tier, 1)).isTrue();
        }
    }

    /** Look-ups find out for themselves whether the server is away. */
    @Test
    void aWriteThatIsNotTakenEndsAndIsLostAndNoneIsTriedForAWhile() {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisTier tier = instances.tier(settings(redis.port()), "1", 64 << 20, null);
            RedisTier slow = instances.tier(settings(redis.port(), Duration.ofSeconds(2)), "1", 64 << 20, null);
            instances.put(slow, 1);
            redis.pause();

            slow.put(SCOPE, key(2), instances.blob(2, 16 << 20)); // More than lies between two sockets.

            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN redis tier takes no entries, those that it has are served: 127.0.0.1:")
                    .contains(" did not answer in time. ");
            redis.resume();
            instances.put(slow, 3);
            assertThat(get(tier, 3)).isNull();
            instances.clock.advance(Refusals.RETRY_AFTER);
            instances.put(slow, 4);
            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.hits(tier, 4)).isTrue();
            assertThat(instances.log.lines).hasSize(2);
        }
    }

    /** Something on the way takes connections though the server is away. */
    @Test
    void aServerThatIsBackIsWrittenToAtOnceThoughAWriteFailed() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            RedisTier tier = instances.tier(relay.port());
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            redis.kill();
            instances.put(tier, 2);
            instances.eventuallySays(1);
            assertThat(instances.log.lines).singleElement().asString().startsWith("WARN redis tier takes no entries");
            assertThat(get(tier, 1)).isNull();
            instances.eventuallySays(2);
            redis.restart();
            instances.eventuallySays(3);
            instances.put(tier, 3);

            assertThat(instances.hits(tier, 3)).isTrue();
        }
    }

    @Test
    void aReplicaIsReadAndWrittenOnceItIsNoneAnyMore() {
        try (RedisProcess main = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", "" + main.port())) {
            instances.put(instances.tier(main.port()), 1);
            eventually(() -> replica.is(client -> client.exists(name(1))));
            RedisTier tier = instances.tier(replica.port());

            for (int i = 0; i < 10; i++) {
                instances.put(tier, 2);
                assertThat(instances.hits(tier, 1)).isTrue();
                assertThat(get(tier, 2)).isNull();
            }
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN redis tier takes no entries, those that it has are served: 127.0.0.1:")
                    .contains("READONLY", "It is a replica: name the server that it copies");

            replica.ask(Jedis::replicaofNoOne);
            instances.put(tier, 2);
            assertThat(get(tier, 2)).isNull();
            instances.clock.advance(Refusals.RETRY_AFTER);
            instances.put(tier, 2);

            assertThat(instances.hits(tier, 2)).isTrue();
            assertThat(instances.log.lines)
                    .hasSize(2)
                    .last()
                    .asString()
                    .isEqualTo("INFO redis tier takes entries again: 127.0.0.1:" + replica.port());
        }
    }

    @Test
    void aFullServerIsReadAndWrittenOnceThereIsRoom() {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisTier tier = instances.tier(redis.port());
            instances.put(tier, 1);
            redis.ask(client -> client.configSet("maxmemory", "1"));

            for (int i = 0; i < 10; i++) {
                instances.put(tier, 2);
                assertThat(instances.hits(tier, 1)).isTrue();
                assertThat(get(tier, 2)).isNull();
            }
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN redis tier takes no entries")
                    .contains("OOM", "maxmemory-policy");

            redis.ask(client -> client.configSet("maxmemory", "0"));
            instances.clock.advance(Refusals.RETRY_AFTER);
            instances.put(tier, 2);

            assertThat(instances.hits(tier, 2)).isTrue();
            assertThat(instances.log.lines).hasSize(2);
        }
    }

    @Test
    void aFlushedServerMissesAndSaysNothing() {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisTier tier = instances.tier(redis.port());
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            redis.ask(Jedis::flushAll);

            assertThat(get(tier, 1)).isNull();
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutItAndUsedOnceItIsRight() {
        try (RedisProcess redis = RedisProcess.start("--requirepass", "old")) {
            RedisTier tier = instances.tier(login(redis.port(), null, "s3cret"), "1");

            for (int i = 0; i < 10; i++) {
                assertThat(get(tier, 1)).isNull();
                instances.put(tier, 1);
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .startsWith(OFF)
                    .contains("refused to log in (WRONGPASS). Correct the user and the password in `tiers.redis.uri`.");

            redis.ask("old", client -> client.configSet("requirepass", "s3cret"));

            instances.eventuallySays(2);
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();
        }
        assertThat(instances.log.lines).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aPasswordThatWasChangedIsSaidOnce() {
        try (RedisProcess redis = RedisProcess.start("--user", "ada", "on", ">s3cret", "~*", "+@all")) {
            RedisTier tier = instances.tier(login(redis.port(), "ada", "s3cret"), "1");
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();

            redis.ask(client -> client.aclSetUser("ada", "resetpass", ">other"));
            redis.ask(client ->
                    client.clientKill(ClientKillParams.clientKillParams().user("ada")));

            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, 1)).isNull();
                instances.put(tier, 1);
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines).singleElement().asString().contains("refused to log in (WRONGPASS)");

            redis.ask(client -> client.aclSetUser("ada", ">s3cret"));
            instances.eventuallySays(2);
            assertThat(instances.hits(tier, 1)).isTrue();
        }
    }

    @Test
    void aUserWhoMayNotReadIsSaidOnceWithWhatHeNeeds() {
        try (RedisProcess redis = RedisProcess.start("--user", "ada", "on", ">pw", "~other:*", "+@all")) {
            RedisTier tier = instances.tier(login(redis.port(), "ada", "pw"), "1");

            for (int i = 0; i < 10; i++) {
                assertThat(get(tier, 1)).isNull();
            }
            instances.eventuallySays(1);
            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .contains("refused GET: NOPERM", "may GET, SET and DEL reprise:*");

            redis.ask(client -> client.aclSetUser("ada", "~reprise:*"));
            instances.eventuallySays(2);
            instances.put(tier, 1);
            assertThat(instances.hits(tier, 1)).isTrue();
        }
    }

    @Test
    void aNodeOfAClusterIsLeftAlone() throws Exception {
        try (Answering server = Answering.with("-MOVED 866 127.0.0.1:1\r\n".getBytes(ISO_8859_1))) {
            RedisTier tier = instances.tier(settings(server.port()), "1");

            assertThat(get(tier, 1)).isNull();
            instances.eventuallySays(1);
            for (int i = 0; i < 100; i++) {
                assertThat(get(tier, i)).isNull();
                instances.put(tier, i);
            }

            assertThat(instances.log.lines)
                    .singleElement()
                    .asString()
                    .contains(" is a node of a cluster. Write redis-cluster://127.0.0.1:" + server.port()
                            + " as `tiers.redis.uri`");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerWithoutAnAddressIsSaidOnce() {
        RedisSettings nowhere =
                new RedisSettings(new RedisServer("no-such-host.invalid", 1), false, null, null, 0, LONG, "reprise", 1);
        RedisTier tier = instances.tier(nowhere, "1");

        assertThat(get(tier, 1)).isNull();
        instances.eventuallySays(1);
        assertThat(instances.log.lines).singleElement().asString().contains("no-such-host.invalid:1 has no address.");
    }

    /** What could not be removed is not read, and is removed before anything is written again. */
    @Test
    void anEntryThatCouldNotBeRemovedIsNotReadAndRemovedLater() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            instances.put(instances.tier(redis.port()), 1);
            RedisTier tier = connected(relay.port());
            relay.hold();
            instances.eventuallyBlames(tier, 9);

            assertThat(tier.remove(SCOPE, key(1))).isFalse();
            assertThat(tier.owesRemoval(SCOPE, key(1))).isTrue();
            relay.release();
            instances.eventuallySays(2);

            assertThat(redis.is(client -> client.exists(name(1)))).isTrue();
            assertThat(get(tier, 1)).isNull();
            instances.put(tier, 2);
            assertThat(redis.names(0)).contains(name(2)).doesNotContain(name(1));
            assertThat(tier.owesRemoval(SCOPE, key(1))).isFalse();
        }
    }

    @Test
    void aServerThatIsAwayIsOwedSoManyRemovalsAndNoMore() {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisTier tier = instances.tier(redis.port());
            redis.kill();
            assertThat(get(tier, 9)).isNull();
            instances.eventuallySays(1);

            for (int i = 0; i <= 10_000; i++) {
                assertThat(tier.remove(SCOPE, key(i))).isFalse();
            }

            assertThat(tier.owesRemoval(SCOPE, key(9_999))).isTrue();
            assertThat(tier.owesRemoval(SCOPE, key(10_000))).isFalse();
        }
    }

    /** A batch looks up one entry after the other; all of them together end with the caller's time. */
    @Test
    void manyLookUpsOfOneCallShareItsTime() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            instances.put(instances.tier(redis.port()), 1);
            RedisTier tier = connected(relay.port());
            Patience patience = new Patience();
            patience.end(System::nanoTime, Duration.ZERO);

            for (int i = 0; i < 100; i++) {
                assertThat(tier.get(SCOPE, key(1), patience)).isNull();
            }
            assertThat(instances.hits(tier, 1)).isTrue();
            assertThat(instances.log.lines).isEmpty();
        }
    }

    /** Whoever waits in vain for one of few connections has no reason to blame the server. */
    @Test
    void aPoolThatIsInUseIsNoFault() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = new Relay(redis.port())) {
            instances.put(instances.tier(redis.port()), 1);
            RedisServer server = new RedisServer("127.0.0.1", relay.port());
            Connections connections = new Connections(
                    instances.environment(new RedisSettings(server, false, null, null, 0, LONG, "reprise", 1)),
                    () -> {});
            RedisConnection lent = connections.borrow(System.nanoTime() + LONG.toNanos());
            assertThat(lent).isNotNull();

            assertThat(connections.borrow(System.nanoTime() + SHORT.toNanos())).isNull();

            assertThat(connections.areOff()).isFalse();
            connections.giveBack(lent);
            assertThat(connections.borrow(System.nanoTime() + LONG.toNanos())).isSameAs(lent);
            connections.close();
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    /** Returns a tier with little time and a connection, for which it was given all the time that it needed. */
    private RedisTier connected(int port) {
        return connected(port, Duration.ofMillis(500));
    }

    private RedisTier connected(int port, Duration timeout) {
        RedisTier tier = instances.tier(settings(port, timeout), "1");
        instances.connect(tier, -1);
        return tier;
    }
}
