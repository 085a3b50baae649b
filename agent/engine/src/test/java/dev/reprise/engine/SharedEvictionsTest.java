package dev.reprise.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;

/** Services on several machines, so to speak, with a home each, evict what they have in common. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class SharedEvictionsTest {

    private static final String HASH = "reprise:{epochs}";

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private final Map<Engine, CachedMethod> methods = new HashMap<>();
    private RedisProcess redis;

    /** With all the time that a busy machine may need. */
    private String timeout = "60s";

    static final class Service {
        String answer(String question) {
            return "to " + question;
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        Path key = Files.writeString(folder.resolve("key"), "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        opened.forEach(Engine::close);
        if (redis != null) {
            redis.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCOPE, answers",
        "TAG, news",
        "METHOD, dev.reprise.engine.SharedEvictionsTest$Service#answer",
        "NAMESPACE, ''"
    })
    void whatIsEvictedOnOneMachineIsServedOnNone(Kind kind, String name) throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        Engine diskOnly = engine("third", "memory: off, ");
        Engine redisOnly = engine("fourth", "memory: off, disk: off, ");
        store(here, "q", "a");
        here.flush();
        for (Engine engine : List.of(there, diskOnly, redisOnly)) {
            assertThat(answer(engine)).isEqualTo("a");
        }

        here.evict(kind, name);

        assertThat(isHit(here, "q")).isFalse();
        for (Engine engine : List.of(there, diskOnly, redisOnly)) {
            eventually(() -> !isHit(engine, "q"));
        }
        store(there, "q", "b");
        there.flush();
        for (Engine engine : List.of(here, diskOnly, redisOnly)) {
            eventually(() -> isHit(engine, "q"));
            assertThat(answer(engine)).isEqualTo("b");
        }
        assertThat(isHit(engine("fifth", ""), "q")).isTrue();
    }

    @Test
    void oneEntryIsEvictedByItsKeyOnAllMachines() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "q", "a").key();
        store(here, "other", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "other")).isTrue();

        here.evict(key);

        assertThat(isHit(here, "q")).isFalse();
        eventually(() -> !isHit(there, "q"));
        assertThat(isHit(there, "other")).isTrue();
        here.flush();
        assertThat(isHit(engine("third", ""), "q")).isFalse();
        store(there, "q", "b");
        there.flush();
        assertThat(answer(here)).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAnsweredToACallThatBeganBeforeIsServedNowhere(boolean byKey) throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        store(here, "warm", "a");
        here.flush();
        assertThat(isHit(there, "warm")).isTrue();
        Miss began = (Miss) ask(there, "q");

        if (byKey) {
            here.evict(began.key());
        } else {
            here.evict(Kind.TAG, "news");
        }
        there.exit(began, "old", null); // Before or after it has learned of the eviction.
        there.flush();

        assertThat(isHit(here, "q")).isFalse();
        eventually(() -> !isHit(there, "q"));
        assertThat(isHit(here, "q")).isFalse();
    }

    @Test
    void whatIsEvictedWhileTheServerIsAwayHoldsHereAtOnceAndElsewhereWhenItIsBack() throws Exception {
        timeout = "1s";
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        AtomicInteger rounds = new AtomicInteger();
        eventually(() -> {
            String another = "warm " + rounds.incrementAndGet();
            store(here, another, "a"); // What it stored before it knew of Redis's evictions never gets there.
            here.flush();
            return isHit(there, another);
        });
        CacheKey key = store(here, "one", "a").key();
        store(here, "q", "a");
        here.flush();
        eventually(() -> isHit(there, "q") && isHit(there, "one"));
        redis.pause();

        here.evict(Kind.TAG, "news");
        here.evict(key);
        assertThat(isHit(here, "q")).isFalse();
        assertThat(isHit(here, "one")).isFalse();
        redis.resume();

        eventually(() -> !isHit(there, "q"));
        eventually(() -> !isHit(there, "one"));
    }

    @Test
    void evictionsThatWereMissedAreLearnedAfterwards() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "one", "a").key();
        store(here, "q", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "one")).isTrue();

        for (int i = 0; i < 3; i++) {
            redis.ask(client -> client.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub"));
            here.evict(i == 0 ? Kind.METHOD : Kind.TAG, "none");
        }
        here.evict(key);
        here.evict(Kind.TAG, "news");

        eventually(() -> !isHit(there, "one"));
        eventually(() -> !isHit(there, "q"));
    }

    @Test
    void whoStartsAgainWithoutTheServerKnowsWhatWasEvicted() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        store(here, "q", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        there.flush();
        here.evict(Kind.TAG, "news");
        eventually(() -> !isHit(there, "q"));
        eventually(() -> Files.size(folder.resolve("there/epochs")) >= 3 * 64); // It is written down, perhaps twice.
        there.close();
        redis.kill();

        assertThat(isHit(engine("there", ""), "q")).isFalse();
    }

    /** What it kept of Redis lies in its home still. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoStartsAgainWithoutRedisInItsConfigurationKnowsWhatWasEvicted(boolean byKey) throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "q", "a").key();
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        there.flush();
        long before = Files.size(folder.resolve("there/epochs"));
        if (byKey) {
            store(here, "other", "a");
            here.flush();
            assertThat(isHit(there, "other")).isTrue();
            here.evict(key);
        } else {
            here.evict(Kind.TAG, "news");
            eventually(() -> !isHit(there, "q"));
            store(there, "other", "a");
        }
        eventually(() -> !isHit(there, "q"));
        eventually(() -> Files.size(folder.resolve("there/epochs")) >= before + (byKey ? 2 : 1) * 64);
        there.close();

        Engine again = withoutRedis("there");

        assertThat(isHit(again, "q")).isFalse();
        assertThat(isHit(again, "other")).isTrue();
        store(again, "q", "b");
        again.close();
        assertThat(isHit(withoutRedis("there"), "q")).isTrue();
    }

    @Test
    void whoStartsAgainWithoutRedisInItsConfigurationIsServedWhatCameAfterAnEviction() throws Exception {
        Engine here = engine("here", "");
        CacheKey key = store(here, "q", "a").key();
        here.flush();
        long before = Files.size(folder.resolve("here/epochs"));
        here.evict(key);
        // Both forms of the key, and that Redis was told of both.
        eventually(() -> Files.size(folder.resolve("here/epochs")) >= before + 4 * 64);
        store(here, "q", "b");
        here.flush();
        here.close();

        assertThat(answer(withoutRedis("here"))).isEqualTo("b");
    }

    /** Of two services of one home, one knows no Redis. */
    @Test
    void whatAnotherProcessOfTheHomeLearnsOfRedisHoldsForAll() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        Engine beside = withoutRedis("there");
        store(here, "q", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        there.flush();
        assertThat(isHit(beside, "q")).isTrue();
        long before = Files.size(folder.resolve("there/epochs"));

        here.evict(Kind.TAG, "news");

        eventually(() -> !isHit(there, "q"));
        eventually(() -> Files.size(folder.resolve("there/epochs")) > before); // It is written down.
        assertThat(isHit(beside, "q")).isFalse();
        store(beside, "q", "b");
        assertThat(isHit(beside, "q")).isTrue();
    }

    @Test
    void whoHasItAllOnDiskLearnsOfEvictionsToo() throws Exception {
        Engine here = engine("here", "");
        Engine before = engine("there", "");
        store(here, "q", "a");
        here.flush();
        assertThat(isHit(before, "q")).isTrue();
        before.close();
        Engine there = engine("there", "");
        assertThat(ask(there, "q")).isEqualTo(Hit.of("a", Source.DISK));

        here.evict(Kind.TAG, "news");

        eventually(() -> !isHit(there, "q"));
    }

    @Test
    void whatWasEvictedWhileAServiceDidNotRunItDoesNotServeFromDisk() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "one", "a").key();
        store(here, "q", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "one")).isTrue();
        there.close();

        here.evict(key);
        here.evict(Kind.SCOPE, "none");
        eventually(() -> redis.number(client -> client.hlen(HASH)) == 2); // In their order.
        assertThat(isHit(engine("there", ""), "one")).isFalse();
        here.evict(Kind.TAG, "news");
        eventually(() -> redis.number(client -> client.hlen(HASH)) == 3);

        assertThat(isHit(engine("there", ""), "q")).isFalse();
    }

    @Test
    void whoStartsAgainWithoutTheServerKnowsWhichEntriesWereEvicted() throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "q", "a").key();
        store(here, "other", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "other")).isTrue();
        there.flush();
        long before = Files.size(folder.resolve("there/epochs"));
        here.evict(key);
        eventually(() -> !isHit(there, "q"));
        eventually(() -> Files.size(folder.resolve("there/epochs")) > before + 64); // Both forms of the key.
        there.close();
        redis.kill();

        Engine again = engine("there", "");

        assertThat(isHit(again, "q")).isFalse();
        assertThat(isHit(again, "other")).isTrue();
    }

    /** Redis remembers no more than the last of them. */
    @ParameterizedTest
    @ValueSource(ints = {9_000, 10_000})
    void whoHasMissedMoreEvictedEntriesThanAreRememberedServesNothingOfBefore(int more) throws Exception {
        Engine here = engine("here", "");
        Engine there = engine("there", "");
        CacheKey key = store(here, "q", "a").key();
        store(here, "other", "a");
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "other")).isTrue();
        there.close();
        here.evict(key);
        eventually(() -> redis.number(client -> client.llen(HASH + ":keys")) == 2);
        String[] others = new String[more];
        for (int i = 0; i < more; i++) {
            others[i] = "%064x %016x".formatted(i + 1, i + 1);
        }
        redis.ask(client -> client.lpush(HASH + ":keys", others));
        redis.ask(client -> client.ltrim(HASH + ":keys", 0, 9_999));

        Engine again = engine("there", "");

        assertThat(isHit(again, "q")).isFalse();
        assertThat(ask(again, "other") instanceof Hit hit && hit.source() == Source.DISK)
                .isEqualTo(more < 9_999);
    }

    /** The file of the other machine is still there, which listens all the time and has missed nothing. */
    @Test
    void whatWasEvictedByItsKeyIsServedOnNoMachineHoweverManyKeysAreEvictedAfterwards() throws Exception {
        Engine here = engine("here", "memory: off, ");
        Engine there = engine("there", "memory: off, ");
        CacheKey key = store(here, "q", "a").key();
        CacheKey last = store(here, "last", "a").key();
        here.flush();
        assertThat(isHit(there, "q")).isTrue();
        assertThat(isHit(there, "last")).isTrue();
        there.flush();
        assertThat(ask(there, "q")).isEqualTo(Hit.of("a", Source.DISK));
        here.evict(key);
        eventually(() -> !isHit(there, "q"));

        redis.ask(client -> {
            Pipeline others = client.pipelined();
            for (int i = 1; i < 10_000; i++) {
                String line = "%064x %016x".formatted(i, i);
                others.lpush(HASH + ":keys", line);
                others.publish("reprise:evictions", "k " + line);
            }
            others.sync();
            return others;
        });
        here.evict(last);
        eventually(() -> !isHit(there, "last")); // It has heard of all of them.

        assertThat(isHit(there, "q")).isFalse();
        assertThat(isHit(engine("third", ""), "q")).isFalse();
    }

    /** It is in Redis still, and nobody there has heard of the eviction. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasEvictedInAHomeIsNotServedThereThoughTheServerWasNotTold(boolean byKey) throws Exception {
        timeout = "1s";
        Engine here = engine("home", "memory: off, ");
        Engine mate = engine("home", "memory: off, ");
        Engine far = engine("far", "");
        CacheKey key = ((Miss) ask(here, "q")).key();
        for (String question : List.of("q", "other")) {
            eventually(() -> {
                if (ask(here, question) instanceof Miss miss) {
                    here.exit(miss, "a", null);
                }
                here.flush();
                return isHit(far, question);
            });
            assertThat(isHit(mate, question)).isTrue();
        }
        redis.pause();
        if (byKey) {
            here.evict(key);
        } else {
            here.evict(Kind.TAG, "news");
        }
        clock.advance(Duration.ofMillis(50));
        assertThat(isHit(mate, "q")).isFalse();

        here.close(); // It ends before it could tell anybody.
        redis.resume();

        eventually(() -> {
            if (ask(far, "fresh") instanceof Miss miss) {
                far.exit(miss, "a", null);
            }
            far.flush();
            assertThat(isHit(mate, "q")).isFalse();
            return isHit(mate, "fresh");
        });
        eventually(() -> !isHit(far, "q")); // From whoever shares the home.
        assertThat(isHit(mate, "other")).isEqualTo(byKey);
    }

    @Test
    void aServerThatHasLostItsNumbersServesNothingOfBefore() throws Exception {
        Engine here = engine("here", "");
        store(here, "q", "a");
        here.flush();
        here.evict(Kind.TAG, "news");
        store(here, "q", "b");
        here.flush();
        byte[] name = ("reprise:answers:" + ((Miss) ask(here, "none")).key()).getBytes(UTF_8);
        assertThat(name).isNotEmpty();

        redis.ask(client -> client.del(HASH)); // As the server's policy may.
        Engine there = engine("there", "");

        assertThat(isHit(there, "q")).isFalse();
        eventually(() -> !isHit(here, "q"));
        store(there, "q", "c");
        there.flush();
        assertThat(answer(here)).isEqualTo("c");
    }

    @Test
    void anEntryOfAnotherTimePutBackIsNotServed() throws Exception {
        Engine here = engine("here", "memory: off, disk: off, ");
        CacheKey key = store(here, "q", "a").key();
        here.flush();
        byte[] name = ("reprise:answers:" + key.hex()).getBytes(UTF_8);
        byte[] old = redis.ask(client -> client.get(name));
        assertThat(isHit(here, "q")).isTrue();
        here.evict(key);
        here.flush();
        assertThat(isHit(here, "q")).isFalse();

        redis.ask(client -> client.set(name, old));
        assertThat(isHit(here, "q")).isFalse();
        assertThat(isHit(engine("there", "memory: off, disk: off, "), "q")).isFalse();

        redis.ask(Jedis::flushAll);
        redis.ask(client -> client.set(name, old));
        assertThat(isHit(engine("third", "memory: off, disk: off, "), "q")).isFalse();
    }

    /** A copy that became the master before it had heard of everything. */
    @Test
    void evictionsThatTheServerHasForgottenAreMadeOnceMore() throws Exception {
        Engine here = engine("here", "");
        store(here, "q", "a");
        here.flush();
        here.evict(Kind.TAG, "news");
        here.flush();
        eventually(() -> redis.number(client -> client.hlen(HASH)) == 2);
        String field = redis.ask(client -> client.hkeys(HASH)).stream()
                .filter(each -> !each.equals("generation"))
                .findFirst()
                .orElseThrow();

        redis.ask(client -> client.hdel(HASH, field));
        redis.ask(client -> client.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub"));

        eventually(() -> redis.is(client -> client.hexists(HASH, field)));
    }

    @Test
    void withoutTheRightToListenNothingOfTheServerIsServed() throws Exception {
        redis.ask(
                client -> client.aclSetUser("plain", "on", ">secret", "~reprise:*", "+get", "+set", "+del", "+select"));
        Engine here = engine("here", "", "plain:secret@");
        store(here, "q", "a");
        here.flush();

        assertThat(isHit(here, "q")).isTrue();
        assertThat(isHit(engine("there", "", "plain:secret@"), "q")).isFalse();
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("never").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }
    }

    /** Returns what an entry answers; null if none does. */
    private Object answer(Engine engine) throws Exception {
        return ask(engine, "q") instanceof Hit hit ? hit.value() : null;
    }

    private Miss store(Engine engine, String question, String answer) throws Exception {
        Miss miss = (Miss) ask(engine, question);
        engine.exit(miss, answer, null);
        return miss;
    }

    private boolean isHit(Engine engine, String question) throws Exception {
        return ask(engine, question) instanceof Hit;
    }

    private Lookup ask(Engine engine, String question) throws Exception {
        clock.advance(Duration.ofMillis(20));
        return engine.enter(method(engine), new Service(), new Object[] {question});
    }

    private CachedMethod method(Engine engine) throws Exception {
        CachedMethod known = methods.get(engine);
        if (known == null) {
            known = engine.method(
                    new Target(
                            Service.class.getDeclaredMethod("answer", String.class),
                            Service.class.getName(),
                            List.of("question")),
                    load(
                                    "any",
                                    "",
                                    "",
                                    "methods: [{ method: \"" + Service.class.getName()
                                            + "#answer\", ttl: 10h, scope: answers, tags: [news] }]")
                            .methods()
                            .get(0));
            methods.put(engine, known);
        }
        return known;
    }

    private Engine engine(String home, String tiers) throws Exception {
        return engine(home, tiers, "");
    }

    private Engine engine(String home, String tiers, String login) throws Exception {
        Engine engine = new Engine(load(home, tiers, login, ""), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
        return engine;
    }

    private Engine withoutRedis(String home) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, """
                home: %s
                store: { mac-key: "file:%s" }
                """.formatted(folder.resolve(home), folder.resolve("key")));
        Engine engine = new Engine(load(file), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
        return engine;
    }

    private Configuration load(String home, String tiers, String login, String more) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, """
                home: %s
                store: { mac-key: "file:%s" }
                tiers: { %sredis: { uri: "redis://%s127.0.0.1:%d", timeout: %s } }
                %s
                """.formatted(
                        folder.resolve(home), folder.resolve("key"), tiers, login, redis.port(), timeout, more));
        return load(file);
    }

    private Configuration load(Path file) throws Exception {
        return Unhurried.load(file, folder);
    }
}
