package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Fitness.Verdict;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Clue.Kind;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.epoch.Subject;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out of answers that equal calls were given while they were observed. */
class AuditTest {

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final List<Clue> clues = new ArrayList<>();
    private Configuration configuration;
    private final List<Engine> opened = new ArrayList<>();
    private Engine engine;

    record Order(String id, List<Line> lines) {}

    record Line(String item, double price) {}

    /** Methods whose answers the tests make up. */
    static final class Service {
        String style = "plain";

        String text(String question) {
            return question;
        }

        Order order(String question) {
            return new Order(question, List.of());
        }

        Set<String> words(String question) {
            return Set.of(question);
        }

        Map<String, Integer> counts(String question) {
            return Map.of();
        }

        Stream<String> parts(String question) {
            return Stream.of(question);
        }

        List<float[]> vectors(List<String> texts) {
            return List.of();
        }

        byte[] bytes(String question) {
            return new byte[0];
        }

        ChatResponse chat(String question) {
            return answered(question, "id", 1);
        }

        String ofClientToo(Map<String, Double> options) {
            return "";
        }

        ChatResponse ofClient(Map<String, Double> options) {
            return answered("", "id", 1);
        }
    }

    @BeforeEach
    void observe() throws Exception {
        engine = engine("mode: observe");
    }

    @AfterEach
    void close() {
        opened.forEach(Engine::close);
    }

    @Test
    void equalAnswersOfEqualCallsSayNothing() {
        answer("order", new Order("1", List.of(new Line("a", 1.5))), new Order("1", List.of(new Line("a", 1.5))));

        assertThat(findings().compared()).isEqualTo(1);
        assertThat(findings().differing()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);
    }

    @Test
    void aMethodAllOfWhoseCallsFailedIsNotCalledUnfit() throws Exception {
        CachedMethod method = method("text");

        for (int i = 0; i < 2; i++) {
            Miss miss = (Miss) engine.enter(method, new Service(), new Object[] {"q"});
            engine.exit(miss, null, new IllegalStateException("no such document"));
        }

        assertThat(fitness())
                .isEqualTo(new Fitness(Verdict.UNKNOWN, List.of("it threw java.lang.IllegalStateException")));
    }

    @Test
    void aMethodWhoseAnswersCannotBeKeptIsUnfitThoughACallOfItFailed() throws Exception {
        CachedMethod method = method("text");

        store(method, new Service(), new Object[] {"q"}, "");
        store(method, new Service(), new Object[] {"q"}, "");
        engine.exit(
                (Miss) engine.enter(method, new Service(), new Object[] {"q"}), null, new IllegalStateException("no"));

        assertThat(fitness()).isEqualTo(new Fitness(Verdict.UNFIT, List.of("the answer is empty")));
    }

    @Test
    void aMethodWithoutARepeatedCallIsNotCalledFit() {
        answer("text", "one");

        assertThat(fitness()).isEqualTo(new Fitness(Verdict.UNKNOWN, List.of("no call was repeated")));
    }

    @Test
    void theOrderOfASetOrMapIsNoDifference() {
        Set<String> many = new HashSet<>(1024);
        Set<String> few = new HashSet<>(List.of("x", "b", "Aa", "BB"));
        many.addAll(List.of("BB", "Aa", "b", "x"));
        answer("words", few, many);
        Map<String, Integer> one = new LinkedHashMap<>(Map.of("a", 1));
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
        other.put("a", 1);
        answer("counts", one, other);

        assertThat(engine.figures())
                .extracting(each -> each.findings().differing())
                .containsExactly(0L, 0L);
    }

    @Test
    void thePlaceOfADifferenceIsNamedAndItsContentMasked() {
        answer(
                "order",
                new Order("1", List.of(new Line("a", 1), new Line("secret text", 2))),
                new Order("1", List.of(new Line("a", 1), new Line("other", 2))));

        assertThat(findings().places())
                .containsExactly(new Findings.Place(
                        "answer.lines[].item", 1, "a text of 11 characters, then a text of 5 characters"));
        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(fitness().reasons().get(0))
                .startsWith("equal calls were answered otherwise, 1 of 1 times, in answer.lines[].item (a text of 11");
    }

    @Test
    void theContentIsShownIfThatIsAllowed() throws Exception {
        engine = engine("mode: observe", "audit: { show-values: on }");
        answer("order", new Order("1", List.of()), new Order("two", List.of()));

        assertThat(findings().places().get(0).example()).isEqualTo("\"1\", then \"two\"");
    }

    @Test
    void theMostFrequentPlaceComesFirst() {
        answer(
                "order",
                new Order("1", List.of(new Line("a", 1))),
                new Order("2", List.of(new Line("a", 2))),
                new Order("1", List.of(new Line("a", 2))));

        assertThat(findings().differing()).isEqualTo(2);
        assertThat(findings().places())
                .extracting(Findings.Place::path, Findings.Place::times)
                .containsExactly(tuple("answer.lines[].price", 2L), tuple("answer.id", 1L));
    }

    @Test
    void withoutAnAuditNothingIsCompared() throws Exception {
        engine = engine("mode: observe", "audit: off");
        answer("text", "one", "two");

        assertThat(engine.figures().get(0).figures().repeated()).isEqualTo(1);
        assertThat(findings()).isEqualTo(Findings.NONE);
    }

    @Test
    void whatAProviderSaysOfEachAnswerAnewIsToldApart() {
        answer("chat", answered("hello", "chatcmpl-1", 7), answered("hello", "chatcmpl-2", 8));

        assertThat(findings().details()).isEqualTo(1);
        assertThat(findings().differing()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);
    }

    @Test
    void aTextThatDiffersIsNoDetail() {
        answer("chat", answered("hello", "chatcmpl-1", 7), answered("good day", "chatcmpl-2", 8));

        assertThat(findings().details()).isZero();
        assertThat(findings().places()).extracting(Findings.Place::path).containsExactly("answer.aiMessage.text");
    }

    @Test
    void anIdOfTheServicesOwnIsNoDetail() {
        answer("order", new Order("1", List.of()), new Order("2", List.of()));

        assertThat(findings().details()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void theAnswersOfAModelVaryAndAreFitToBeRepeated() {
        Object[] warm = {Map.of("temperature", 0.7)};
        CachedMethod method = method("ofClient");
        store(method, new Service(), warm, answered("one", "1", 1));
        store(method, new Service(), warm, answered("two", "2", 1));

        assertThat(findings().guesses()).containsExactly("temperature 0.7");
        assertThat(fitness().verdict()).isEqualTo(Verdict.VARIES);
    }

    @Test
    void aTemperatureThatIsNotSaidIsLeftToTheProviderAndOneOfZeroIsNoGuess() {
        CachedMethod method = method("ofClient");
        Object[] none = {Map.of()};
        store(method, new Service(), none, answered("one", "1", 1));
        store(method, new Service(), none, answered("two", "2", 1));
        assertThat(findings().guesses()).containsExactly("the temperature, which is left to the provider");

        assertThat(method.temperature(null, new Object[] {Map.of("temperature", 0.0)}))
                .isNull();
    }

    @Test
    void guessesAreWhatTheCodeTellsAndWhatIsNotInTheKey() {
        clues.add(new Clue(Kind.CLOCK, "Instant.now", "Service.text"));
        clues.add(new Clue(Kind.WRITES_FILE, "Files.writeString", "Service.text"));
        CachedMethod method = method("text", "key: { ignore: [this.style] }");
        store(method, new Service(), new Object[] {"q"}, "one");
        store(method, new Service(), new Object[] {"q"}, "two");

        assertThat(findings().guesses())
                .containsExactly("a clock (Instant.now in Service.text)", "this.style, which is not in the key");
        assertThat(findings().effects()).containsExactly(clues.get(1));
        assertThat(fitness().reasons())
                .hasSize(2)
                .last()
                .isEqualTo("its code writes to a file (Files.writeString in Service.text)");
    }

    @Test
    void whatAsksAModelBelowVaries() {
        clues.add(new Clue(Kind.MODEL, "ChatModel.chat", "Service.text"));
        answer("text", "one", "two");

        assertThat(fitness().verdict()).isEqualTo(Verdict.VARIES);
    }

    @Test
    void whatChangesItsReceiverIsUnfit() {
        CachedMethod method = method("text");
        Service service = new Service();
        Miss miss = (Miss) engine.enter(method, service, new Object[] {"q"});
        service.style = "other";
        engine.exit(miss, "one", null);

        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(fitness().reasons().get(0)).startsWith("its receiver or an argument was changed while it ran");
    }

    @Test
    void anAnswerTooLargeToBeRememberedIsNotBlamed() {
        byte[] large = new byte[300 << 10];
        answer("bytes", large, new byte[] {1});

        assertThat(findings().compared()).isZero();
    }

    @Test
    void anObservedAnswerThatCannotBeCarriedWouldNotHaveBeenServed() {
        CachedMethod words = method("words");
        Set<Object> odd = Set.of(new Object());
        store(words, new Service(), new Object[] {"q"}, odd);

        assertThat(engine.figures().get(0).figures().observed()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void afterAThousandComparisonsAMethodIsBelieved() {
        CachedMethod method = method("text");
        for (int i = 0; i < 1_100; i++) {
            store(method, new Service(), new Object[] {"q"}, "same");
        }
        assertThat(findings().compared()).isEqualTo(1_000);
    }

    @Test
    void whatAMethodIsSeenToDoWhileItIsObservedMakesItUnfit() throws Exception {
        engine = engine("mode: observe", "audit: { effects: on }");
        answer("text", "same", "same");
        String frame = frame("text", String.class);

        engine.seenEffects().sent(List.of("java.net.Socket#write", frame), "api.openai.com", 443);
        engine.seenEffects().sent(List.of("dev.langchain4j.http.Client#send", frame), "127.0.0.1", 80);
        engine.seenEffects().wroteFile(List.of("ch.qos.logback.Appender#append", frame), "app.log");
        engine.seenEffects()
                .wroteFile(List.of("java.io.FileOutputStream#write", frame("other", String.class)), "other.txt");
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);

        engine.seenEffects().wroteFile(List.of("java.io.FileOutputStream#write", frame), "own.txt");
        engine.seenEffects().sent(List.of("java.net.Socket#write", frame), "example.org", 443);
        assertThat(fitness())
                .isEqualTo(new Fitness(
                        Verdict.UNFIT,
                        List.of(
                                "while it was observed it wrote to the file own.txt",
                                "while it was observed it sent something to example.org:443")));
    }

    @Test
    void whatAMethodIsSeenToDoIsToldOfNoOtherOfItsName() throws Exception {
        engine = engine("mode: observe", "audit: { effects: on }");
        answer("text", "same", "same");

        engine.seenEffects().wroteFile(List.of(frame("text", Integer.class)), "own.txt");

        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);
    }

    @Test
    void whatAServedMethodDoesIsNotWatched() throws Exception {
        engine = engine("mode: on", "audit: { effects: on }");
        answer("text", "same");

        engine.seenEffects().wroteFile(List.of(frame("text", String.class)), "own.txt");

        assertThat(findings().done()).isEmpty();
    }

    @Test
    void aShadowedCallRunsTheRealMethodWhoseAnswerIsComparedAndKept() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("text", "shadow: 100%");
        store(method, new Service(), new Object[] {"q"}, "one");
        assertThat(findings().compared()).as("no entry yet").isZero();

        store(method, new Service(), new Object[] {"q"}, "one");
        store(method, new Service(), new Object[] {"q"}, "two");
        store(method, new Service(), new Object[] {"q"}, "two");

        assertThat(findings().compared()).isEqualTo(3);
        assertThat(findings().differing()).isEqualTo(1);
        assertThat(engine.figures().get(0).figures())
                .extracting(Figures::hits, Figures::misses)
                .containsExactly(0L, 4L);
    }

    @Test
    void theShareThatIsNotShadowedIsServed() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("text", "shadow: 50%");
        store(method, new Service(), new Object[] {"q"}, "one");
        for (int i = 0; i < 400; i++) {
            if (engine.enter(method, new Service(), new Object[] {"q"}) instanceof Miss miss) {
                engine.exit(miss, "one", null);
            }
        }

        Figures figures = engine.figures().get(0).figures();
        assertThat(figures.hits()).isBetween(100L, 300L);
        assertThat(findings().compared()).isEqualTo(400 - figures.hits());
    }

    @Test
    void aScopeSaysTheShareOfItsMethods() throws Exception {
        engine = engine("mode: on", "scopes: { prompts: { shadow: 100% } }");
        CachedMethod method = method("text", "scope: prompts");
        CachedMethod served = method("words", "scope: prompts", "shadow: 0%");
        store(method, new Service(), new Object[] {"q"}, "one");
        store(served, new Service(), new Object[] {"q"}, Set.of("a"));

        assertThat(engine.enter(method, new Service(), new Object[] {"q"})).isInstanceOf(Miss.class);
        assertThat(engine.enter(served, new Service(), new Object[] {"q"})).isInstanceOf(Lookup.Hit.class);
    }

    @Test
    void aCallWithATemperatureIsServed() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("ofClientToo", "shadow: 100%", "temperature: [0.temperature]");
        Object[] warm = {Map.of("temperature", 0.7)};
        Object[] cold = {Map.of("temperature", 0)};
        store(method, new Service(), warm, "one");
        store(method, new Service(), cold, "one");

        assertThat(engine.enter(method, new Service(), warm)).isInstanceOf(Lookup.Hit.class);
        assertThat(engine.enter(method, new Service(), cold)).isInstanceOf(Miss.class);
    }

    @Test
    void aMethodOfWhichTooManyAnswersDifferIsOnlyObservedFromThenOn() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("text", "shadow: 100%");
        CachedMethod other = method("words", "shadow: 100%");
        store(method, new Service(), new Object[] {"q"}, "same");
        for (int i = 0; i < 18; i++) {
            store(method, new Service(), new Object[] {"q"}, "same");
        }
        store(method, new Service(), new Object[] {"q"}, "other");
        assertThat(method.mode()).as("too few calls").isEqualTo(Mode.ON);
        store(method, new Service(), new Object[] {"q"}, "yet another");

        assertThat(method.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(method.modeFrom())
                .isEqualTo("set for method:" + name("text")
                        + "(java.lang.String) by Reprise, because 2 of the last 20 calls"
                        + " that were made for comparison were answered otherwise than by their entries, more than"
                        + " audit.demote: 2%");
        assertThat(other.mode()).isEqualTo(Mode.ON);
        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void aMethodIsNotDemotedForAsManyDifferencesAsTheLimitAllows() throws Exception {
        engine = engine("mode: on", "audit: { demote: 100% }");
        CachedMethod method = method("text", "shadow: 100%");
        for (int i = 0; i < 50; i++) {
            store(method, new Service(), new Object[] {"q"}, "answer " + i);
        }

        assertThat(method.mode()).isEqualTo(Mode.ON);
        assertThat(findings().differing()).isEqualTo(49);
    }

    @Test
    void partsOfEqualCallsAreCompared() {
        CachedMethod method = method("parts");
        told(method, "Hello ", "world");
        told(method, "Hello ", "world");
        told(method, "Hel", "lo wor", "ld");

        assertThat(findings().compared()).isEqualTo(2);
        assertThat(findings().details()).isEqualTo(1);
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);

        told(method, "Hello ", "you");
        assertThat(findings().places())
                .containsExactly(
                        new Findings.Place("answer", 1, "a text of 11 characters, then a text of 9 characters"));
        assertThat(fitness().verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(engine.figures().get(0).figures().repeated()).isEqualTo(3);
    }

    @Test
    void partsThatDoNotComeToTheirEndAreNotCompared() {
        CachedMethod method = method("parts");
        told(method, "Hello ", "world");
        Stream<?> broken = (Stream<?>) engine.exit(
                (Miss) engine.enter(method, new Service(), new Object[] {"q"}), Stream.of("Hello ", "you"), null);
        broken.iterator().next();
        broken.close();

        assertThat(findings().compared()).isZero();
    }

    @Test
    void whenPartsComeDoesNotCount() {
        CachedMethod method = method("parts");
        told(method, "one", "two");
        Iterator<?> late = ((Stream<?>) engine.exit(
                        (Miss) engine.enter(method, new Service(), new Object[] {"q"}), Stream.of("one", "two"), null))
                .iterator();
        late.next();
        clock.advance(Duration.ofSeconds(3));
        late.next();
        assertThat(late.hasNext()).isFalse();

        assertThat(findings().compared()).isEqualTo(1);
        assertThat(findings().details()).isZero();
        assertThat(findings().differing()).isZero();
    }

    @Test
    void withoutAnAuditPartsAreNotEncoded() throws Exception {
        engine = engine("mode: observe", "audit: off");
        CachedMethod method = method("parts");
        told(method, "one", "two");
        told(method, "three");

        assertThat(findings()).isEqualTo(Findings.NONE);
        assertThat(engine.figures().get(0).figures().repeated()).isEqualTo(1);
    }

    @Test
    void anAnswerAboutManyItemsIsComparedItemByItem() {
        CachedMethod method = method("vectors", "batch: { argument: 0 }");
        vectors(method, List.of("a", "b"), 1, 2);
        vectors(method, List.of("b", "c"), 2, 3);
        vectors(method, List.of("c", "a", "d"), 3, 1, 4);
        vectors(method, List.of("e"), 5);
        assertThat(findings().compared()).isEqualTo(2);
        assertThat(findings().differing()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);

        vectors(method, List.of("f", "b", "e"), 6, 7, 5);
        assertThat(findings().compared()).isEqualTo(3);
        assertThat(findings().differing()).isEqualTo(1);
        assertThat(findings().places()).extracting(Findings.Place::path).containsExactly("answer[]");

        vectors(method, List.of("g", "g"), 1, 2);
        assertThat(findings().differing()).as("equal items of one call").isEqualTo(2);
    }

    @Test
    void whatWasEvictedBetweenTwoCallsIsNoDifferenceAndWouldBeNoHit() {
        CachedMethod method = method("text", "tags: [t]");
        store(method, new Service(), new Object[] {"q"}, "one");
        store(method, new Service(), new Object[] {"q"}, "one");
        engine.evict(Subject.Kind.TAG, "t");
        store(method, new Service(), new Object[] {"q"}, "two");
        store(method, new Service(), new Object[] {"q"}, "two");
        Miss begun = (Miss) engine.enter(method, new Service(), new Object[] {"q"});
        engine.evict(Subject.Kind.TAG, "t");
        engine.exit(begun, "three", null);

        assertThat(engine.figures().get(0).figures().repeated()).isEqualTo(2);
        assertThat(findings().compared()).isEqualTo(2);
        assertThat(findings().differing()).isZero();
        assertThat(fitness().verdict()).isEqualTo(Verdict.FIT);
    }

    @Test
    void partsAreShadowedAndDemoted() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("parts", "shadow: 100%");
        told(method, "Hello ", "world");
        for (int i = 0; i < 18; i++) {
            told(method, "Hel", "lo world");
        }
        assertThat(findings().details())
                .as("each is stored, and the next is cut like it")
                .isEqualTo(1);
        assertThat(findings().compared()).isEqualTo(18);
        assertThat(engine.figures().get(0).figures().hits()).isZero();
        told(method, "Hello ", "you");
        told(method, "Hello ", "all");

        assertThat(method.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(engine.figures().get(0).demoted()).startsWith("2 of the last 20 calls");
        assertThat(fitness().reasons().get(0)).startsWith("Reprise only observes it, because 2 of the last 20 calls");
    }

    @Test
    void callsAboutItemsAreShadowedAndDemoted() throws Exception {
        engine = engine("mode: on");
        CachedMethod method = method("vectors", "batch: { argument: 0 }", "shadow: 100%");
        vectors(method, List.of("a", "b"), 1, 2);
        vectors(method, List.of("c"), 3);
        for (int i = 0; i < 9; i++) {
            vectors(method, List.of("a", "b"), 1, 2);
            vectors(method, List.of("c", "a"), 3, 1);
        }
        assertThat(findings().compared()).isEqualTo(18);
        assertThat(findings().differing()).isZero();
        vectors(method, List.of("c"), 4);
        vectors(method, List.of("b"), 4);

        assertThat(method.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(findings().differing()).isEqualTo(2);
    }

    @Test
    void differencesOfLongAgoCountLess() {
        Shadows shadows = new Shadows();
        for (int i = 0; i < 10_000; i++) {
            assertThat(shadows.compared(/* differs= */ false, /* limit= */ 2)).isNull();
        }
        int more = 0;
        while (shadows.compared(/* differs= */ true, /* limit= */ 2) == null) {
            more++;
        }
        assertThat(more).isLessThan(20);
    }

    private static ChatResponse answered(String text, String id, int tokens) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .metadata(ChatResponseMetadata.builder()
                        .id(id)
                        .modelName("m")
                        .tokenUsage(new TokenUsage(3, tokens))
                        .build())
                .build();
    }

    /** Lets a call be made as often as there are answers. */
    private void answer(String name, Object... answers) {
        CachedMethod method = method(name);
        for (Object answer : answers) {
            store(method, new Service(), new Object[] {"q"}, answer);
        }
    }

    private void store(CachedMethod method, Service service, Object[] arguments, Object answer) {
        engine.exit((Miss) engine.enter(method, service, arguments), answer, null);
        engine.flush();
    }

    private void told(CachedMethod method, String... parts) {
        Object handed =
                engine.exit((Miss) engine.enter(method, new Service(), new Object[] {"q"}), Stream.of(parts), null);
        assertThat(((Stream<?>) handed).toList()).isEqualTo(List.of(parts));
        engine.flush();
    }

    private void vectors(CachedMethod method, List<String> texts, float... values) {
        List<float[]> vectors = new ArrayList<>();
        for (float value : values) {
            vectors.add(new float[] {value, -value});
        }
        store(method, new Service(), new Object[] {texts}, vectors);
    }

    private Findings findings() {
        return engine.figures().get(0).findings();
    }

    private Fitness fitness() {
        MethodFigures figures = engine.figures().get(0);
        return Fitness.of(figures);
    }

    private Engine engine(String... lines) throws Exception {
        configuration = load(lines);
        Engine made = new Engine(configuration, (module, name) -> {}, clock, clock::nanos);
        opened.add(made);
        return made;
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(
                file, String.join("\n", lines) + "\nhome: " + folder.resolve("home") + "\ntiers: { disk: off }\n");
        byte[] client = ("client: a-client\nmethods:\n  - method: " + name("ofClient")
                        + "\n    temperature: [0.temperature]\n")
                .getBytes(StandardCharsets.UTF_8);
        return ConfigurationLoader.load(
                file.toString(),
                new ProcessContext(Map.of(), Map.of(), folder.toFile()),
                List.of(CatalogueSource.yaml("a-client", () -> new ByteArrayInputStream(client))));
    }

    /** As the Flight Recorder tells it. */
    private static String frame(String method, Class<?> parameter) {
        return name(method) + "(" + parameter.descriptorString() + ")" + String.class.descriptorString();
    }

    private static String name(String method) {
        return Service.class.getName() + "#" + method;
    }

    private CachedMethod method(String name, String... settings) {
        Method method = Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Target target = new Target(method, Service.class.getName(), List.of("a"), () -> List.copyOf(clues));
        List<String> lines = new ArrayList<>(List.of(
                "mode: " + configuration.mode().name().toLowerCase(Locale.ROOT),
                "methods:",
                "  - method: " + name(name)));
        for (String setting : settings) {
            lines.add("    " + setting);
        }
        try {
            Configuration own = load(lines.toArray(String[]::new));
            return engine.method(
                    target,
                    name.equals("ofClient")
                            ? configuration.catalogue().rules().get(0)
                            : own.methods().get(0));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
