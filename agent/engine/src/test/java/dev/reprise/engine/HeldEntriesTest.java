package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.key.CacheKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of entries in memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Other tests leave calls open on theirs.
class HeldEntriesTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private Engine engine;
    private CachedMethod ask;
    private CachedMethod words;

    static final class Service {
        String ask(String question) {
            return question;
        }

        List<String> words(String question) {
            return List.of(question);
        }
    }

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                "tiers: { disk: off }\nmethods:\n  - method: " + name("ask")
                        + "\n    tags: [chat, news]\n    stale-if-error: 5m\n    ttl: 10m\n  - method: " + name("words")
                        + "\n");
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
        engine = new Engine(configuration, (module, packageName) -> {}, clock, clock::nanos);
        ask = method(configuration, "ask", 0);
        words = method(configuration, "words", 1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void ofAnEntryIsToldWhatIsKnown() {
        CacheKey key = call(ask, "q", "an answer");

        assertThat(engine.inMemory(key)).singleElement().satisfies(entry -> {
            assertThat(entry.isServed()).isTrue();
            assertThat(entry.scope()).isEqualTo("default");
            assertThat(entry.bytes()).isBetween(200L, 1_000L);
            assertThat(entry.expiresAtMillis() - clock.millis())
                    .isEqualTo(Duration.ofMinutes(10).toMillis());
            assertThat(clock.millis() - entry.createdAtMillis()).isBetween(0L, 999L);
            assertThat(entry.method()).isEqualTo(name("ask"));
            assertThat(entry.tenant()).isNull();
            assertThat(entry.tags()).containsExactlyInAnyOrder("chat", "news");
            assertThat(entry.worth()).isNotNull();
            assertThat(entry.worth().nanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        });
        assertThat(engine.inMemory(call(words, "q", new ArrayList<>(List.of("a")))))
                .singleElement()
                .satisfies(entry -> assertThat(entry.worth()).isNotNull());
    }

    @Test
    void aLookIsNoUseAndMakesNothing() {
        CacheKey key = call(ask, "q", "an answer");
        Figures before = engine.figures().get(0).figures();

        engine.inMemory(key);

        assertThat(engine.figures().get(0).figures()).isEqualTo(before);
        assertThat(engine.inMemory(new CacheKey(1, 2, 3, 4))).isEmpty();
    }

    @Test
    void whatHasExpiredOrWasEvictedIsToldSoAsLongAsItIsThere() {
        CacheKey key = call(ask, "q", "an answer");
        CacheKey other = call(words, "q", new ArrayList<>(List.of("a")));

        engine.evict(Kind.TAG, "news");
        assertThat(engine.inMemory(key))
                .singleElement()
                .matches(HeldEntry::isEvicted)
                .matches(each -> !each.isServed());
        assertThat(engine.inMemory(other)).singleElement().matches(HeldEntry::isServed);
        clock.advance(Duration.ofHours(1));

        assertThat(engine.inMemory(other))
                .singleElement()
                .matches(HeldEntry::isExpired)
                .matches(each -> !each.isServed());
    }

    @Test
    void anEntryOfATenantWhoseOthersWereEvictedBeforeIsServed() {
        assertThat(engine.inMemory(call(ask, "q", "nobody's"))).singleElement().matches(each -> each.tenant() == null);
        Runnable end = engine.beginTenant("acme");
        CacheKey before = call(ask, "q", "an answer");
        engine.evict(Kind.TENANT, "acme");
        CacheKey after = call(ask, "r", "an answer");
        end.run();

        assertThat(engine.inMemory(before)).singleElement().matches(HeldEntry::isEvicted);
        assertThat(engine.inMemory(before)).singleElement().matches(each -> "acme".equals(each.tenant()));
        assertThat(engine.inMemory(after)).singleElement().matches(HeldEntry::isServed);
    }

    @Test
    void whatIsOnlyKeptForCallsThatFailIsStale() {
        CacheKey key = call(ask, "q", "an answer");

        clock.advance(Duration.ofMinutes(10));
        assertThat(engine.inMemory(key))
                .singleElement()
                .matches(HeldEntry::isStale)
                .matches(each -> !each.isServed());
        clock.advance(Duration.ofMinutes(5));
        assertThat(engine.inMemory(key)).singleElement().matches(HeldEntry::isExpired);
    }

    /** Makes a call that takes a while, and returns its key. */
    private CacheKey call(CachedMethod method, String question, Object answer) {
        Lookup found = engine.enter(method, new Service(), new Object[] {question});
        assertThat(found).isNotInstanceOf(Hit.class);
        clock.advance(Duration.ofMillis(300));
        engine.exit((Miss) found, answer, null);
        return ((Miss) found).key();
    }

    private CachedMethod method(Configuration configuration, String name, int rule) throws Exception {
        return engine.method(
                new Target(Service.class.getDeclaredMethod(name, String.class), Service.class.getName(), List.of("q")),
                configuration.ownMethods().get(rule));
    }

    private static String name(String method) {
        return Service.class.getName() + "#" + method;
    }
}
