package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.again;
import static dev.reprise.engine.value.Declared.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.value.answers.Answers;
import dev.reprise.engine.value.answers.Answers.Node;
import dev.reprise.engine.value.answers.Answers.Point;
import dev.reprise.engine.value.answers.Answers.Tone;
import dev.reprise.engine.value.forbidden.Trap;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphCodecTest {

    private static final Point POINT = new Point(-3, Double.NaN, "näher \uD83D\uDE00");

    @Test
    void recordsKeepEveryComponent() throws Exception {
        var summary = new Answers.Summary(
                "text",
                List.of(POINT, new Point(1, -0.0, null)),
                new HashMap<>(Map.of("a", Set.of(1L, 2L), "b", new HashSet<>())),
                Tone.WARM,
                new float[] {1.5f, Float.NaN, -0.0f},
                new Point[] {POINT, null});

        var again = again("summary", summary);

        assertThat(again.text()).isEqualTo("text");
        assertThat(again.points()).isEqualTo(summary.points()).isNotSameAs(summary.points());
        assertThat(again.index()).isEqualTo(summary.index());
        assertThat(again.corners()).containsExactly(POINT, null);
        assertThat(again.vector()).isNotSameAs(summary.vector()).containsExactly(summary.vector());
        assertThat(again.tone()).isSameAs(Tone.WARM);
    }

    @Test
    void typeArgumentsAreFollowed() throws Exception {
        var box = new Answers.Box<>(new Answers.Summary("t", List.of(POINT), Map.of(), Tone.DRY, null, null));

        assertThat(again("box", box)).isEqualTo(box);
    }

    static Stream<List<?>> lists() {
        return Stream.of(
                List.of(),
                List.of(POINT),
                List.of(POINT, POINT),
                List.of(POINT, POINT, POINT),
                List.copyOf(Collections.nCopies(40, POINT)),
                new ArrayList<>(List.of(POINT)),
                new LinkedList<>(List.of(POINT)),
                Arrays.asList(POINT, null),
                Collections.emptyList(),
                Collections.singletonList(POINT),
                Collections.unmodifiableList(new ArrayList<>(List.of(POINT))),
                Collections.unmodifiableList(new LinkedList<>(List.of(POINT))),
                Stream.of(POINT, null).toList());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsKeepTheirClassAndContent(List<?> list) throws Exception {
        var again = again("points", list);

        assertThat(again).isEqualTo(list);
        assertThat(mutable(again)).isEqualTo(mutable(list));
    }

    static Stream<Set<?>> sets() {
        return Stream.of(
                Set.of(),
                Set.of(Tone.DRY),
                Set.of(Tone.DRY, Tone.WARM),
                new HashSet<>(Set.of(Tone.DRY, Tone.WARM)),
                new java.util.LinkedHashSet<>(List.of(Tone.WARM, Tone.DRY)),
                EnumSet.of(Tone.WARM),
                EnumSet.noneOf(Tone.class),
                new TreeSet<>(Set.of(Tone.DRY)),
                Collections.emptySet(),
                Collections.singleton(Tone.DRY),
                Collections.unmodifiableSet(new HashSet<>(Set.of(Tone.DRY))));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void setsKeepTheirClassAndContent(Set<?> set) throws Exception {
        assertThat(again("tones", set)).isEqualTo(set);
    }

    static Stream<Map<?, ?>> maps() {
        List<Point> points = List.of(POINT);
        return Stream.of(
                Map.of(),
                Map.of("a", points),
                Map.of("a", points, "b", points),
                new HashMap<>(Map.of("a", points)),
                new LinkedHashMap<>(Map.of("a", points)),
                new TreeMap<>(Map.of("a", points)),
                new ConcurrentHashMap<>(Map.of("a", points)),
                Collections.emptyMap(),
                Collections.singletonMap("a", points),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", points))),
                new EnumMap<>(Map.of(Tone.DRY, points)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void mapsKeepTheirClassAndContent(Map<?, ?> map) throws Exception {
        assertThat(again("index", map, "dev.reprise.engine.value.answers.")).isEqualTo(map);
    }

    static Stream<Object> leaves() {
        return Stream.of(
                1L,
                new BigDecimal("1.10"),
                UUID.randomUUID(),
                Instant.EPOCH,
                Locale.GERMANY,
                new Date(7),
                Optional.of("x"),
                Optional.empty(),
                java.net.URI.create("http://a/b"),
                java.time.Duration.ofNanos(3),
                java.time.ZonedDateTime.parse("2026-10-25T02:30+02:00[Europe/Paris]"),
                java.time.ZoneId.of("Europe/Paris"),
                java.util.Currency.getInstance("EUR"),
                java.time.ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Paris]"),
                new int[] {1},
                new String[] {"a", null},
                new Object[] {"a", 1},
                'c');
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void valuesOfTheJdkAreCarriedInsideOthers(Object leaf) throws Exception {
        var again = again("holder", new Answers.Holder(leaf)).content();

        assertThat(again).isEqualTo(leaf).hasSameClassAs(leaf);
    }

    @Test
    void finalFieldsSuperclassesAndClassesWithoutDefaultConstructorAreCarried() throws Exception {
        var page = again("page", new Answers.Page("title", 7));

        assertThat(page.title()).isEqualTo("title");
        assertThat(page.number()).isEqualTo(7);
    }

    @Test
    void sealedTypesBringTheirSubclasses() throws Exception {
        assertThat(again("shape", (Answers.Shape) new Answers.Circle(2))).isEqualTo(new Answers.Circle(2));
        assertThat(((Answers.Square) again("shape", (Answers.Shape) new Answers.Square(3))).side())
                .isEqualTo(3);
    }

    @Test
    void cyclesAndSharedObjectsStayWhatTheyAre() throws Exception {
        var first = new Node("first");
        first.next = new Node("second");
        first.next.next = first;
        first.others.addAll(List.of(first.next, first.next, first));

        var again = again("node", first);

        assertThat(again.next.next).isSameAs(again).isNotSameAs(first);
        assertThat(again.others).containsExactly(again.next, again.next, again);
    }

    @Test
    void everyDecodedAnswerIsItsOwn() throws Exception {
        var codec = codec("node");
        var content = codec.encode(new Node("name"));

        var one = (Node) codec.decode(content);
        one.others.add(one);

        assertThat(((Node) codec.decode(content)).others).isEmpty();
    }

    @Test
    void constantsAreCarriedByName() throws Exception {
        assertThat(again("tone", Tone.WARM)).isSameAs(Tone.WARM);
        assertThat(codec("tone").holdsAsIs(Tone.WARM)).isFalse();
    }

    @Test
    void listsOfStringsAndVectorsAreCarried() throws Exception {
        assertThat(again("strings", List.of("a", "b"))).containsExactly("a", "b");
        assertThat(again("vectors", List.of(new float[] {1, 2})).get(0)).containsExactly(1, 2);
        assertThat(again("optional", Optional.of("x"))).contains("x");
    }

    @Test
    void lambdasAreRefusedWithTheirPath() {
        assertThatThrownBy(() -> again("late", new Answers.Late(() -> "x")))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.text is a lambda");
    }

    @Test
    void lambdasAreRefusedAlsoWhereOtherAnswersHadNone() throws Exception {
        var codec = codec("holder");
        codec.encode(new Answers.Holder("fine"));

        assertThatThrownBy(() -> codec.encode(new Answers.Holder((Runnable & java.io.Serializable) () -> {})))
                .hasMessageContaining("lambda");
        assertThat(codec.decode(codec.encode(new Answers.Holder("fine")))).isEqualTo(new Answers.Holder("fine"));
    }

    static Stream<Object> alive() {
        return Stream.of(
                Thread.currentThread(),
                new ByteArrayInputStream(new byte[0]),
                List.of(1).iterator(),
                Stream.of(1),
                String.class,
                GraphCodecTest.class.getClassLoader(),
                new java.util.concurrent.CompletableFuture<>(),
                java.util.concurrent.TimeUnit.DAYS,
                new ArrayList<>(List.of(1, 2)).subList(0, 1));
    }

    @ParameterizedTest
    @MethodSource("alive")
    void whatHasNoContentOrIsNotKnownIsRefused(Object object) {
        assertThatThrownBy(() -> again("holder", new Answers.Holder(object)))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.content is ");
    }

    @Test
    void aClassThatTheDeclaredTypeDoesNotTellOfIsRefusedWithTheRemedy() throws Exception {
        var holder = new Answers.Holder(new Trap());

        assertThatThrownBy(() -> again("holder", holder))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("dev.reprise.engine.value.forbidden.Trap")
                .hasMessageContaining("allow: [\"dev.reprise.engine.value.forbidden.\"]");
        var again = again("holder", holder, "dev.reprise.engine.value.forbidden.");
        assertThat(((Trap) again.content()).text).isEqualTo("trap");
    }

    @Test
    void aTransientFieldThatWouldBeLostIsRefusedAlsoLater() throws Exception {
        var codec = codec("forgetful");
        var full = new Answers.Forgetful();
        codec.encode(full);

        full.lost = "needed";

        assertThatThrownBy(() -> codec.encode(full)).hasMessageContaining("answer.lost is transient");
    }

    @Test
    void anInnerClassIsRefused() {
        assertThatThrownBy(() -> again("inner", Answers.inner())).hasMessageContaining("inner class");
    }

    @Test
    void collectionsSortedByCodeAreRefused() {
        var tree = new TreeMap<String, Point>(Comparator.comparing(String::length));

        assertThatThrownBy(() -> again("tree", tree)).hasMessageContaining("answer.comparator is a lambda");
    }

    @Test
    void ordersThatTheJdkHasANameForAreKept() throws Exception {
        for (Comparator<String> order : List.of(
                String.CASE_INSENSITIVE_ORDER, Comparator.<String>naturalOrder(), Comparator.<String>reverseOrder())) {
            var tree = new TreeMap<String, Point>(order);
            tree.put("a", POINT);
            tree.put("B", POINT);

            var again = again("tree", tree);

            assertThat(again.comparator()).isEqualTo(order);
            assertThat(List.copyOf(again.keySet())).isEqualTo(List.copyOf(tree.keySet()));
        }
    }

    @Test
    void anAnswerThatDoesNotComeBackTheSameIsRefusedWithThePath() {
        assertThatThrownBy(() -> again("holder", new Answers.Holder(List.of(new Answers.Growing(1)))))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.content[0].size has another value");
    }

    @Test
    void keysThatAreKnownByIdentityAloneAreRefused() {
        var map = new HashMap<Object, Object>();
        map.put(new Answers.Square(1), "x");

        assertThatThrownBy(() -> again("holder", new Answers.Holder(map))).isInstanceOf(Uncacheable.class);
    }

    @Test
    void fieldsAreCarriedWhateverAClassWritesOfItself() throws Exception {
        assertThat(again("liar", new Answers.Liar()).text).isEqualTo("truth");
    }

    @Test
    void aDeepListIsRefusedNotOverflowed() {
        var first = new Node("0");
        var last = first;
        for (int i = 1; i < 100_000; i++) {
            last.next = new Node("n");
            last = last.next;
        }

        assertThatThrownBy(() -> again("node", first)).isInstanceOf(Uncacheable.class);
    }

    @Test
    void shapesDifferByTypeAndAreStable() throws Exception {
        assertThat(codec("page").shape())
                .isEqualTo(codec("page").shape())
                .isNotEqualTo(codec("node").shape());
        assertThat(codec("points").shape()).isNotEqualTo(codec("strings").shape());
    }

    @Test
    void manyThreadsShareACodec() throws Exception {
        var codec = codec("summary");
        var summaries = IntStream.range(0, 400)
                .mapToObj(i -> new Answers.Summary("t" + i, List.of(POINT), Map.of(), Tone.DRY, null, null))
                .toList();

        var wrong = summaries.parallelStream()
                .filter(summary -> {
                    try {
                        return !codec.decode(codec.encode(summary)).equals(summary);
                    } catch (Uncacheable | Undecodable failure) {
                        return true;
                    }
                })
                .collect(Collectors.toList());

        assertThat(wrong).isEmpty();
    }

    private static boolean mutable(List<?> list) {
        try {
            list.remove(list.size() - 1);
            return true;
        } catch (UnsupportedOperationException | IndexOutOfBoundsException unmodifiable) {
            return false;
        }
    }
}
