package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.key.CacheKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times to live that change while the JVM runs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Other tests leave calls open on theirs.
class LifetimeChangeTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<String> lines = new ArrayList<>();
    private Engine engine;
    private CachedMethod ask;

    static final class Service {
        List<String> ask(String question) {
            return List.of(question);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void aShorterOneHoldsForWhatIsThereToo(String only) throws Exception {
        open(only, "{ ttl: 1h }", "");
        assertThat(ask("q")).isInstanceOf(Miss.class);
        clock.advance(Duration.ofMinutes(10));
        assertThat(ask("q")).isInstanceOf(Hit.class);

        change(only, "{ ttl: 9m }", "");

        assertThat(lines).singleElement().asString().contains("scopes.answers.ttl: 1h -> 9m");
        assertThat(ask("q")).isInstanceOf(Miss.class);
        clock.advance(Duration.ofMinutes(8));
        assertThat(ask("q")).isInstanceOf(Hit.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(ask("q")).isInstanceOf(Miss.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void aLongerOneHoldsForWhatIsMadeFromThenOn(String only) throws Exception {
        open(only, "{ ttl: 10m }", "");
        ask("before");

        change(only, "{ ttl: 1h }", "");
        ask("after");
        clock.advance(Duration.ofMinutes(11));

        assertThat(ask("before")).isInstanceOf(Miss.class);
        assertThat(ask("after")).isInstanceOf(Hit.class);
        clock.advance(Duration.ofMinutes(49));
        assertThat(ask("after")).isInstanceOf(Miss.class);
    }

    @Test
    void thatOfAMethodGoesBeforeThatOfItsScope() throws Exception {
        open("memory", "{ ttl: 1h }", "ttl: 30m");
        ask("q");
        clock.advance(Duration.ofMinutes(20));

        change("memory", "{ ttl: 1m }", "ttl: 30m");
        assertThat(ask("q")).isInstanceOf(Hit.class);
        change("memory", "{ ttl: 1m }", "ttl: 15m");
        assertThat(lines).last().asString().contains("ttl of ", "30m -> 15m");
        assertThat(ask("q")).isInstanceOf(Miss.class);
        clock.advance(Duration.ofMinutes(1));
        change("memory", "{ ttl: 1m }", "");
        assertThat(lines).last().asString().contains("15m -> the scope's");

        assertThat(ask("q")).isInstanceOf(Miss.class);
    }

    @Test
    void whereHitsExtendTheTimeItIsThatOfNowFromTheNextHitOn() throws Exception {
        open("memory", "{ ttl: 1h, ttl-from: last-use }", "");
        ask("q");
        clock.advance(Duration.ofMinutes(30));

        change("memory", "{ ttl: 10m, ttl-from: last-use }", "");

        assertThat(ask("q")).isInstanceOf(Hit.class);
        clock.advance(Duration.ofMinutes(10));
        assertThat(ask("q")).isInstanceOf(Miss.class);
    }

    @Test
    void whatIsKeptForCallsThatFailIsKeptAsLongAfterTheNewEnd() throws Exception {
        open("memory", "{ ttl: 1h, stale-if-error: 5m }", "");
        ask("q");
        clock.advance(Duration.ofMinutes(10));
        change("memory", "{ ttl: 8m, stale-if-error: 5m }", "");

        assertThat(ask.life().window()).isEqualTo(Duration.ofMinutes(5).toMillis());
        LateEntry late = ask.entries().late(key(), ask, ask.evictedBy(null));
        assertThat(late).isNotNull();
        assertThat(late.lateMillis()).isBetween(119_000L, 122_000L);
        clock.advance(Duration.ofMinutes(3));
        assertThat(ask.entries().late(key(), ask, ask.evictedBy(null))).isNull();
    }

    @Test
    void whatIsToldOfAnEntryIsWhatCallsMeet() throws Exception {
        open("memory", "{ ttl: 1h }", "");
        CacheKey key = ((Miss) ask("q")).key();
        clock.advance(Duration.ofMinutes(10));
        assertThat(engine.inMemory(key)).singleElement().matches(HeldEntry::isServed);

        change("memory", "{ ttl: 15m }", "");
        assertThat(engine.inMemory(key)).singleElement().satisfies(entry -> {
            assertThat(entry.isServed()).isTrue();
            assertThat(entry.expiresAtMillis() - clock.millis())
                    .isEqualTo(Duration.ofMinutes(5).toMillis());
        });
        change("memory", "{ ttl: 9m }", "");
        assertThat(engine.inMemory(key)).singleElement().matches(HeldEntry::isExpired);
    }

    @Test
    void jitterChangesAndEverythingElseOfAScopeDoesAtTheNextStart() throws Exception {
        open("memory", "{ ttl: 1h }", "");

        change("memory", "{ ttl: 1h, ttl-jitter: 50%, max-entries: 7 }", "");

        assertThat(ask.life().jitter()).isEqualTo(50);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("scopes.answers.ttl-jitter: 0% -> 50%");
        assertThat(lines.get(1))
                .endsWith("what it says now of scopes.answers.max-entries takes effect at the next start");
    }

    private CacheKey key() {
        return ((Miss) engine.enter(ask, new Service(), new Object[] {"q"})).key();
    }

    /** Makes a call, and if it is a miss answers it. */
    private Lookup ask(String question) {
        Lookup found = engine.enter(ask, new Service(), new Object[] {question});
        if (found instanceof Miss miss) {
            engine.exit(miss, new ArrayList<>(List.of(question)), null);
            engine.flush();
        }
        return found;
    }

    private void open(String only, String scope, String method) throws Exception {
        Configuration configuration = load(only, scope, method);
        engine = new Engine(configuration, (module, packageName) -> {}, clock, clock::nanos);
        ask = engine.method(
                new Target(Service.class.getDeclaredMethod("ask", String.class), Service.class.getName(), List.of("q")),
                configuration.ownMethods().get(0));
    }

    private void change(String only, String scope, String method) throws Exception {
        lines.addAll(engine.standings().configure(load(only, scope, method)));
    }

    private Configuration load(String only, String scope, String method) throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                "home: " + folder.resolve("home") + "\ntiers: "
                        + (only.equals("memory") ? "{ disk: off }" : "{ memory: off, disk: { timeout: 60s } }")
                        + "\nscopes: { answers: " + scope + " }\nmethods:\n  - method: " + Service.class.getName()
                        + "#ask\n    scope: answers\n" + (method.isEmpty() ? "" : "    " + method + "\n"));
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
