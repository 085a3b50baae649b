package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ClientsMain;
import dev.reprise.fixture.DrainMain;
import dev.reprise.fixture.KeptMain;
import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services on several machines, so to speak: nothing in common but a server. */
@DisabledOnOs(OS.WINDOWS)
class RedisIT {

    private static final String KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private OneRedis redis;

    @BeforeEach
    void startTheServer() throws IOException {
        redis = OneRedis.start();
    }

    @AfterEach
    void stopTheServer() throws IOException {
        if (redis != null) {
            redis.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anotherServiceAsksTheProviderNothingThatThisOneAsked(Jdk jdk) throws IOException {
        try (Provider provider = new Provider()) {
            Ended first = sharing(jdk, "one", "clients: on")
                    .classPath(ClassPath.clients().toArray(Path[]::new))
                    .run(ClientsMain.class, provider.baseUrl());
            provider.requests();
            Ended second = sharing(jdk, "two", "clients: on")
                    .classPath(ClassPath.clients().toArray(Path[]::new))
                    .run(ClientsMain.class, provider.baseUrl());

            assertThat(provider.requests())
                    .as("all but what is never kept\n" + second.err())
                    .containsOnly(
                            Map.entry("openai-stateful", 2),
                            Map.entry("openai-broken", 2),
                            Map.entry("openai-stopped", 2));
            assertThat(second.results()).isEqualTo(first.results());
            assertThat(first.err()).contains(", redis 127.0.0.1:" + port());
            assertThat(second.err()).doesNotContain("redis tier");
            assertThat(second.foreignErrors()).isEqualTo(first.foreignErrors());
        }
    }

    @Test
    void whatWasServedFromThereIsOnThisDiskFromThenOn() throws IOException {
        sharing(Jdk.running(), "one", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello");
        // It has to know later what the server's evictions begin with, which is written after the head of its log.
        Ended second = sharing(Jdk.running(), "two", "methods:", SUMMARIZE).run(KeptMain.class, "hello", "128");
        redis.close();
        Ended third = sharing(Jdk.running(), "two", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello");

        assertThat(second.bodies("summarize")).as(second.err()).isZero();
        assertThat(third.bodies("summarize")).as(third.err()).isZero();
    }

    /** A host that lets its calls come to their end may take half a minute for that. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whatTheHooksOfTheHostEvictIsServedByNoMachine(Jdk jdk) throws IOException {
        String[] configuration = {"methods:", SUMMARIZE};
        Ended first = sharing(jdk, "one", configuration).run(DrainMain.class, "hello");
        Ended second = sharing(jdk, "two", configuration).run(SummarizerMain.class, "hello");
        Ended third = sharing(jdk, "three", configuration).run(SummarizerMain.class, "hello");

        assertThat(first.out()).as(first.err()).contains("drained");
        assertThat(first.err()).contains("Reprise served 1 of 2 calls");
        assertThat(second.bodies("summarize")).as(second.err()).isEqualTo(1);
        assertThat(third.bodies("summarize")).as(third.err()).isZero();
    }

    @Test
    void aTenantWhomACommandEvictsThereIsServedByNoMachine() throws IOException {
        try (Obeying one = Obeying.begin(sharing(Jdk.running(), "one", "quiet: true"));
                Obeying two = Obeying.begin(sharing(Jdk.running(), "two", "quiet: true"))) {
            for (String question : List.of("as acme 1", "as acme 2", "as globex q")) {
                one.tell(question);
                while (!two.tell(question).equals("hit")) {
                    // Written a moment later; if this one was faster, its own serves.
                }
            }

            Ended evicted = Fork.in(directory)
                    .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                    .environment("MAC_KEY", KEY)
                    .runJar(Fork.AGENT, "evict", "tenant:acme", "--redis", "redis://127.0.0.1:" + port());
            while (!one.tell("as acme 1").equals("miss")) {
                // It takes the news a millisecond or so.
            }
            while (!two.tell("as acme 2").equals("miss")) {
                // As above.
            }

            assertThat(evicted.out())
                    .as(evicted.err())
                    .isEqualTo("evicted what tenant acme had, of namespace \"default\" in 127.0.0.1:" + port() + "\n");
            assertThat(one.tell("as globex q")).isEqualTo("hit");
            assertThat(two.tell("as globex q")).isEqualTo("hit");
        }
    }

    @Test
    void aTenantWhoFillsTheServerPushesOutNobodyElse() throws IOException {
        String[] configuration = {
            "quiet: true", "tiers: { memory: off, disk: off }", "scopes: { answers: { max-entries-per-tenant: 5 } }"
        };
        try (Obeying one = Obeying.begin(sharing(Jdk.running(), "one", configuration));
                Obeying two = Obeying.begin(sharing(Jdk.running(), "two", configuration))) {
            one.tell("as small q");
            two.tell("ask q");
            for (int i = 0; i < 20; i++) {
                one.tell("as large one " + i);
                two.tell("as large two " + i);
            }
            while (!one.tell("as large one 19").equals("hit")
                    || !two.tell("as large two 19").equals("hit")) {
                // It is written a moment later, and all others were queued before.
            }

            Ended stats = Fork.in(directory)
                    .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                    .environment("MAC_KEY", KEY)
                    .runJar(Fork.AGENT, "stats", "--redis", "redis://127.0.0.1:" + port(), "--json");

            assertThat(two.tell("as small q")).isEqualTo("hit");
            assertThat(one.tell("ask q")).isEqualTo("hit");
            assertThat(stats.out()).as(stats.err()).contains("\"scope\":\"answers\",\"entries\":7,");
        }
    }

    @Test
    void whatOneMachineEvictsNoneServesAnyMore() throws IOException {
        try (Obeying one = Obeying.begin(sharing(Jdk.running(), "one", "quiet: true"));
                Obeying two = Obeying.begin(sharing(Jdk.running(), "two", "quiet: true"))) {
            assertThat(one.tell("ask q")).isEqualTo("miss");
            while (!two.tell("ask q").equals("hit")) {
                // Its entry is written a moment later; if this one was faster, its own serves.
            }

            for (String command : List.of("evict-tag news", "evict-scope answers", "evict-key q", "evict-all")) {
                assertThat(one.tell(command)).isEqualTo("evicted");

                while (!two.tell("ask q").equals("miss")) {
                    // It takes the news a millisecond or so.
                }
                assertThat(two.tell("ask q")).isEqualTo("hit");
            }
        }
    }

    @Test
    void aServerThatIsGoneCostsOneLineAndNoCall() throws IOException {
        redis.close();

        Ended plain = Fork.in(directory).run(SummarizerMain.class, "hello", "hello", "bye");
        Ended ended =
                sharing(Jdk.running(), "one", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello", "hello", "bye");

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains("redis tier is off", "cannot be connected to");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void nothingOfItIsLoadedWhereItIsNotConfigured() {
        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .flag("-Xlog:class+load:stdout")
                .run(SummarizerMain.class, "hello");

        assertThat(ended.out())
                .contains("dev.reprise.engine.tier.DiskTier ")
                .doesNotContain("dev.reprise.engine.redis.", "dev.reprise.engine.config.Redis");
    }

    @Test
    void withoutAMacKeyItIsRefusedAndTheServiceRuns() {
        Ended ended = Fork.in(directory)
                .agent("tiers: { redis: { uri: 'redis://:s3cret@127.0.0.1' } }", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.err())
                .contains("reprise.yaml:1:17: tiers.redis: needs a store.mac-key")
                .doesNotContain("s3cret");
    }

    /** With all the time that a busy machine may need. */
    private Fork sharing(Jdk jdk, String home, String... configuration) {
        return Fork.in(directory.resolve(home))
                .jdk(jdk)
                .home(directory.resolve(home).resolve("home"))
                .environment("REPRISE_TIERS_REDIS_URI", "redis://127.0.0.1:" + port())
                .environment("REPRISE_TIERS_REDIS_TIMEOUT", "60s")
                .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                .environment("MAC_KEY", KEY)
                .agent(configuration);
    }

    private int port() {
        return redis.port();
    }
}
