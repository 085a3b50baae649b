package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisBinderTest {

    private static final String KEY = "store: { mac-key: env:MAC }\n";

    @TempDir
    Path directory;

    private Configurations process;

    @BeforeEach
    void startProcess() {
        process = new Configurations(directory);
    }

    @Test
    void withoutItThereIsNone() {
        assertThat(process.load("reprise.yaml", KEY).redis()).isNull();
        assertThat(process.load("reprise.yaml", KEY + "tiers: { redis: off }").redis())
                .isNull();
    }

    @Test
    void aServerIsEnough() {
        assertThat(redis("uri: redis://localhost"))
                .isEqualTo(new RedisSettings(
                        new RedisServer("localhost", 6379),
                        false,
                        null,
                        null,
                        0,
                        Duration.ofMillis(100),
                        "reprise",
                        8));
    }

    @Test
    void everythingCanBeSaid() {
        assertThat(redis("uri: 'rediss://ada:pa%40ss%2F:@[::1]:7000/15', timeout: 2s, prefix: 'a:{b}', pool-size: 1"))
                .isEqualTo(new RedisSettings(
                        new RedisServer("::1", 7000), true, "ada", "pa@ss/:", 15, Duration.ofSeconds(2), "a:{b}", 1));
    }

    @Test
    void sentinelsAreAskedForTheServer() {
        RedisSettings redis = redis("uri: 'redis-sentinel://ada:p#w@one,[::1]:7000,my_three/2#main#2'");

        assertThat(redis.place())
                .isEqualTo(new RedisSentinels(
                        "main#2",
                        List.of(
                                new RedisServer("one", 26_379),
                                new RedisServer("::1", 7_000),
                                new RedisServer("my_three", 26_379)),
                        null,
                        null));
        assertThat(redis.password()).isEqualTo("p#w");
        assertThat(redis.database()).isEqualTo(2);
        assertThat(redis.tls()).isFalse();
        assertThat(redis("uri: 'rediss-sentinel://one#main'").tls()).isTrue();
        assertThat(redis.address()).isEqualTo("main#2 (Sentinel one:26379)");
    }

    @Test
    void sentinelsCanHaveALoginOfTheirOwn() {
        RedisSettings redis =
                redis("uri: 'redis-sentinel://:pw@one#main', sentinel-user: bob, sentinel-password: s3cret");

        assertThat(redis.place())
                .isEqualTo(new RedisSentinels("main", List.of(new RedisServer("one", 26_379)), "bob", "s3cret"));
        assertThat(redis.place().toString()).doesNotContain("s3cret");
        assertThat(process.problemsOf(
                        KEY + "tiers: { redis: { uri: 'redis-sentinel://one#main', sentinel-user: bob } }"))
                .containsExactly("reprise.yaml:2:68: tiers.redis.sentinel-user: has no password beside it; write"
                        + " sentinel-password, too");
    }

    @ParameterizedTest
    @CsvSource({
        "redis+unix:///run/redis.sock, /run/redis.sock,,, 0",
        "unix:///run/a@b/x.sock?db=3, /run/a@b/x.sock,,, 3",
        "redis+unix://:p@ss:w@/x, /x,, p@ss:w, 0",
        "unix://ada:p%2Fw@/run/a@/x?db=0, /run/a@/x, ada, p/w, 0"
    })
    void aSocketOfThisMachineIsAFile(String uri, String path, String user, String password, int database) {
        RedisSettings redis = redis("uri: '" + uri + "'");

        assertThat(redis.place()).isEqualTo(new RedisSocket(path));
        assertThat(redis.address()).isEqualTo(path);
        assertThat(redis.user()).isEqualTo(user);
        assertThat(redis.password()).isEqualTo(password);
        assertThat(redis.database()).isEqualTo(database);
    }

    @Test
    void someNodesOfAClusterAreEnough() {
        RedisSettings redis = redis("uri: 'redis-cluster://ada:p,w@one,[::1]:7000/0'");

        assertThat(redis.place())
                .isEqualTo(new RedisCluster(List.of(new RedisServer("one", 6_379), new RedisServer("::1", 7_000))));
        assertThat(redis.password()).isEqualTo("p,w");
        assertThat(redis.tls()).isFalse();
        assertThat(redis("uri: 'rediss-cluster://one'").tls()).isTrue();
        assertThat(redis.address()).isEqualTo("one:6379 (cluster)");
    }

    /** Containers have names with underscores, and passwords any character. */
    @ParameterizedTest
    @CsvSource({
        "redis://my_redis:1, my_redis:1,,",
        "REDIS://Host/, Host:6379,,",
        "redis://:p@ss/w:rd@host, host:6379,, p@ss/w:rd",
        "redis://u%3A:p@1.2.3.4/3, 1.2.3.4:6379, u:, p",
        "redis://:%c3%a4%25@h, h:6379,, ä%"
    })
    void addressesAreReadAsPeopleWriteThem(String uri, String address, String user, String password) {
        RedisSettings redis = redis("uri: '" + uri + "'");

        assertThat(redis.address()).isEqualTo(address);
        assertThat(redis.user()).isEqualTo(user);
        assertThat(redis.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "http://ada:s3cret@host",
                "redis:ada:s3cret@host",
                "redis://s3cret@host",
                "redis://s3cret:@host",
                "redis://ada:s3cret%2@host",
                "redis://ada:s3cret%zz@host",
                "redis://ada:s3cret@",
                "redis://ada:s3cret@host:port",
                "redis://ada:s3cret@host:0",
                "redis://ada:s3cret@host:65536",
                "redis://ada:s3cret@host:6379/one",
                "redis://ada:s3cret@host?s3cret=1",
                "redis://ada:s3cret@host/0?ssl=true",
                "redis://ada:s3cret@host,other:6379",
                "redis://ada:s3cret@[::1",
                "redis://ada:s3cret@::1",
                "redis://ada:s3cret@host#master",
                "redis-sentinel://ada:s3cret@host",
                "redis-sentinel://ada:s3cret@host#",
                "redis-sentinel://ada:s3cret@host,#main",
                "redis-sentinel://ada:s3cret@host:x,other#main",
                "redis-cluster://ada:s3cret@",
                "unix://",
                "unix:///",
                "unix://s3cret",
                "unix://ada:s3cret@x.sock",
                "redis+unix://ada:s3cret@/x.sock?db=x",
                "redis+unix://ada:s3cret@/x.sock?timeout=1",
                "redis-cluster://ada:s3cret@host,",
                "redis-cluster://ada:s3cret@host:x",
                "redis-cluster://ada:s3cret@host/1",
                "redis-cluster://ada:s3cret@host#main"
            })
    void anAddressThatIsNoneIsAProblemThatDoesNotRepeatIt(String uri) {
        assertThat(process.problemsOf(KEY + "tiers: { redis: { uri: '" + uri + "' } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("reprise.yaml:2:24: tiers.redis.uri: ")
                        .contains("write ")
                        .doesNotContain("s3cret", "ada"));
    }

    @Test
    void anAddressInTheTiersPlaceIsAProblemThatDoesNotRepeatIt() {
        assertThat(process.problemsOf(KEY + "tiers: { redis: 'redis://:s3cret@host' }"))
                .containsExactly("reprise.yaml:2:17: tiers.redis: needs keys and values; write off, or a uri, such as {"
                        + " uri: \"redis://localhost:6379\" }");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(process.problemsOf(
                        KEY + "tiers: { redis: { url: x, timeout: 2m, prefix: 'a b', pool-size: 1001 } }"))
                .containsExactly(
                        "reprise.yaml:2:17: tiers.redis: names no server; write a uri, such as { uri:"
                                + " \"redis://localhost:6379\" }",
                        "reprise.yaml:2:19: unknown key \"url\" in tiers.redis; did you mean \"uri\"? Valid keys: uri,"
                                + " timeout, prefix, pool-size, sentinel-user, sentinel-password",
                        "reprise.yaml:2:36: tiers.redis.timeout: is longer than a call may be held up; write at most 60s,"
                                + " such as 100ms",
                        "reprise.yaml:2:48: tiers.redis.prefix: \"a b\" cannot begin the name of a key; write 1 to 64"
                                + " letters, digits, '.', ':', '_', '-', '{' and '}'",
                        "reprise.yaml:2:66: tiers.redis.pool-size: is more than one server can take; write at most 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[a]", "{}", "{ uri: }", "{ uri: [a] }", "{ timeout: 1s }"})
    void noServerIsAProblem(String value) {
        assertThat(process.problemsOf(KEY + "tiers: { redis: " + value + " }"))
                .singleElement()
                .asString()
                .startsWith("reprise.yaml:2:")
                .contains("tiers.redis");
    }

    @Test
    void withoutAKeyForTheCodesItIsRefused() {
        assertThat(process.problemsOf("tiers: { redis: { uri: 'redis://host' } }"))
                .singleElement()
                .asString()
                .startsWith(
                        "reprise.yaml:1:17: tiers.redis: needs a store.mac-key, because whoever can write to the server"
                                + " could otherwise choose what calls are answered with");
    }

    @Test
    void nothingIsOddAboutRedisAlone() {
        assertThat(process.load(
                                "reprise.yaml",
                                KEY + "tiers: { memory: off, disk: off, redis: { uri: 'redis://host' } }")
                        .warnings())
                .isEmpty();
    }

    @Test
    void itsTextTellsNoPassword() {
        assertThat(redis("uri: 'redis://ada:s3cret@host/1'").toString()).isEqualTo("redis://host:6379/1");
        assertThat(process.load().toString()).doesNotContain("s3cret");
    }

    private RedisSettings redis(String settings) {
        return process.load("reprise.yaml", KEY + "tiers: { redis: { " + settings + " } }")
                .redis();
    }
}
