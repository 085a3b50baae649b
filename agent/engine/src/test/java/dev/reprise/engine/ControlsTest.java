package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What the code around a call asks of it. */
class ControlsTest {

    private static final String MEMORY = "tiers: { disk: off }";
    private static final String DISK = "tiers: { memory: off }";

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private final ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    private String head = MEMORY;
    private Engine engine;
    private int bodies;

    static final class Service {

        String value(String question) {
            return question;
        }

        CompletableFuture<String> future(String question) {
            return CompletableFuture.completedFuture(question);
        }

        Mono<String> publisher(String question) {
            return Mono.just(question);
        }
    }

    @BeforeEach
    void open() throws Exception {
        open(MEMORY);
    }

    @AfterEach
    void close() {
        other.shutdown();
        opened.forEach(Engine::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "future", "publisher"})
    void aBypassedCallIsNeitherLookedUpNorKept(String shape) throws Exception {
        CachedMethod method = method(shape);

        Runnable bypass = engine.beginControl("bypass", null);
        assertThat(ask(method)).isEqualTo("answer 1");
        assertThat(ask(method)).isEqualTo("answer 2");
        bypass.run();

        assertThat(ask(method)).isEqualTo("answer 3");
        assertThat(ask(method)).isEqualTo("answer 3");
        try (Closing again = control("bypass")) {
            assertThat(ask(method)).isEqualTo("answer 4");
        }
        assertThat(ask(method)).isEqualTo("answer 3");
        assertThat(figures().bypasses()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "future", "publisher"})
    void aRefreshedAnswerTakesThePlaceOfTheEntry(String shape) throws Exception {
        CachedMethod method = method(shape);
        ask(method);

        try (Closing refresh = control("refresh")) {
            assertThat(ask(method)).isEqualTo("answer 2");
            assertThat(ask(method)).isEqualTo("answer 3");
        }

        assertThat(ask(method)).isEqualTo("answer 3");
    }

    @Test
    void aRefreshedAnswerIsServedFromDiskAsWell() throws Exception {
        open(DISK);
        ask(method("value"));
        try (Closing refresh = control("refresh")) {
            ask(method("value"));
        }

        open(DISK);

        assertThat(ask(method("value"))).isEqualTo("answer 2");
    }

    @Test
    void theEntryStaysIfTheRefreshedCallFails() throws Exception {
        CachedMethod method = method("value");
        ask(method);

        try (Closing refresh = control("refresh")) {
            Miss miss = (Miss) enter(method);
            engine.exit(miss, null, new IllegalStateException("too many requests"));
            engine.exit((Miss) enter(method), "", null);
        }

        assertThat(ask(method)).isEqualTo("answer 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMORY, DISK})
    void theEntryStaysIfTheRefreshedAnswerIsTooLarge(String tiers) throws Exception {
        open(tiers.replace("off", "off, max-entry-size: 1KB"));
        CachedMethod method = method("value");
        ask(method);
        engine.flush();

        try (Closing refresh = control("refresh")) {
            engine.exit((Miss) enter(method), "x".repeat(2_000), null);
        }
        engine.flush();

        assertThat(ask(method)).isEqualTo("answer 1");
    }

    @Test
    void anAnswerToACallThatHadBegunBeforeIsKeptIfTheRefreshedOneIsNot() throws Exception {
        open(MEMORY.replace("off", "off, max-entry-size: 1KB"));
        CachedMethod method = method("value");
        Miss old = (Miss) enter(method);
        clock.advance(Duration.ofMillis(1));

        try (Closing refresh = control("refresh")) {
            engine.exit((Miss) enter(method), "x".repeat(2_000), null);
        }
        engine.exit(old, "old", null);

        assertThat(((Hit) enter(method)).value()).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMORY, DISK})
    void anAnswerToACallThatHadBegunBeforeTakesNotThePlaceOfARefreshedOne(String tiers) throws Exception {
        open(tiers);
        CachedMethod method = method("value");
        Miss old = (Miss) enter(method);
        clock.advance(Duration.ofMillis(1));

        try (Closing refresh = control("refresh")) {
            engine.exit((Miss) enter(method), "new", null);
        }
        engine.exit(old, "old", null);
        engine.flush();

        assertThat(((Hit) enter(method)).value()).isEqualTo("new");
        try (Closing young = control("max-age", Duration.ofSeconds(10))) {
            assertThat(((Hit) enter(method)).value()).isEqualTo("new");
        }
    }

    @Test
    void ofTwoRefreshedAnswersTheOneThatWasAskedForLastStays() throws Exception {
        CachedMethod method = method("value");

        try (Closing refresh = control("refresh")) {
            Miss first = (Miss) enter(method);
            clock.advance(Duration.ofMillis(1));
            Miss last = (Miss) enter(method);
            engine.exit(last, "last", null);
            engine.exit(first, "first", null);
        }

        assertThat(((Hit) enter(method)).value()).isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "future", "publisher"})
    void withoutStoringEntriesAnswerAndNoneIsMade(String shape) throws Exception {
        CachedMethod method = method(shape);

        try (Closing noStore = control("no-store")) {
            assertThat(ask(method)).isEqualTo("answer 1");
        }
        assertThat(ask(method)).isEqualTo("answer 2");
        try (Closing noStore = control("no-store")) {
            assertThat(ask(method)).isEqualTo("answer 2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMORY, DISK})
    void anEntryOfThatAgeDoesNotAnswerAndIsReplaced(String tiers) throws Exception {
        for (String shape : List.of("value", "future", "publisher")) {
            open(tiers);
            bodies = 0;
            ask(method(shape));
            settle(tiers);
            clock.advance(Duration.ofMinutes(10));

            try (Closing old = control("max-age", Duration.ofMinutes(11))) {
                assertThat(ask(method(shape))).isEqualTo("answer 1");
            }
            try (Closing young = control("max-age", Duration.ofMinutes(9))) {
                assertThat(ask(method(shape))).isEqualTo("answer 2");
                settle(tiers);
            }
            try (Closing young = control("max-age", Duration.ofMinutes(9))) {
                assertThat(ask(method(shape))).isEqualTo("answer 2");
            }
            assertThat(ask(method(shape))).isEqualTo("answer 2");
        }
    }

    @Test
    void usesDoNotMakeAnEntryYounger() throws Exception {
        CachedMethod method = method("value", "ttl: 1h", "ttl-from: last-use");
        ask(method);
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(ask(method)).isEqualTo("answer 1");
        }

        try (Closing young = control("max-age", Duration.ofHours(2))) {
            assertThat(ask(method)).isEqualTo("answer 2");
        }
    }

    @Test
    void anEntryIsAsOldInMemoryAsWhereItWasFound() throws Exception {
        open("");
        ask(method("value"));
        clock.advance(Duration.ofMinutes(10));
        open("");
        assertThat(ask(method("value"))).isEqualTo("answer 1");
        assertThat(((Hit) enter(method("value"))).source()).isEqualTo(Source.MEMORY);

        try (Closing young = control("max-age", Duration.ofMinutes(9))) {
            assertThat(ask(method("value"))).isEqualTo("answer 2");
        }
    }

    @Test
    void anOldEntryStaysForThoseWhoTakeIt() throws Exception {
        CachedMethod method = method("value");
        ask(method);
        clock.advance(Duration.ofMinutes(10));

        try (Closing young = control("max-age", Duration.ofMinutes(9))) {
            engine.exit((Miss) enter(method), null, new IllegalStateException("too many requests"));
        }

        assertThat(ask(method)).isEqualTo("answer 1");
    }

    @Test
    void whatIsAskedInsideAllowsNothingThatIsForbiddenAround() throws Exception {
        CachedMethod method = method("value");
        ask(method);
        clock.advance(Duration.ofMinutes(10));

        try (Closing bypass = control("bypass");
                Closing refresh = control("refresh")) {
            assertThat(ask(method)).isEqualTo("answer 2");
        }
        try (Closing noStore = control("no-store");
                Closing refresh = control("refresh")) {
            assertThat(ask(method)).isEqualTo("answer 3");
        }
        try (Closing young = control("max-age", Duration.ofMinutes(9));
                Closing old = control("max-age", Duration.ofMinutes(11));
                Closing noStore = control("no-store")) {
            assertThat(ask(method)).isEqualTo("answer 4");
        }
        assertThat(ask(method)).isEqualTo("answer 1");
    }

    @Test
    void tenantsAndControlsLeaveEachOtherAlone() throws Exception {
        CachedMethod method = method("value");
        Runnable acme = engine.beginTenant("acme");
        ask(method);
        try (Closing refresh = control("refresh")) {
            assertThat(ask(method)).isEqualTo("answer 2");
        }
        Runnable refresh = engine.beginControl("refresh", null);
        acme.run();

        assertThat(ask(method)).isEqualTo("answer 3");
        refresh.run();

        assertThat(ask(method)).isEqualTo("answer 3");
        engine.evict(dev.reprise.engine.epoch.Subject.Kind.TENANT, "acme");
        assertThat(ask(method)).isEqualTo("answer 3");
    }

    @Test
    void aPublisherIsAskedAsItsCallerWasToldAndAsItsSubscriberIs() throws Exception {
        CachedMethod method = method("publisher");
        ask(method);
        Mono<?> refreshed;
        try (Closing refresh = control("refresh")) {
            refreshed = publisher(method);
        }
        Mono<?> plain = publisher(method);

        assertThat(refreshed.block()).isEqualTo("answer 2");
        assertThat(plain.block()).isEqualTo("answer 2");
        try (Closing bypass = control("bypass")) {
            assertThat(plain.block()).isEqualTo("answer 3");
        }
        assertThat(plain.block()).isEqualTo("answer 2");
    }

    @Test
    void otherThreadsAreNotConcerned() throws Exception {
        CachedMethod method = method("value");
        ask(method);

        try (Closing bypass = control("bypass")) {
            assertThat(other.submit(() -> ask(method)).get()).isEqualTo("answer 1");
        }
    }

    @Test
    void observedCallsUnderAControlAreNotCounted() throws Exception {
        CachedMethod method = method("value", "mode: observe");
        ask(method);

        for (String control : List.of("bypass", "refresh", "no-store")) {
            try (Closing asked = control(control)) {
                ask(method);
            }
        }

        assertThat(figures().observed()).isEqualTo(1);
        assertThat(figures().bypasses()).isEqualTo(3);
    }

    @Test
    void anExplanationSaysWhatIsInForce() throws Exception {
        CachedMethod method = method("value");
        engine.beginExplaining();
        try (Closing bypass = control("bypass")) {
            ask(method);
        }
        try (Closing noStore = control("no-store")) {
            ask(method);
        }

        assertThat(engine.endExplaining())
                .contains(
                        "  outcome: bypass: Reprise.bypass is in force",
                        "  outcome: bypass: no entry answers it, and Reprise.noStore is in force");
    }

    @Test
    void itemsAreAskedAboutAsTheCallIs() throws Exception {
        WovenBatches woven = new WovenBatches(folder);
        CachedMethod embed = woven.method("embed", "batch: { argument: 0 }");
        WovenBatches.Service service = new WovenBatches.Service("m");
        woven.embed(embed, service, List.of("a", "b"));
        woven.clock.advance(Duration.ofMinutes(10));

        Runnable refresh = woven.engine.beginControl("refresh", null);
        woven.embed(embed, service, List.of("a", "b"));
        woven.embed(embed, service, List.of("a"));
        refresh.run();
        Runnable noStore = woven.engine.beginControl("no-store", null);
        woven.embed(embed, service, List.of("b", "a"));
        woven.embed(embed, service, List.of("b", "c"));
        woven.embed(embed, service, List.of("c"));
        noStore.run();
        woven.clock.advance(Duration.ofMinutes(10));
        Runnable young = woven.engine.beginControl("max-age", 15 * 60_000L);
        woven.embed(embed, service, List.of("b", "a"));
        woven.clock.advance(Duration.ofMinutes(10));
        woven.embed(embed, service, List.of("b", "a"));
        young.run();
        woven.close();

        assertThat(woven.sent)
                .containsExactly(
                        List.of("a", "b"),
                        List.of("a", "b"),
                        List.of("a"),
                        List.of("b", "c"),
                        List.of("c"),
                        List.of("b", "a"));
    }

    @Test
    void entriesOfItemsThatAreYoungEnoughStayWhereTheOthersAreAskedAboutAgain() throws Exception {
        WovenBatches woven = new WovenBatches(folder);
        woven.open(DISK);
        CachedMethod embed = woven.method("embed", "batch: { argument: 0 }");
        WovenBatches.Service service = new WovenBatches.Service("m");
        woven.embed(embed, service, List.of("a"));
        woven.clock.advance(Duration.ofMinutes(10));
        woven.embed(embed, service, List.of("b", "c"));
        woven.engine.flush();
        woven.clock.advance(Duration.ofMinutes(10));

        Runnable young = woven.engine.beginControl("max-age", 15 * 60_000L);
        woven.embed(embed, service, List.of("a", "b", "c"));
        young.run();
        woven.engine.flush();
        woven.embed(embed, service, List.of("b"));
        woven.embed(embed, service, List.of("c"));
        woven.embed(embed, service, List.of("a"));
        woven.close();

        assertThat(woven.sent).containsExactly(List.of("a"), List.of("b", "c"), List.of("a"));
    }

    /** A control in force. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private Closing control(String name) {
        return engine.beginControl(name, null)::run;
    }

    private Closing control(String name, Duration age) {
        return engine.beginControl(name, age.toMillis())::run;
    }

    /** As a woven method does; the answer is numbered. */
    private Object ask(CachedMethod method) throws Exception {
        return switch (method.target().method().getName()) {
            case "future" -> future(method).get();
            case "publisher" -> publisher(method).block();
            default -> {
                Lookup found = enter(method);
                String answer = found instanceof Hit hit ? (String) hit.value() : "answer " + ++bodies;
                yield found instanceof Miss miss ? engine.exit(miss, answer, null) : answer;
            }
        };
    }

    private CompletableFuture<?> future(CachedMethod method) {
        Lookup found = enter(method);
        if (found instanceof Hit hit) {
            return (CompletableFuture<?>) hit.value();
        }
        CompletableFuture<String> real = CompletableFuture.supplyAsync(() -> "answer " + ++bodies, other);
        return found instanceof Bypass ? real : (CompletableFuture<?>) engine.exit((Miss) found, real, null);
    }

    private Mono<?> publisher(CachedMethod method) {
        Lookup found = enter(method);
        Mono<String> real = Mono.fromCallable(() -> "answer " + ++bodies);
        return found instanceof Assembly assembly ? (Mono<?>) engine.assembled(assembly, real) : real;
    }

    private Lookup enter(CachedMethod method) {
        return engine.enter(method, new Service(), new Object[] {"q"});
    }

    private Figures figures() {
        return engine.figures().get(0).figures();
    }

    /** Waits for what is written. */
    private void settle(String tiers) throws Exception {
        if (tiers.equals(DISK)) {
            open(tiers);
        }
    }

    private void open(String tiers) throws Exception {
        opened.forEach(Engine::flush); // Its end alone waits no longer than a service would.
        opened.forEach(Engine::close);
        opened.clear();
        head = tiers;
        engine = new Engine(load(""), (module, type) -> {}, clock, clock::nanos);
        opened.add(engine);
    }

    private CachedMethod method(String name, String... settings) throws Exception {
        String methods = "methods:\n  - method: " + Service.class.getName() + "#" + name + "\n    "
                + String.join("\n    ", settings);
        return engine.method(
                new Target(
                        Service.class.getDeclaredMethod(name, String.class),
                        Service.class.getName(),
                        List.of("question")),
                load(methods).methods().get(0));
    }

    private Configuration load(String methods) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, head + "\nhome: " + folder.resolve("home") + "\n" + methods);
        return Unhurried.load(file, folder);
    }
}
