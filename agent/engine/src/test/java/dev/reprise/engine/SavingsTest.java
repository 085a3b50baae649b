package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What hits save, and what they would have saved. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Other tests leave calls open on theirs.
class SavingsTest {

    private static final String ON = "clients: on\n";
    private static final String OBSERVE = "mode: observe\n";

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private Configuration read;
    private Engine engine;
    private long cpu = 1_000_000;
    private volatile boolean cpuTold = true;
    private final AtomicInteger cpuAsked = new AtomicInteger();

    /** A service over a client of a provider; what they do, each test says. */
    static final class Service {
        String summarize(String text) {
            return text;
        }

        String build(String text) {
            return text;
        }

        String ask(String question) {
            return question;
        }

        List<String> list(String question) {
            return List.of(question);
        }

        Map<String, Object> complete(String question) {
            return Map.of();
        }

        Map<String, Object> own(String question) {
            return Map.of();
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void aHitSavesTheTimeThatItsCallTook() throws Exception {
        engine = engine(ON);

        call("summarize", "a", () -> took(300, "b"));
        call("summarize", "a", () -> took(300, "b"));
        call("summarize", "a", () -> took(300, "b"));

        assertThat(saved("summarize").nanos()).isEqualTo(Duration.ofMillis(600).toNanos());
        assertThat(saved("summarize").uses()).isEmpty();
    }

    @Test
    void afterARestartItIsStillKnown() throws Exception {
        engine = engine(ON);
        call("summarize", "a", () -> took(300, "b"));
        call("list", "a", () -> took(200, new ArrayList<>(List.of("b"))));
        engine.close();

        engine = engine(ON);
        for (int i = 0; i < 2; i++) {
            call("summarize", "a", () -> took(300, "b"));
            call("list", "a", () -> took(300, List.of("b")));
        }

        assertThat(figures("summarize").fromDisk()).isEqualTo(1);
        assertThat(saved("summarize").nanos()).isEqualTo(Duration.ofMillis(600).toNanos());
        assertThat(saved("list").nanos()).isEqualTo(Duration.ofMillis(400).toNanos());
    }

    @Test
    void aCallOfAProviderCountsAtItsOwnHitsAndAsAPartOfThatAroundIt() throws Exception {
        engine = engine(ON);
        Supplier<Object> summary = () -> took(100, call("ask", "q", () -> took(300, "a")));

        call("summarize", "t", summary);
        assertThat(saved("ask")).isEqualTo(Worth.NOTHING);
        call("summarize", "t", summary);

        assertThat(saved("summarize").nanos()).isEqualTo(Duration.ofMillis(400).toNanos());
        assertThat(calls(saved("summarize"))).isEqualTo(1);
        assertThat(saved("ask")).as("nobody asked again").isEqualTo(Worth.NOTHING);
    }

    @Test
    void whatAnEntryAnsweredBelowACallIsAPartOfWhatItIsWorth() throws Exception {
        engine = engine(ON);
        call("ask", "q", () -> took(300, "a"));

        for (int i = 0; i < 3; i++) {
            call("summarize", "t", () -> took(100, call("ask", "q", () -> took(300, "a"))));
        }

        assertThat(saved("ask").nanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(calls(saved("ask"))).isEqualTo(1);
        assertThat(saved("summarize").nanos())
                .as("without Reprise each would have taken 400 ms")
                .isEqualTo(Duration.ofMillis(800).toNanos());
        assertThat(calls(saved("summarize"))).isEqualTo(2);
    }

    @Test
    void thatHoldsForMethodsOfTheServiceBelowEachOther() throws Exception {
        engine = engine(ON);
        Supplier<Object> summary = () -> {
            Object prompt = call("build", "p", () -> took(10, "prompt"));
            return took(100, call("ask", prompt, () -> took(300, "a")));
        };

        call("summarize", "t", summary);
        call("summarize", "u", summary);
        call("summarize", "t", summary);

        assertThat(saved("build").nanos()).isEqualTo(Duration.ofMillis(10).toNanos());
        assertThat(saved("ask").nanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(saved("summarize").nanos()).isEqualTo(Duration.ofMillis(410).toNanos());
        assertThat(calls(saved("summarize"))).isEqualTo(1);
    }

    @Test
    void whatWouldHaveBeenSavedIsNotCountedTwiceEither() throws Exception {
        engine = engine(OBSERVE);

        for (int i = 0; i < 3; i++) {
            call("summarize", "t", () -> took(100, call("ask", "q", () -> took(300, "a"))));
        }
        call("summarize", "u", () -> took(100, call("ask", "q", () -> took(300, "a"))));

        assertThat(figures("summarize").repeated()).isEqualTo(2);
        assertThat(wouldSave("summarize").nanos())
                .isEqualTo(Duration.ofMillis(800).toNanos());
        assertThat(calls(wouldSave("summarize"))).isEqualTo(2);
        assertThat(wouldSave("ask").nanos())
                .as("below the calls about t it would not have been made")
                .isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(calls(wouldSave("ask"))).isEqualTo(1);
    }

    @Test
    void aClientThatIsOnlyObservedBelowAMethodThatIsServedCountsForItself() throws Exception {
        engine = engine("clients: observe\n");

        for (String text : List.of("t", "u", "u")) {
            call("summarize", text, () -> took(100, call("ask", "q", () -> took(300, "a"))));
        }

        assertThat(saved("summarize").nanos()).isEqualTo(Duration.ofMillis(400).toNanos());
        assertThat(wouldSave("ask").nanos()).isEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void aCallThatThrowsLeavesWhatWasBelowItToItself() throws Exception {
        engine = engine(OBSERVE);

        for (int i = 0; i < 2; i++) {
            Lookup outer = engine.enter(method("summarize"), new Service(), new Object[] {"t"});
            call("ask", "q", () -> took(300, "a"));
            engine.exit((Miss) outer, null, new IllegalStateException());
        }

        assertThat(wouldSave("ask").nanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(Meter.current()).isNull();
    }

    @Test
    void tokensAreThoseThatTheRecordedAnswersTold() throws Exception {
        engine = engine(ON);
        Map<String, Object> answer = answer(2006, 300, 1920);

        for (int i = 0; i < 3; i++) {
            call("complete", "q", () -> took(300, answer));
        }
        engine.close();
        engine = engine(ON);
        call("complete", "q", () -> took(300, answer));

        assertThat(saved("complete").uses()).containsExactly(new ModelUse("gpt-4o", 1, 1, 2006, 300, 1920, 0));
    }

    @Test
    void moreTokensThanAnyAnswerHasAreNotBelieved() throws Exception {
        engine = engine(ON);
        Map<String, Object> answer = new HashMap<>(Map.of(
                "model", "gpt-4o", "usage", new HashMap<>(Map.of("in", Long.MAX_VALUE, "out", 7, "cached", "NaN"))));

        for (int i = 0; i < 2; i++) {
            call("complete", "q", () -> took(300, answer));
        }

        assertThat(saved("complete").uses()).singleElement().satisfies(use -> {
            assertThat(use.output()).isEqualTo(7);
            assertThat(use.input()).isZero();
        });
    }

    @Test
    void ofCallsBelowAMethodTheirTokensCountOnceWhereTheyWereSpared() throws Exception {
        engine = engine(ON);
        Supplier<Object> summary = () -> {
            call("complete", "q", () -> took(300, answer(10, 2, 0)));
            call("complete", "r", () -> took(300, answer(20, 3, 0)));
            return "a";
        };

        for (int i = 0; i < 3; i++) {
            call("summarize", "t", summary);
        }
        call("complete", "q", () -> took(300, answer(10, 2, 0)));

        assertThat(saved("summarize").uses()).containsExactly(new ModelUse("gpt-4o", 4, 4, 60, 10, 0, 0));
        assertThat(saved("complete").uses()).containsExactly(new ModelUse("gpt-4o", 1, 1, 10, 2, 0, 0));
    }

    @Test
    void whatWasNotToldIsNotGuessed() throws Exception {
        engine = engine(ON);

        for (int i = 0; i < 2; i++) {
            call("complete", "q", () -> took(300, Map.of("text", "a")));
        }

        assertThat(saved("complete").uses()).containsExactly(new ModelUse("", 1, 0, 0, 0, 0, 0));
    }

    @Test
    void aMethodOfTheServiceMayTellWhereItsAnswersHaveTheirTokens() throws Exception {
        engine = engine(ON);

        for (int i = 0; i < 2; i++) {
            call("own", "q", () -> took(300, answer(10, 2, 0)));
        }

        assertThat(saved("own").uses()).containsExactly(new ModelUse("q", 1, 1, 10, 0, 0, 0));
    }

    @Test
    void aHitAvoidsTheCpuTimeThatItsCallTook() throws Exception {
        engine = cpuKnown();

        call("build", "a", () -> worked(20, "b"));
        call("build", "a", () -> worked(20, "b"));
        call("build", "a", () -> worked(20, "b"));

        assertThat(saved("build").cpuNanos()).isEqualTo(Duration.ofMillis(40).toNanos());
    }

    @Test
    void cpuTimeIsStillKnownAfterARestart() throws Exception {
        engine = cpuKnown();
        call("build", "a", () -> worked(20, "b"));
        engine.close();

        engine = engine(ON);
        call("build", "a", () -> worked(20, "b"));

        assertThat(figures("build").fromDisk()).isEqualTo(1);
        assertThat(saved("build").cpuNanos()).isEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void cpuTimeOfCallsBelowEachOtherCountsOnceWhetherEntriesAnsweredThemOrNot() throws Exception {
        engine = cpuKnown();
        Supplier<Object> summary = () -> worked(100, call("build", "p", () -> worked(20, "prompt")));

        call("summarize", "t", summary); // The build below is made.
        call("summarize", "u", summary); // The build below is a hit.
        assertThat(saved("build").cpuNanos()).isEqualTo(Duration.ofMillis(20).toNanos());
        call("summarize", "t", summary);
        call("summarize", "u", summary);

        assertThat(saved("summarize").cpuNanos())
                .as("without Reprise each would have taken 120 ms")
                .isEqualTo(Duration.ofMillis(240).toNanos());
        assertThat(saved("build").cpuNanos()).isEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void cpuTimeIsNotAskedForAtHitsNorForCallsOfProviders() throws Exception {
        engine = cpuKnown();
        call("build", "a", () -> worked(20, "b"));
        int asked = cpuAsked.get();

        for (int i = 0; i < 10; i++) {
            call("build", "a", () -> worked(20, "b"));
            call("ask", "q", () -> worked(20, "a"));
        }

        assertThat(cpuAsked).hasValue(asked);
        assertThat(saved("ask").cpuNanos()).isZero();
    }

    @Test
    void whereTheJvmDoesNotTellCpuTimeNothingIsSaidOfIt() throws Exception {
        engine = cpuKnown();
        call("build", "a", () -> {
            cpuTold = false; // A virtual thread, or somebody has switched it off.
            return worked(20, "b");
        });
        call("build", "c", () -> worked(20, "b"));
        cpuTold = true;

        call("build", "a", () -> "");
        call("build", "c", () -> "");

        assertThat(saved("build").cpuNanos()).isZero();
    }

    @Test
    void cpuTimeThatWouldHaveBeenAvoidedIsToldOfObservedCalls() throws Exception {
        engine = engine(OBSERVE, known());

        for (int i = 0; i < 3; i++) {
            call("build", "a", () -> worked(20, "b"));
        }

        assertThat(wouldSave("build").cpuNanos())
                .isEqualTo(Duration.ofMillis(40).toNanos());
    }

    private Engine cpuKnown() throws Exception {
        return engine(ON, known());
    }

    /** A clock of the CPU that has been loaded. */
    private CpuClock known() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CpuClock clockOfCpu = new CpuClock(() -> {
            told.countDown();
            return () -> {
                cpuAsked.incrementAndGet();
                return cpuTold ? cpu : CpuClock.UNKNOWN;
            };
        });
        for (int i = 0; i < CpuClock.BEFORE; i++) {
            assertThat(clockOfCpu.begin()).isEqualTo(CpuClock.UNKNOWN);
        }
        told.await();
        while (clockOfCpu.begin() == CpuClock.UNKNOWN) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in vain").isFalse();
        }
        return clockOfCpu;
    }

    private <T> T worked(int millis, T answer) {
        cpu += Duration.ofMillis(millis).toNanos();
        return took(millis, answer);
    }

    private static Map<String, Object> answer(int input, int output, int cached) {
        return new HashMap<>(Map.of(
                "model", "gpt-4o", "usage", new HashMap<>(Map.of("in", input, "out", output, "cached", cached))));
    }

    private <T> T took(int millis, T answer) {
        clock.advance(Duration.ofMillis(millis));
        return answer;
    }

    /** As a woven method does. */
    private Object call(String name, Object argument, Supplier<?> body) {
        Lookup found = engine.enter(method(name), new Service(), new Object[] {argument});
        return found instanceof Hit hit ? hit.value() : engine.exit((Miss) found, body.get(), null);
    }

    private Worth saved(String method) {
        return figures(method).saved();
    }

    private Worth wouldSave(String method) {
        return figures(method).wouldSave();
    }

    private static long calls(Worth worth) {
        return worth.uses().stream().mapToLong(ModelUse::calls).sum();
    }

    private Figures figures(String method) {
        return engine.figures().stream()
                .map(Engine.MethodFigures::figures)
                .filter(figures -> figures.method().endsWith("#" + method))
                .findFirst()
                .orElseThrow();
    }

    private Engine engine(String more) throws Exception {
        return engine(more, new CpuClock(() -> null));
    }

    private Engine engine(String more, CpuClock cpuClock) throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                more + "home: " + folder.resolve("home") + "\nmethods:\n  - method: " + name("summarize")
                        + "\n  - method: " + name("build") + "\n  - method: " + name("list")
                        + "\n  - method: " + name("own") + "\n    usage: { model: \"0\", input: usage.in }\n");
        byte[] client = ("client: sdk\nmethods:\n  - method: " + name("ask") + "\n  - method: " + name("complete")
                        + "\n    usage: { model: model, input: usage.in, output: usage.out, cached: usage.cached }\n")
                .getBytes(StandardCharsets.UTF_8);
        read = ConfigurationLoader.load(
                file.toString(),
                new ProcessContext(Unhurried.PROPERTIES, Map.of(), folder.toFile()),
                List.of(CatalogueSource.yaml("sdk", () -> new ByteArrayInputStream(client))));
        Engine made = new Engine(
                read, (module, packageName) -> {}, new Clocks(clock, clock::nanos, LockSupport::parkNanos, cpuClock));
        opened.add(made);
        return made;
    }

    private CachedMethod method(String name) {
        MethodRule rule = read.methods().stream()
                .filter(each -> each.pattern().text().equals(name(name)))
                .findFirst()
                .orElseThrow();
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return engine.method(new Target(method, Service.class.getName(), List.of("text")), rule);
    }

    private static String name(String method) {
        return Service.class.getName() + "#" + method;
    }
}
