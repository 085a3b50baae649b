package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.value.answers.Answers;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back is what was kept, and not only by what {@code equals} says. */
class SameAnswerTest {

    private static final String OWN = "dev.reprise.engine.value.";

    @Test
    void aTransientNumberThatOnlySoundsLikeAHashIsRefused() {
        assertThatThrownBy(() -> held(new Tagged("a", 5)))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.content.hashtags is transient and would be lost");
    }

    @Test
    void aHashThatNobodyRemembersAgainIsRefused() {
        assertThatThrownBy(() -> held(new Eager("a")))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.content.hash");
    }

    @Test
    void aRememberedHashIsRememberedAgain() throws Exception {
        var lazy = new Lazy("a");
        int hash = lazy.hashCode();

        var again = (Lazy) held(lazy);

        assertThat(again.hash).isZero();
        assertThat(again.hashCode()).isEqualTo(hash);
    }

    static Stream<Map<String, Integer>> maps() {
        return Stream.<Supplier<Map<String, Integer>>>of(
                        HashMap::new,
                        () -> new HashMap<>(1_024),
                        () -> new HashMap<>(2),
                        Hashtable::new,
                        () -> new Hashtable<>(3),
                        () -> new Hashtable<>(1_000),
                        ConcurrentHashMap::new,
                        () -> new ConcurrentHashMap<>(1_000),
                        () -> new ConcurrentHashMap<>(1))
                .flatMap(empty -> Stream.of(
                        filled(empty.get(), 0),
                        filled(empty.get(), 2),
                        filled(empty.get(), 14),
                        filled(empty.get(), 300)));
    }

    private static Map<String, Integer> filled(Map<String, Integer> map, int entries) {
        for (int i = 0; i < entries; i++) {
            map.put(i * 37 + "topic", i);
            map.put("AaAa".replace("Aa", i % 2 == 0 ? "Aa" : "BB") + i / 4, i); // Several in one slot.
        }
        return map;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aHashTableIsIteratedInTheSameOrder(Map<String, Integer> map) throws Exception {
        var again = (Map<?, ?>) held(map);

        assertThat(List.copyOf(again.keySet()))
                .hasToString(List.copyOf(map.keySet()).toString());
        assertThat(List.copyOf(again.values()))
                .hasToString(List.copyOf(map.values()).toString());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aHashSetIsIteratedInTheSameOrder(Map<String, Integer> map) throws Exception {
        for (int slots : new int[] {16, 4_096}) {
            Set<String> set = new HashSet<>(slots);
            set.addAll(map.keySet());

            assertThat(new ArrayList<Object>((Collection<?>) held(set))).isEqualTo(new ArrayList<Object>(set));
        }
    }

    @Test
    void aTableOfManyMoreSlotsThanEntriesIsRefused() {
        Map<String, String> map = new HashMap<>(1 << 24);
        map.put("a", "b");

        assertThatThrownBy(() -> held(map)).isInstanceOf(Uncacheable.class).hasMessageContaining("hash table");
    }

    @Test
    void aMapInTheOrderOfAccessStaysOne() throws Exception {
        Map<String, String> map = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
        map.put("a", "1");
        map.put("b", "2");

        var again = (Map<?, ?>) held(map);
        assertThat(again.keySet()).hasToString("[a, b]");
        assertThat(again.get("a")).isEqualTo("1");

        assertThat(again.keySet()).hasToString("[b, a]");
    }

    static Stream<Object> ordinary() {
        Queue<String> byLength =
                new PriorityQueue<>(Comparator.<String>naturalOrder().reversed());
        byLength.addAll(List.of("b", "c", "a"));
        BitSet bits = new BitSet();
        bits.set(3);
        bits.set(200);
        List<String> one = new ArrayList<>(List.of("a", "b"));
        return Stream.of(
                OptionalInt.empty(),
                OptionalInt.of(-1),
                OptionalLong.of(Long.MIN_VALUE),
                OptionalDouble.of(Double.NaN),
                OptionalDouble.of(-0.0),
                Map.entry("a", 1),
                new AbstractMap.SimpleEntry<>("a", null),
                new AbstractMap.SimpleImmutableEntry<>(null, one),
                new PriorityQueue<>(List.of(3, 1, 2)),
                byLength,
                new ConcurrentLinkedQueue<>(one),
                new ConcurrentLinkedDeque<>(one),
                new ConcurrentSkipListMap<>(Map.of("a", 1)),
                new ConcurrentSkipListSet<>(one),
                Collections.nCopies(3, "x"),
                Collections.nCopies(0, "x"),
                Collections.synchronizedList(one),
                Collections.synchronizedList(new LinkedList<>(one)),
                Collections.synchronizedCollection(one),
                Collections.synchronizedSet(new TreeSet<>(one)),
                Collections.synchronizedSortedSet(new TreeSet<>(one)),
                Collections.synchronizedNavigableSet(new TreeSet<>(one)),
                Collections.synchronizedMap(new LinkedHashMap<>(Map.of("a", 1))),
                Collections.synchronizedSortedMap(new TreeMap<>(Map.of("a", 1))),
                Collections.synchronizedNavigableMap(new TreeMap<>(Map.of("a", 1))),
                Collections.unmodifiableMap(Collections.synchronizedMap(new HashMap<>(Map.of("a", one)))),
                bits,
                new BitSet(),
                new StringBuilder("Grüße 😀"),
                new StringBuffer("a"),
                new AtomicInteger(-7),
                new AtomicLong(Long.MAX_VALUE),
                new AtomicBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void whatServicesReturnComesBackAsItself(Object value) throws Exception {
        Object again = held(value);

        assertThat(again).hasSameClassAs(value).hasToString(value.toString());
    }

    @Test
    void aSynchronizedListIsStillOneAndItsOwn() throws Exception {
        List<String> list = new ArrayList<>(List.of("a"));
        @SuppressWarnings("unchecked")
        List<Object> again = (List<Object>) held(Collections.synchronizedList(list));

        again.add("b");

        assertThat(again).hasToString("[a, b]");
        assertThat(list).containsExactly("a");
    }

    @Test
    void aQueueHandsOutInTheSameOrder() throws Exception {
        Queue<String> queue =
                new PriorityQueue<>(Comparator.<String>naturalOrder().reversed());
        queue.addAll(List.of("b", "c", "a"));

        assertThat(((Queue<?>) held(queue)).poll()).isEqualTo("c");
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewIsRefusedWithWhatToReturnInstead(Object view) {
        assertThatThrownBy(() -> held(view))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("return a plain list, map, record or class of your own");
    }

    static Stream<Object> views() {
        Map<String, String> map = new HashMap<>(Map.of("a", "b"));
        List<String> list = new ArrayList<>(List.of("a", "b", "c"));
        return Stream.of(map.keySet(), map.values(), map.entrySet(), list.subList(0, 2));
    }

    private static Object held(Object content) throws Exception {
        ValueCodec codec = codec("holder", OWN);
        return ((Answers.Holder) codec.decode(codec.encode(new Answers.Holder(content)))).content();
    }

    static final class Tagged {
        final String text;
        transient int hashtags;

        Tagged(String text, int hashtags) {
            this.text = text;
            this.hashtags = hashtags;
        }
    }

    static final class Eager {
        final String text;
        private final transient int hash;

        Eager(String text) {
            this.text = text;
            this.hash = text.hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Eager eager && eager.text.equals(text);
        }
    }

    static final class Lazy {
        final String text;
        private transient int hash;

        Lazy(String text) {
            this.text = text;
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = text.hashCode();
            }
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lazy lazy && lazy.text.equals(text);
        }
    }
}
