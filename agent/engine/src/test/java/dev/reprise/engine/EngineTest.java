package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Engine> opened = new ArrayList<>();
    private String mode = "on";

    @Test
    void whatAMethodHandsBackOfWhatItWasGivenIsNotKept() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod list = method(engine, "list");
        List<String> given = new ArrayList<>(List.of("a"));

        engine.exit((Miss) engine.enter(list, new Service(), new Object[] {given}), given, null);

        assertThat(engine.enter(list, new Service(), new Object[] {given})).isInstanceOf(Miss.class);
    }

    /** A bean as services have them. */
    static final class Order {
        List<String> lines = new ArrayList<>(List.of("a"));
    }

    record Checked(Object order, List<String> errors) {}

    @Test
    void anAnswerThatHoldsWhatTheCallWasGivenIsNotKeptIfThatCanBeChanged() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod checked = method(engine, "checked", "allow: [dev.reprise.]");
        Order order = new Order();
        Object[] arguments = {order};

        for (Object held : List.of(order, order.lines, new Checked(order, List.of()), new Object[] {order.lines})) {
            store(engine, checked, new Service(), new Checked(held, List.of()), order);
            assertThat(engine.enter(checked, new Service(), arguments)).isInstanceOf(Miss.class);
        }
        assertThat(engine.figures().get(0).whyNone())
                .contains("order is a ", " that the call was given; an entry could only hold a copy of it");

        store(engine, checked, new Service(), new Checked(order.lines.get(0), List.of()), order);
        assertThat(engine.enter(checked, new Service(), arguments)).isInstanceOf(Hit.class);
    }

    @Test
    void anAnswerThatHoldsWhatIsNotInTheKeyIsNotKept() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod traced = method(engine, "traced", "key: { ignore: [\"1\"] }", "allow: [dev.reprise.]");
        Checked trace = new Checked("the first caller's", List.of());

        store(engine, traced, new Service(), new Checked(trace, List.of()), "q", trace);
        assertThat(engine.enter(traced, new Service(), new Object[] {"q", trace}))
                .isInstanceOf(Miss.class);
        assertThat(engine.figures().get(0).whyNone()).contains("order is a ", "is not in its key");

        store(engine, traced, new Service(), new Checked("a", List.of()), "q", trace);
        assertThat(engine.enter(traced, new Service(), new Object[] {"q", new Checked("", List.of())}))
                .isInstanceOf(Hit.class);
    }

    /** Another application's, or what a deploy made of it, with the same name and the same erased types. */
    static final class Redeployed {
        List<Integer> list(List<String> words) {
            return List.of(words.size());
        }
    }

    @Test
    void anEntryOfAnotherShapeIsAMissInMemory() throws Exception {
        Engine engine = engine("mode: on", "tiers: { disk: off }");
        CachedMethod list = method(engine, "list");
        Method other = Redeployed.class.getDeclaredMethod("list", List.class);
        CachedMethod redeployed = engine.method(new Target(other, Service.class.getName(), List.of("a")), list.rule());
        Object[] arguments = {List.of("a")};

        store(engine, list, new Service(), new ArrayList<>(List.of("b")), arguments);

        assertThat(engine.enter(redeployed, new Service(), arguments)).isInstanceOf(Miss.class);
        assertThat(engine.enter(list, new Service(), arguments)).isInstanceOf(Hit.class);
    }

    @Test
    void anAnswerMayHoldWhatNobodyCanChange() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod list = method(engine, "checkedList");
        List<Checked> given = List.of(new Checked("a", List.of()));

        store(engine, list, new Service(), new ArrayList<>(given), given);

        assertThat(engine.enter(list, new Service(), new Object[] {given})).isInstanceOf(Hit.class);
    }

    @Test
    void aTextThatIsHandedBackIsKeptBecauseNobodyCanTell() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        String question = "hi";

        engine.exit((Miss) engine.enter(answer, new Service(), new Object[] {question, 1}), question, null);

        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isEqualTo(new Hit("hi"));
    }

    @Test
    void aCallWhoseArgumentOrReceiverWasChangedMeanwhileIsNotKept() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod list = method(engine, "list");
        CachedMethod answer = method(engine, "answer");
        List<String> words = new ArrayList<>(List.of("b", "a"));
        Service service = new Service();

        Miss sorting = (Miss) engine.enter(list, service, new Object[] {words});
        words.sort(null);
        engine.exit(sorting, List.of("a", "b"), null);
        Miss asking = (Miss) engine.enter(answer, service, new Object[] {"hi", 1});
        service.model = "large";
        engine.exit(asking, "large says hi", null);

        assertThat(engine.enter(list, service, new Object[] {List.of("b", "a")}))
                .isInstanceOf(Miss.class);
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
    }

    /** A service as a user has it. */
    static final class Service {
        String model = "small";

        String answer(String question, int max) {
            return question;
        }

        List<String> list(List<String> words) {
            return words;
        }

        Order order(String question) {
            return new Order();
        }

        Object vague(String question) {
            return question;
        }

        Checked checked(Order order) {
            return new Checked(order, List.of());
        }

        Checked traced(String question, Object trace) {
            return new Checked(question, List.of());
        }

        List<Checked> checkedList(List<Checked> given) {
            return new ArrayList<>(given);
        }

        Map<String, String> facts(String question) {
            return Map.of("answer", question);
        }

        String warm(Map<String, Object> request) {
            return String.valueOf(request);
        }

        Stream<Map<String, String>> told(String question) {
            return Stream.of(Map.of("answer", question));
        }

        Stream<List<String>> streamed(String question) {
            return Stream.of(List.of(question));
        }

        Callable<String> lazily(String question) {
            return () -> question;
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void repeatedCallIsAnsweredWithTheRecordedValue() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        Service service = new Service();

        store(engine, answer, service, "recorded", "hi", 1);

        assertThat(engine.enter(answer, new Service(), new Object[] {new String("hi"), 1}))
                .isEqualTo(new Hit("recorded"));
        assertThat(engine.enter(answer, service, new Object[] {"hi", 2})).isInstanceOf(Miss.class);
    }

    @Test
    void receiverCountsBecauseItDecidesTheAnswer() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        Service other = new Service();
        other.model = "large";

        store(engine, answer, new Service(), "recorded", "hi", 1);

        assertThat(engine.enter(answer, other, new Object[] {"hi", 1})).isInstanceOf(Miss.class);
    }

    @Test
    void aStreamIsKeptOnceItIsPulledToItsEnd() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod streamed = method(engine, "streamed");

        List<List<String>> pulled = new ArrayList<>();
        handed(engine, streamed).limit(1).forEach(pulled::add);
        assertThat(engine.enter(streamed, new Service(), new Object[] {"q"})).isInstanceOf(Miss.class);
        handed(engine, streamed).forEach(part -> part.add("changed"));

        for (int i = 0; i < 2; i++) {
            Hit hit = (Hit) engine.enter(streamed, new Service(), new Object[] {"q"});
            assertThat((Stream<?>) hit.value()).isEqualTo(List.of(List.of("a"), List.of("b")));
        }
        assertThat(pulled).containsExactly(List.of("a"));
    }

    @SuppressWarnings("unchecked")
    private static Stream<List<String>> handed(Engine engine, CachedMethod streamed) {
        Miss miss = (Miss) engine.enter(streamed, new Service(), new Object[] {"q"});
        Stream<List<String>> real = Stream.of(new ArrayList<>(List.of("a")), new ArrayList<>(List.of("b")));
        return (Stream<List<String>>) Objects.requireNonNull(engine.exit(miss, real, null));
    }

    @Test
    void anotherTenantOrNoneGetsNoOnesAnswer() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");

        Runnable acme = engine.beginTenant("acme");
        store(engine, answer, new Service(), "acme's", "hi", 1);
        acme.run();

        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
        Runnable other = engine.beginTenant("other");
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
        other.run();
        acme = engine.beginTenant("acme");
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isEqualTo(new Hit("acme's"));
        acme.run();
    }

    @Test
    void callerCanChangeWhatItGotAndNobodyNotices() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod list = method(engine, "list");
        List<String> words = List.of("a", "b");

        store(engine, list, new Service(), new ArrayList<>(words), words);
        @SuppressWarnings("unchecked")
        List<String> first = (List<String>) ((Hit) engine.enter(list, new Service(), new Object[] {words})).value();
        first.add("changed");

        assertThat(((Hit) engine.enter(list, new Service(), new Object[] {words})).value())
                .isEqualTo(words);
    }

    @Test
    void anotherEngineOnTheSameHomeAnswersFromDisk() throws Exception {
        Engine before = engine("mode: on");
        store(before, method(before, "answer"), new Service(), "recorded", "hi", 1);
        before.close();

        Engine after = engine("mode: on");
        CachedMethod answer = method(after, "answer");

        assertThat(after.enter(answer, new Service(), new Object[] {"hi", 1})).isEqualTo(new Hit("recorded"));
    }

    @Test
    void aHitSaysWhichTierItCameFrom() throws Exception {
        Engine before = engine("mode: on");
        store(before, method(before, "answer"), new Service(), "recorded", "hi", 1);
        before.close();
        Engine after = engine("mode: on");
        CachedMethod answer = method(after, "answer");

        after.beginExplaining();
        Hit first = (Hit) after.enter(answer, new Service(), new Object[] {"hi", 1});
        Hit second = (Hit) after.enter(answer, new Service(), new Object[] {"hi", 1});

        assertThat(first.source()).isEqualTo(Source.DISK);
        assertThat(second.source()).isEqualTo(Source.MEMORY);
        assertThat(after.endExplaining())
                .contains("  outcome: hit, scope default, source disk", "  outcome: hit, scope default, source memory");
        Figures figures = after.figures().get(0).figures();
        assertThat(figures.hits()).isEqualTo(2);
        assertThat(figures.fromDisk()).isEqualTo(1);
        assertThat(figures.fromMemory()).isEqualTo(1);
    }

    @Test
    void anAnswerLargerThanAnEntryMayBeIsKeptNowhereAndTheReasonIsCounted() throws Exception {
        Engine engine = engine("tiers: { max-entry-size: 1KB }");
        CachedMethod answer = method(engine, "answer");
        CachedMethod list = method(engine, "list");

        store(engine, answer, new Service(), "x".repeat(600), "hi", 1);
        store(engine, list, new Service(), List.of("x".repeat(1_100)), List.of("b"));

        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
        assertThat(engine.enter(list, new Service(), new Object[] {List.of("b")}))
                .isInstanceOf(Miss.class);
        for (Engine.MethodFigures method : engine.figures()) {
            assertThat(method.figures().stored()).isZero();
            assertThat(method.whyNone())
                    .isEqualTo(
                            "the answer takes more than an entry may (1024 bytes); raise tiers.max-entry-size if such"
                                    + " answers should be kept");
        }
        engine.close();
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void anAnswerThatIsTooLargeIsRefusedBeforeItIsCopied() throws Exception {
        Engine engine = engine("tiers: { max-entry-size: 1KB }");
        CachedMethod list = method(engine, "list");
        CachedMethod vague = method(engine, "vague");
        store(engine, list, new Service(), List.of("x".repeat(1_100)), List.of("a"));
        store(engine, vague, new Service(), new int[300], "a");
        List<Object> large = List.of("x".repeat(4 << 20), "\u4E2D".repeat(4 << 20), new float[2 << 20]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        store(engine, list, new Service(), large, List.of("b"));
        store(engine, list, new Service(), Collections.nCopies(1 << 20, 7), List.of("c"));
        store(engine, vague, new Service(), new int[1 << 20], "b");
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - (4 << 20);

        assertThat(allocated).isLessThan(1 << 20);
    }

    @Test
    void anAnswerThatIsJustSmallEnoughIsKeptInBothTiers() throws Exception {
        Engine before = engine("tiers: { max-entry-size: 1KB }");
        store(before, method(before, "answer"), new Service(), "x".repeat(488), "hi", 1);
        before.close();

        Engine after = engine("tiers: { max-entry-size: 1KB, memory: off }");

        assertThat(after.enter(method(after, "answer"), new Service(), new Object[] {"hi", 1}))
                .isEqualTo(new Hit("x".repeat(488)));
    }

    /** As where the locale has no characters for the name of the user's directory. */
    @Test
    void homeThatNoPathCanBeLeavesMemory() throws Exception {
        Path file = Files.writeString(folder.resolve("reprise.yaml"), "mode: on");
        ProcessContext process = new ProcessContext(Map.of("user.home", "/no\0path"), Map.of(), folder.toFile());
        Engine engine = new Engine(
                ConfigurationLoader.load(file.toString(), process, List.of()),
                (module, name) -> {},
                clock,
                clock::nanos);
        opened.add(engine);
        CachedMethod answer = method(engine, "answer");

        store(engine, answer, new Service(), "recorded", "hi", 1);

        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isEqualTo(new Hit("recorded"));
    }

    @Test
    void anotherNamespaceOrVersionIsAnotherEntry() throws Exception {
        Engine before = engine("namespace: one");
        store(before, method(before, "answer"), new Service(), "recorded", "hi", 1);
        before.close();

        Engine after = engine("namespace: two");

        assertThat(after.enter(method(after, "answer"), new Service(), new Object[] {"hi", 1}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void entryIsAMissAfterItsTimeToLive() throws Exception {
        Engine engine = engine("scopes: { default: { ttl: 10m } }");
        CachedMethod answer = method(engine, "answer");
        store(engine, answer, new Service(), "recorded", "hi", 1);

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Hit.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
    }

    @Test
    void failedAndEmptyAnswersAreNotKept() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        Service service = new Service();
        Object[] arguments = {"hi", 1};

        engine.exit((Miss) engine.enter(answer, service, arguments), null, new IllegalStateException());
        assertThat(engine.enter(answer, service, arguments)).isInstanceOf(Miss.class);

        engine.exit((Miss) engine.enter(answer, service, arguments), null, null);
        assertThat(engine.enter(answer, service, arguments)).isInstanceOf(Miss.class);

        engine.exit((Miss) engine.enter(answer, service, arguments), "", null);
        assertThat(engine.enter(answer, service, arguments)).isInstanceOf(Miss.class);
    }

    @Test
    void whyNothingWasThereToKeepIsSaidIfNoCallIsCached() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        for (int i = 0; i < 3; i++) {
            store(engine, answer, new Service(), null, "hi", i);
        }
        engine.exit((Miss) enter(engine, answer, "hi", 4), null, new IllegalStateException());

        assertThat(engine.figures().get(0).reasons()).isEqualTo(new Reasons("the answer is null", 3, 2));
        assertThat(engine.figures().get(0).whyNone()).isEqualTo("the answer is null");
        store(engine, answer, new Service(), "recorded", "hi", 5);
        assertThat(engine.figures().get(0).whyNone()).isNull();
    }

    @Test
    void observedCallsThatCouldNotBeCachedAreBypassed() throws Exception {
        Engine engine = engine("mode: observe");
        CachedMethod answer = method(engine, "answer");
        CachedMethod facts = method(engine, "facts", ADMIT);

        store(engine, answer, new Service(), null, "hi", 1);
        store(engine, answer, new Service(), "recorded", "hi", 2);
        store(engine, facts, new Service(), Map.of("answer", "cut", "finish", "length"), "q");

        assertThat(engine.figures())
                .extracting(each -> each.figures().bypasses(), each -> each.figures()
                        .observed())
                .containsExactly(tuple(1L, 1L), tuple(1L, 0L));
    }

    private static final String ADMIT = "admit: { unless: { finish: [length] }, any-of: [answer] }";

    @Test
    void anAnswerThatIsNotAdmittedIsNotKeptAndTheReasonIsCounted() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod facts = method(engine, "facts", ADMIT);
        Service service = new Service();

        store(engine, facts, service, Map.of("answer", "cut", "finish", "LENGTH"), "q");
        assertThat(engine.enter(facts, service, new Object[] {"q"})).isInstanceOf(Miss.class);
        assertThat(engine.figures().get(0).whyNone()).contains("its answer has LENGTH in finish");
        store(engine, facts, service, Map.of("finish", "stop"), "q");
        assertThat(engine.enter(facts, service, new Object[] {"q"})).isInstanceOf(Miss.class);
        store(engine, facts, service, Map.of("answer", "whole", "finish", "stop"), "q");
        assertThat(engine.enter(facts, service, new Object[] {"q"})).isInstanceOf(Hit.class);
    }

    @Test
    void anAnswerInPartsIsAdmittedByAllOfThem() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod told = method(engine, "told", ADMIT);

        tell(engine, told, Map.of("answer", "cut"), Map.of("finish", "length"));
        assertThat(engine.enter(told, new Service(), new Object[] {"q"})).isInstanceOf(Miss.class);
        tell(engine, told, Map.of("begin", "now"), Map.of("finish", "stop"));
        assertThat(engine.enter(told, new Service(), new Object[] {"q"})).isInstanceOf(Miss.class);
        tell(engine, told, Map.of("answer", "whole"), Map.of("finish", "stop"));
        assertThat(engine.enter(told, new Service(), new Object[] {"q"})).isInstanceOf(Hit.class);
    }

    private static void tell(Engine engine, CachedMethod told, Map<?, ?>... parts) {
        Miss miss = (Miss) engine.enter(told, new Service(), new Object[] {"q"});
        Stream<?> handed = (Stream<?>) Objects.requireNonNull(engine.exit(miss, Stream.of(parts), null));
        assertThat(handed.toList()).hasSize(parts.length);
    }

    @Test
    void onlyCallsOfTemperatureZeroAreAnsweredIfAskedFor() throws Exception {
        Engine engine = engine("mode: on", "deterministic-only: true");
        CachedMethod warm = method(engine, "warm", "temperature: [0.temperature]");
        CachedMethod answer = method(engine, "answer");
        CachedMethod not = method(engine, "facts", "deterministic-only: false", "temperature: [0]");
        CachedMethod unknown = method(engine, "vague", "deterministic-only: true");

        for (Object zero : List.of(0, 0.0, -0.0, 0.0f, "0", Optional.of(0.0))) {
            assertThat(enter(engine, warm, Map.of("temperature", zero))).isInstanceOf(Miss.class);
        }
        for (Object other : List.of(0.2, 1, "", Optional.empty())) {
            assertThat(enter(engine, warm, Map.of("temperature", other))).isInstanceOf(Bypass.class);
        }
        assertThat(enter(engine, warm, Map.of())).isInstanceOf(Bypass.class);
        assertThat(enter(engine, answer, "hi", 1)).as("has no temperature").isInstanceOf(Miss.class);
        assertThat(enter(engine, not, "0.7")).isInstanceOf(Miss.class);
        assertThat(enter(engine, unknown, "0")).isInstanceOf(Bypass.class);
    }

    private static Lookup enter(Engine engine, CachedMethod method, Object... arguments) {
        return engine.enter(method, new Service(), arguments);
    }

    @Test
    void anObservedAnswerThatIsNotAdmittedWouldNotHaveBeenServed() throws Exception {
        Engine engine = engine("mode: observe");
        CachedMethod facts = method(engine, "facts", ADMIT);

        for (int call = 0; call < 3; call++) {
            store(engine, facts, new Service(), Map.of("answer", "cut", "finish", "length"), "q");
        }

        assertThat(engine.figures().get(0).figures().repeated()).isZero();
    }

    @Test
    void observedCallIsNeverServedButCounted() throws Exception {
        Engine engine = engine("mode: observe");
        CachedMethod answer = method(engine, "answer");

        for (int call = 0; call < 3; call++) {
            Miss miss = (Miss) engine.enter(answer, new Service(), new Object[] {"hi", 1});
            clock.advance(Duration.ofSeconds(1));
            engine.exit(miss, "recorded", null);
        }

        Figures figures = engine.figures().get(0).figures();
        assertThat(figures.observed()).isEqualTo(3);
        assertThat(figures.repeated()).isEqualTo(2);
        assertThat(figures.repeatedNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(figures.hits()).isZero();
    }

    @Test
    void aTenantWithoutANameIsNobodysAndItsCallsAreBypassed() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");
        for (String blank : List.of("", " \t", "\u2003")) {
            Runnable end = engine.beginTenant(blank);
            engine.beginExplaining();

            assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1}))
                    .isInstanceOf(Bypass.class);
            assertThat(engine.endExplaining())
                    .anyMatch(line -> line.startsWith("  outcome: bypass: the tenant in force"));
            end.run();
        }

        assertThat(engine.figures().get(0).whyNone()).startsWith("the tenant in force is blank");
        Runnable end = engine.beginTenant(null);
        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isInstanceOf(Miss.class);
        end.run();
    }

    @Test
    void aCallWithoutATenantThatNeedsOneIsExplained() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer", "per-tenant: required");
        engine.beginExplaining();

        engine.enter(answer, new Service(), new Object[] {"hi", 1});

        assertThat(engine.endExplaining()).anyMatch(line -> line.startsWith("  outcome: bypass: per-tenant: required"));
    }

    @Test
    void offLooksNothingUp() throws Exception {
        Engine engine = engine("mode: off");

        assertThat(engine.enter(method(engine, "answer"), new Service(), new Object[] {"hi", 1}))
                .isEqualTo(Bypass.INSTANCE);
    }

    @Test
    void argumentThatFailsToBeReadIsABypass() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod list = method(engine, "list");
        for (Throwable failure : List.of(new IllegalStateException(), new StackOverflowError(), new LinkageError())) {
            Object[] arguments = {new Failing(failure)};

            assertThat(engine.enter(list, new Service(), arguments)).isEqualTo(Bypass.INSTANCE);
        }
        assertThat(engine.figures().get(0).figures().bypasses()).isEqualTo(3);
    }

    @Test
    void answerThatCannotBeCarriedIsNotKept() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod lazily = method(engine, "lazily");
        Callable<String> lambda = () -> "x";

        store(engine, lazily, new Service(), lambda, "hi");

        assertThat(engine.enter(lazily, new Service(), new Object[] {"hi"})).isNotInstanceOf(Hit.class);
        assertThat(engine.figures().get(0).figures().stored()).isZero();
    }

    @Test
    void methodWhoseAnswersAreNeverKeptIsGivenUp() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod lazily = method(engine, "lazily");
        int misses = 0;
        while (engine.enter(lazily, new Service(), new Object[] {"question " + misses}) instanceof Miss miss) {
            Callable<String> lambda = () -> "x";
            engine.exit(miss, lambda, null);
            misses++;
            assertThat(misses).isLessThan(100);
        }

        Figures figures = engine.figures().get(0).figures();
        assertThat(figures.misses()).isEqualTo(misses);
        assertThat(figures.bypasses()).isEqualTo(1);
    }

    @Test
    void aMethodOfWhichNoCallIsCachedSaysWhy() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod lazily = method(engine, "lazily");
        CachedMethod vague = method(engine, "vague");
        CachedMethod outside = method(engine, "answer", "rollout: 0%");
        Callable<String> lambda = () -> "x";

        store(engine, lazily, new Service(), lambda, "hi");
        engine.enter(lazily, new Service(), new Object[] {"ho"});
        store(engine, vague, new Service(), new Service(), "hi");
        engine.enter(outside, new Service(), new Object[] {"hi", 1});

        assertThat(engine.figures())
                .extracting(Engine.MethodFigures::whyNone)
                .satisfiesExactly(
                        rollout -> assertThat(rollout)
                                .as("what was asked for needs no reason")
                                .isNull(),
                        refused -> assertThat(refused).contains("java.util.concurrent.Callable"),
                        remedy -> assertThat(remedy)
                                .endsWith(
                                        "the answer is a " + Service.class.getName()
                                                + ", which the declared return type, java.lang.Object, does not tell of; allow it with"
                                                + " `allow: [\"dev.reprise.engine.\"]` at the method's entry in the configuration file"));
        store(engine, vague, new Service(), "plain", "ha");
        assertThat(engine.figures().get(2).whyNone()).isNull();
    }

    @Test
    void whatADeclaredTypeDoesNotTellOfIsCachedOnceAllowed() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod vague = method(engine, "vague", "allow: [dev.reprise.engine.]");

        store(engine, vague, new Service(), new Service(), "hi");

        assertThat(engine.enter(vague, new Service(), new Object[] {"hi"})).isInstanceOf(Hit.class);
    }

    @Test
    void entriesOfAMethodWithConditionsAreFoundAfterARestart() throws Exception {
        String admit = "admit: { any-of: [lines] }";
        Engine before = engine("mode: on");
        store(before, method(before, "order", admit), new Service(), new Order(), "hi");
        before.close();

        Engine after = engine("mode: on");

        assertThat(after.enter(method(after, "order", admit), new Service(), new Object[] {"hi"}))
                .isInstanceOf(Hit.class);
    }

    @Test
    void damagedFilesAreMisses() throws Exception {
        Engine before = engine("mode: on");
        store(before, method(before, "answer"), new Service(), "recorded", "hi", 1);
        before.close();
        try (var files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().contains("."))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1] ^= 1;
                Files.write(file, bytes);
            }
        }

        Engine after = engine("mode: on");

        assertThat(after.enter(method(after, "answer"), new Service(), new Object[] {"hi", 1}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void anAnswerKeptUnderOtherConditionsIsAMiss() throws Exception {
        Engine before = engine("mode: on");
        CachedMethod all = method(before, "facts");
        store(before, all, new Service(), Map.of("finish", "length"), "hi");
        assertThat(before.enter(all, new Service(), new Object[] {"hi"})).isInstanceOf(Hit.class);
        before.close();

        Engine after = engine("mode: on");
        CachedMethod whole = method(after, "facts", "admit: { unless: { finish: [length] } }");

        assertThat(after.enter(whole, new Service(), new Object[] {"hi"})).isInstanceOf(Miss.class);
    }

    @Test
    void anAnswerKeptUnderConditionsIsServedAfterARestart() throws Exception {
        String condition = "admit: { unless: { finish: [length] } }";
        Engine before = engine("mode: on");
        store(before, method(before, "facts", condition), new Service(), Map.of("finish", "stop"), "hi");
        before.close();

        Engine after = engine("mode: on");

        assertThat(after.enter(method(after, "facts", condition), new Service(), new Object[] {"hi"}))
                .isEqualTo(new Hit(Map.of("finish", "stop")));
    }

    @Test
    void answersThatAreTooLargeSayNothingOfTheNextOne() throws Exception {
        Engine engine = engine("mode: on", "tiers: { max-entry-size: 1KB }");
        CachedMethod answer = method(engine, "answer");
        for (int i = 0; i < 100; i++) {
            store(engine, answer, new Service(), "x".repeat(2_000), "large", i);
        }

        store(engine, answer, new Service(), "small", "small", 1);

        assertThat(engine.enter(answer, new Service(), new Object[] {"small", 1}))
                .isEqualTo(new Hit("small"));
    }

    @Test
    void whatCannotBeKeptAgainAndAgainIsGivenUpAndSaysSo() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod vague = method(engine, "vague");
        for (int i = 0; i < 40; i++) {
            Lookup found = engine.enter(vague, new Service(), new Object[] {"hi " + i});
            if (found instanceof Miss miss) {
                engine.exit(miss, new Service(), null);
            }
        }

        assertThat(vague.refusal())
                .startsWith("too many answers in a row could not be kept, the last because the answer is a ");
    }

    @Test
    void rolloutKeepsAKeyOnItsSide() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod half = method(engine, "answer", "rollout: 50%");
        int served = 0;
        for (int i = 0; i < 200; i++) {
            Object[] arguments = {"question " + i, 1};
            Lookup first = engine.enter(half, new Service(), arguments);
            assertThat(engine.enter(half, new Service(), arguments).getClass()).isEqualTo(first.getClass());
            served += first instanceof Miss ? 1 : 0;
        }

        assertThat(served).isBetween(60, 140);
    }

    @Test
    void withoutATierNothingIsLookedUpAndTheReasonIsSaid() throws Exception {
        String off = "tiers: { memory: off, disk: off }";
        Engine engine = engine("mode: on", off);
        CachedMethod answer = method(engine, "answer");

        assertThat(enter(engine, answer, "hi", 1)).isEqualTo(Bypass.INSTANCE);
        assertThat(engine.figures().get(0).whyNone().toString()).contains("memory and disk are both off");

        Engine observing = engine("mode: observe", off);
        assertThat(enter(observing, method(observing, "answer"), "hi", 1)).isInstanceOf(Miss.class);
    }

    @Test
    void theVersionOfTheCodeIsKnownInAnyCase() throws Exception {
        Engine engine = engine("mode: on");
        CachedMethod code = method(engine, "answer", "version: code");

        store(engine, code, new Service(), "recorded", "hi", 1);

        assertThat(enter(engine, method(engine, "answer", "version: Code"), "hi", 1))
                .isInstanceOf(Hit.class);
        assertThat(enter(engine, method(engine, "answer", "version: coded"), "hi", 1))
                .isInstanceOf(Miss.class);
    }

    @Test
    void homeThatIsAFileLeavesTheMemory() throws Exception {
        Files.writeString(folder.resolve("home"), "not a directory");
        Engine engine = engine("mode: on");
        CachedMethod answer = method(engine, "answer");

        store(engine, answer, new Service(), "recorded", "hi", 1);

        assertThat(engine.enter(answer, new Service(), new Object[] {"hi", 1})).isEqualTo(new Hit("recorded"));
    }

    private void store(Engine engine, CachedMethod method, Service service, Object value, Object... arguments) {
        engine.exit((Miss) engine.enter(method, service, arguments), value, null);
    }

    private Engine engine(String... lines) throws Exception {
        mode = lines[0].startsWith("mode: ") ? lines[0].substring("mode: ".length()) : "on";
        Engine engine = new Engine(load(lines), (module, name) -> {}, clock, clock::nanos);
        opened.add(engine);
        return engine;
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\nhome: " + folder.resolve("home"));
        return Unhurried.load(file, folder);
    }

    private CachedMethod method(Engine engine, String name, String... settings) throws Exception {
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add("mode: " + mode);
        lines.add("methods:");
        lines.add("  - method: " + Service.class.getName() + "#" + name);
        for (String setting : settings) {
            lines.add("    " + setting);
        }
        Target target = new Target(method, Service.class.getName(), List.of("a", "b"));
        return engine.method(
                target, load(lines.toArray(String[]::new)).methods().get(0));
    }

    /** A list of the host's whose iterator fails. */
    private static final class Failing extends AbstractList<String> {
        private final transient Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public String get(int index) {
            throw sneaky(failure);
        }

        @Override
        public int size() {
            return 1;
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
            throw (T) failure;
        }
    }
}
