package dev.reprise.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IterableShapeTest {

    private final Recorded recorded = new Recorded() {
        @Override
        public boolean isValue(Object answer) {
            return answer instanceof Named;
        }
    };

    private final List<String> asked = new ArrayList<>();

    @SuppressWarnings("unused")
    private interface Methods {
        Iterable<List<String>> iterable();
    }

    private static Shape shape() throws Exception {
        return Shape.of(Methods.class.getDeclaredMethod("iterable"));
    }

    @SuppressWarnings("unchecked")
    private Iterable<List<String>> recorded(Iterable<List<String>> real) throws Exception {
        return (Iterable<List<String>>) shape().record(real, recorded);
    }

    private Iterable<List<String>> real(String... elements) {
        return () -> {
            asked.add("asked");
            List<List<String>> lists = new ArrayList<>();
            for (String element : elements) {
                lists.add(new ArrayList<>(List.of(element)));
            }
            return lists.iterator();
        };
    }

    /** How a caller goes through it. */
    private enum Way {
        ITERATOR {
            @Override
            void go(Iterable<List<String>> elements, List<List<String>> to) {
                for (List<String> element : elements) {
                    to.add(element);
                }
            }
        },
        FOR_EACH {
            @Override
            void go(Iterable<List<String>> elements, List<List<String>> to) {
                elements.forEach(to::add);
            }
        },
        STREAM {
            @Override
            void go(Iterable<List<String>> elements, List<List<String>> to) {
                to.addAll(StreamSupport.stream(elements.spliterator(), /* parallel= */ false)
                        .collect(Collectors.toList()));
            }
        };

        abstract void go(Iterable<List<String>> elements, List<List<String>> to);
    }

    @Test
    void itIsAValueOrHasParts() throws Exception {
        assertThat(shape().held().getTypeName()).isEqualTo("java.lang.Iterable<java.util.List<java.lang.String>>");
        assertThat(shape().element().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(shape().isInParts()).isFalse();
        assertThat(shape().whole()).isInstanceOf(ValueShape.class);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstPassIsRecordedAndLaterOnesReachTheRealOne(Way way) throws Exception {
        Iterable<List<String>> handed = recorded(real("a", "b"));
        assertThat(asked).isEmpty();
        List<List<String>> first = new ArrayList<>();
        List<List<String>> second = new ArrayList<>();

        way.go(handed, first);
        way.go(handed, second);

        assertThat(first).containsExactly(List.of("a"), List.of("b")).isEqualTo(second);
        assertThat(asked).hasSize(2);
        assertThat(recorded.all).containsExactly("part [a]", "part [b]", "complete");
    }

    @Test
    void whatIsNotGoneThroughToItsEndIsNotComplete() throws Exception {
        Iterable<List<String>> handed = recorded(real("a", "b"));

        assertThat(handed.iterator().next()).containsExactly("a");
        handed.forEach(element -> {});

        assertThat(recorded.all).containsExactly("part [a]");
    }

    @Test
    void aConsumerThatThrowsLeavesItIncomplete() throws Exception {
        Iterable<List<String>> handed = recorded(real("a", "b"));

        assertThatThrownBy(() -> handed.forEach(element -> {
                    throw new IllegalStateException("own");
                }))
                .hasMessage("own");
        assertThat(recorded.all)
                .as("given up before it can count as a failure")
                .startsWith("part [a]", "abandoned: whoever pulls it threw a java.lang.IllegalStateException");
    }

    @Test
    void closingReachesTheRealOne() throws Exception {
        Closing real = new Closing();
        Iterable<List<String>> handed = recorded(real);

        handed.iterator().next();
        assertThatThrownBy(((AutoCloseable) handed)::close)
                .isInstanceOf(IOException.class)
                .hasMessage("own");
        handed.iterator();

        assertThat(recorded.all).containsExactly("part [a]", "abandoned: it was closed before its end");
    }

    /** Known to nobody by more than its elements. */
    private static final class Closing implements Iterable<List<String>>, AutoCloseable {

        @Override
        public Iterator<List<String>> iterator() {
            return List.of(List.of("a"), List.of("b")).iterator();
        }

        @Override
        public void close() throws IOException {
            throw new IOException("own");
        }
    }

    @Test
    void collectionsAndWhatElseCanBeCarriedAreValues() throws Exception {
        List<List<String>> list = new ArrayList<>(List.of(List.of("a")));
        Named named = new Named();

        assertThat(recorded(list)).isSameAs(list);
        assertThat(recorded(named)).isSameAs(named);
        assertThat(recorded.all).containsExactly("answer [[a]]", "answer named");
    }

    static class Named implements Iterable<List<String>> {

        @Override
        public Iterator<List<String>> iterator() {
            return List.of(List.of("a")).iterator();
        }

        @Override
        public String toString() {
            return "named";
        }
    }

    @Test
    void whatIsMoreToItsCallersIsHandedOverItself() throws Exception {
        Iterable<List<String>> serializable = (Iterable<List<String>> & Serializable) () -> null;
        Iterable<List<String>> counted = new Counted();
        Iterable<List<String>> derived = new Counted() {};
        record Lines(String text) implements Iterable<List<String>>, RandomAccess {
            @Override
            public Iterator<List<String>> iterator() {
                return List.of(List.of(text)).iterator();
            }
        }
        Iterable<List<String>> lines = new Lines("a");

        assertThat(recorded(serializable)).isSameAs(serializable);
        assertThat(recorded(counted)).isSameAs(counted);
        assertThat(recorded(derived)).isSameAs(derived);
        assertThat(recorded(lines)).isSameAs(lines);
        assertThat(recorded.all)
                .hasSize(4)
                .allMatch(told -> told.endsWith(", so that it may be more to its callers than an Iterable"));
        assertThat(recorded.all.get(0)).contains(" is a java.io.Serializable, too");
        assertThat(recorded.all.get(1)).startsWith("refused: a " + Counted.class.getName() + " has a method count, so");
        assertThat(recorded.all.get(2)).contains(" has a method count");
        assertThat(recorded.all.get(3)).contains(" is a java.util.RandomAccess, too");
    }

    private static class Counted implements Iterable<List<String>> {

        @Override
        public Iterator<List<String>> iterator() {
            return List.of(List.of("a")).iterator();
        }

        public int count() {
            return 1;
        }
    }
}
