package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.WovenBatches.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls about many items, whose entries are those of the items. */
class BatchTest {

    private static final String BATCH = "batch: { argument: 0 }";

    @TempDir
    Path folder;

    private final Service service = new Service("small");
    private WovenBatches woven;

    @BeforeEach
    void open() throws Exception {
        woven = new WovenBatches(folder);
    }

    @AfterEach
    void close() {
        woven.close();
    }

    private static void isAnswer(Object answer, String... texts) {
        assertThat(((List<?>) answer).toArray())
                .isEqualTo(WovenBatches.vectorsOf(List.of(texts)).toArray());
    }

    interface Kind {
        List<float[]> of(List<float[]> vectors);
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                ArrayList::new,
                LinkedList::new,
                CopyOnWriteArrayList::new,
                List::copyOf,
                vectors -> vectors.stream().toList(),
                vectors -> Arrays.asList(vectors.toArray(float[][]::new)),
                Collections::unmodifiableList);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatWasRecordedIsRepeatedAsItWas(Kind kind) throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        for (List<String> texts : List.of(List.of("a"), List.of("a", "b"), List.of("a", "b", "a", "c"))) {
            Service each = new Service("model of " + texts.size());
            Object real = woven.call(embed, each, arguments -> kind.of(woven.vectors(arguments)), texts);

            Hit hit = (Hit) woven.engine.enter(embed, each, new Object[] {texts});

            assertThat(hit.value())
                    .hasSameClassAs(real)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(real);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itemsOfAnyListThatIsKnownAreFound(Kind kind) throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        WovenBatches.Body provider = arguments -> kind.of(woven.vectors(arguments));
        boolean unknown = kind.of(List.of()) instanceof CopyOnWriteArrayList;
        woven.call(embed, service, provider, List.of("a", "b"));

        isAnswer(woven.call(embed, service, provider, List.of("c", "b")), "c", "b");
        isAnswer(woven.call(embed, service, provider, List.of("c", "a")), "c", "a");

        assertThat(woven.sent)
                .isEqualTo(
                        unknown
                                ? List.of(List.of("a", "b"), List.of("c", "b"), List.of("c", "a"))
                                : List.of(List.of("a", "b"), List.of("c")));
    }

    @Test
    void vectorsAreNotKeptTwice() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        List<String> texts = List.of(random(1), random(2));

        woven.embed(embed, service, List.of(texts.get(0)));
        woven.embed(embed, service, List.of(texts.get(1)));
        long alone = stored();
        woven.open("");
        woven.embed(woven.method("embed", BATCH), new Service("large"), texts);

        assertThat(stored() - alone).isBetween(alone * 9 / 10, alone * 11 / 10);
    }

    /** A text of whose vector nothing can be left out. */
    private static String random(int seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(10_000, ' ', '~').forEach(each -> text.append((char) each));
        return text.toString();
    }

    private long stored() throws Exception {
        woven.engine.close();
        long bytes = 0;
        try (Stream<Path> files = java.nio.file.Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                bytes += java.nio.file.Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void itemsAreFoundAfterARestart() throws Exception {
        woven.embed(woven.method("embed", BATCH), service, List.of("a", "b"));
        woven.open("");
        CachedMethod embed = woven.method("embed", BATCH);

        isAnswer(woven.embed(embed, service, List.of("c", "b")), "c", "b");
        isAnswer(woven.embed(embed, service, List.of("a", "b")), "a", "b");
        woven.open("");
        isAnswer(woven.embed(woven.method("embed", BATCH), service, List.of("c", "a")), "c", "a");
        woven.embed(woven.method("embed", BATCH), service, List.of("alone"));
        woven.open("");
        isAnswer(woven.embed(woven.method("embed", BATCH), service, List.of("alone")), "alone");

        assertThat(woven.sent).containsExactly(List.of("a", "b"), List.of("c"), List.of("alone"));
    }

    @Test
    void everythingElseOfTheCallCounts() throws Exception {
        CachedMethod embed = woven.method("embedAll", "batch: { argument: 1 }");
        WovenBatches.Body provider = arguments ->
                woven.vectors(new Object[] {List.of((Object[]) arguments[1])}).toArray(float[][]::new);
        woven.call(embed, service, provider, 8, new String[] {"a", "b"});

        woven.call(embed, service, provider, 9, new String[] {"a", "b"});
        woven.call(embed, new Service("large"), provider, 8, new String[] {"b", "c"});
        woven.call(embed, service, provider, 8, new String[] {"b", "c"});

        assertThat(woven.sent).containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("b", "c"), List.of("c"));
    }

    @Test
    void primitivesAreItemsToo() throws Exception {
        CachedMethod score = woven.method("score", BATCH);
        List<String> asked = new ArrayList<>();
        WovenBatches.Body provider = arguments -> {
            asked.add(Arrays.toString((long[]) arguments[0]));
            return Arrays.stream((long[]) arguments[0])
                    .mapToDouble(number -> number / 2.0)
                    .toArray();
        };

        woven.call(score, service, provider, new long[] {1, 2});
        Object scores = woven.call(score, service, provider, new long[] {3, 2, 4, 1});

        assertThat(scores).isEqualTo(new double[] {1.5, 1, 2, 0.5});
        assertThat(asked).containsExactly("[1, 2]", "[3, 4]");
    }

    @Test
    void whatACallerChangesNobodyElseSees() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        List<float[]> first = woven.embed(embed, service, List.of("a", "b"));
        List<float[]> second = woven.embed(embed, service, List.of("a", "b"));
        List<float[]> third = woven.embed(embed, service, List.of("a", "a", "c", "c"));
        List<float[]> fourth = woven.embed(embed, service, List.of("a", "a", "c", "c"));
        for (List<float[]> vectors : List.of(first, second, third, fourth)) {
            Arrays.fill(vectors.get(0), 7);
        }

        assertThat(third.get(1)).isEqualTo(WovenBatches.vector("a"));
        assertThat(fourth.get(1)).isEqualTo(WovenBatches.vector("a"));
        isAnswer(woven.embed(embed, service, List.of("c", "b", "a")), "c", "b", "a");
        assertThat(woven.sent).containsExactly(List.of("a", "b"), List.of("c", "c"));
    }

    @Test
    void theCallersListStaysAsItIs() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("b"));
        List<String> texts = new ArrayList<>(List.of("a", "b", "c"));

        Object answer = woven.call(
                embed,
                service,
                arguments -> {
                    List<float[]> vectors = woven.vectors(arguments);
                    ((List<?>) arguments[0]).clear();
                    return vectors;
                },
                texts);

        assertThat(texts).containsExactly("a", "b", "c");
        isAnswer(answer, "a", "b", "c");
        // An entry could not repeat what was done to the list.
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("a")}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void ofABatchThatIsChangedMeanwhileNothingIsKept() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("b"));
        List<String> texts = new ArrayList<>(List.of("a", "b"));

        Object answer = woven.call(
                embed,
                service,
                arguments -> {
                    List<float[]> vectors = woven.vectors(arguments);
                    texts.set(0, "z");
                    return vectors;
                },
                texts);

        isAnswer(answer, "a", "b");
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("a")}))
                .isInstanceOf(Miss.class);
        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("z")}))
                .isInstanceOf(Miss.class);
    }

    @Test
    void batchesThatOverlapAreNotMixed() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("a"));
        Object[] first = {List.of("b", "a", "c")};
        Object[] second = {List.of("c", "a", "b", "d")};
        Reduced firstCall = (Reduced) woven.engine.enter(embed, service, first);
        Reduced secondCall = (Reduced) woven.engine.enter(embed, service, second);

        Object secondAnswer =
                woven.engine.exit(secondCall.miss(), woven.vectors(new Object[] {secondCall.others()}), null);
        Object firstAnswer =
                woven.engine.exit(firstCall.miss(), woven.vectors(new Object[] {firstCall.others()}), null);

        isAnswer(firstAnswer, "b", "a", "c");
        isAnswer(secondAnswer, "c", "a", "b", "d");
        assertThat(woven.sent).containsExactly(List.of("a"), List.of("c", "b", "d"), List.of("b", "c"));
    }

    @Test
    void anItemExpiresOnItsOwn() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH, "ttl: 1h");
        woven.embed(embed, service, List.of("a", "b"));
        woven.clock.advance(Duration.ofMinutes(40));
        woven.embed(embed, service, List.of("c", "b"));

        woven.clock.advance(Duration.ofMinutes(30));
        isAnswer(woven.embed(embed, service, List.of("a", "b")), "a", "b");
        isAnswer(woven.embed(embed, service, List.of("a", "c")), "a", "c");

        assertThat(woven.sent).containsExactly(List.of("a", "b"), List.of("c"), List.of("a", "b"));
    }

    @Test
    void anItemThatWasEvictedIsAskedAgainAlone() throws Exception {
        woven.open("tiers: { disk: off }\nscopes: { default: { max-entries: 3 } }");
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("a", "b"));
        woven.embed(embed, service, List.of("c"));

        isAnswer(woven.embed(embed, service, List.of("a", "b")), "a", "b");

        assertThat(woven.sent).hasSize(3);
        assertThat(woven.sent.get(2)).hasSize(1);
    }

    @Test
    void anItemIsAlwaysOnTheSameSideOfARollout() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH, "rollout: 50%");
        List<String> texts = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "text " + i;
            texts.add(text);
            if (!(woven.engine.enter(embed, service, new Object[] {List.of(text)}) instanceof Bypass)) {
                in.add(text);
            }
        }
        List<String> out = texts.stream().filter(text -> !in.contains(text)).toList();
        assertThat(in).hasSizeBetween(60, 140);

        isAnswer(woven.embed(embed, service, texts), texts.toArray(String[]::new));
        isAnswer(woven.embed(embed, service, texts), texts.toArray(String[]::new));
        woven.embed(embed, service, in);
        woven.embed(embed, service, in.subList(0, 2));
        assertThat(woven.engine.enter(embed, service, new Object[] {out})).isInstanceOf(Bypass.class);

        assertThat(woven.sent).containsExactly(texts, out);
    }

    @Test
    void tenantsDoNotShareItems() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH, "per-tenant: required");
        Runnable acme = woven.engine.beginTenant("acme");
        woven.embed(embed, service, List.of("a", "b"));
        acme.run();
        Runnable other = woven.engine.beginTenant("other");
        woven.embed(embed, service, List.of("a", "c"));
        other.run();

        assertThat(woven.engine.enter(embed, service, new Object[] {List.of("a", "c")}))
                .isInstanceOf(Bypass.class);
        assertThat(woven.sent).containsExactly(List.of("a", "b"), List.of("a", "c"));
    }

    @Test
    void offBringsNothingAndObservingServesNothing() throws Exception {
        CachedMethod off = woven.method("embed", BATCH, "mode: off");
        assertThat(woven.engine.enter(off, service, new Object[] {List.of("a", "b")}))
                .isInstanceOf(Bypass.class);
        CachedMethod observed = woven.method("embed", BATCH, "mode: observe");

        for (List<String> texts : List.of(List.of("a", "b"), List.of("c"), List.of("b", "a", "c"), List.of("a", "d"))) {
            isAnswer(woven.embed(observed, service, texts), texts.toArray(String[]::new));
        }

        assertThat(woven.sent).hasSize(4);
        Figures figures = woven.engine.figures().get(0).figures();
        assertThat(figures.observed()).isEqualTo(4);
        assertThat(figures.repeated()).as("of a batch, all items").isEqualTo(1);
    }

    @Test
    void aCallThatEntriesAnswerInPartIsAMiss() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("a", "b"));
        woven.embed(embed, service, List.of("b", "c"));
        woven.embed(embed, service, List.of("c", "b"));
        woven.embed(embed, service, List.of("a", "b"));

        Figures figures = woven.engine.figures().get(0).figures();
        assertThat(figures.hits()).isEqualTo(2);
        assertThat(figures.misses()).isEqualTo(2);
        assertThat(figures.partlyMisses()).isEqualTo(1);
        assertThat(figures.stored()).isEqualTo(2);
        assertThat(figures.calls()).isEqualTo(4);
    }

    @Test
    void anExplanationTellsHowManyItemsEntriesAnswer() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("a", "b"));

        woven.engine.beginExplaining();
        woven.embed(embed, service, List.of("b", "c", "a"));
        assertThat(woven.engine.endExplaining())
                .contains("  outcome: miss; entries answer 2 of 3 items, and the method runs for the others");
        woven.engine.beginExplaining();
        woven.embed(embed, service, List.of("b", "c", "a"));
        assertThat(woven.engine.endExplaining()).contains("  outcome: hit, scope default, source memory");
    }

    @Test
    void aHitOfManyItemsComesFromTheFarthestTierOfThem() throws Exception {
        woven.embed(woven.method("embed", BATCH), service, List.of("a", "b"));
        woven.open("");
        CachedMethod embed = woven.method("embed", BATCH);
        woven.embed(embed, service, List.of("a"));

        woven.embed(embed, service, List.of("a", "b"));
        woven.embed(embed, service, List.of("b", "a"));

        Figures figures = woven.engine.figures().get(0).figures();
        assertThat(figures.hits()).isEqualTo(3);
        assertThat(figures.fromDisk()).isEqualTo(2);
    }

    @Test
    void conditionsHoldForWhatTheProviderAnswered() throws Exception {
        CachedMethod tags = woven.method("tags", BATCH, "admit: { any-of: [text] }");
        List<String> asked = new ArrayList<>();
        WovenBatches.Body provider = arguments -> {
            asked.add(String.valueOf(arguments[0]));
            List<List<String>> all = new ArrayList<>();
            for (Object text : (List<?>) arguments[0]) {
                all.add(List.of("tag of " + text));
            }
            return all;
        };

        woven.call(tags, service, provider, List.of("a"));
        woven.call(tags, service, provider, List.of("a"));

        assertThat(asked).containsExactly("[a]", "[a]");
    }

    @Test
    void whatCannotBeToldApartIsCachedAsAWhole() throws Exception {
        Map<String, String> methods = Map.of(
                "map", BATCH,
                "embedOne", BATCH,
                "embed", BATCH + "\n    key: { ignore: [0] }");
        Map<String, Object> answers = Map.of(
                "map", Map.of("a", "b"), "embedOne", List.of(new float[] {1}), "embed", List.of(new float[] {1}));
        for (String name : methods.keySet()) {
            CachedMethod method = woven.method(name, methods.get(name));
            Object argument = name.equals("embedOne") ? "a" : List.of("a", "b");

            woven.call(method, service, arguments -> answers.get(name), argument);

            assertThat(method.batch()).isNull();
            assertThat(woven.engine.enter(method, service, new Object[] {argument}))
                    .as(name)
                    .isInstanceOf(Hit.class);
        }
        assertThat(woven.method("stream", BATCH).batch()).isNull();
    }

    @Test
    void aSetOrNothingIsNoBatch() throws Exception {
        CachedMethod embed = woven.method("embed", BATCH);
        for (List<String> texts : List.of(List.<String>of(), Arrays.asList("a", null))) {
            Object answer = woven.call(embed, service, arguments -> List.of(new float[] {1}), texts);

            assertThat(woven.call(embed, service, arguments -> null, texts))
                    .usingRecursiveComparison()
                    .isEqualTo(answer);
        }
    }
}
