package dev.reprise.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PullShapeTest {

    private final Recorded recorded = new Recorded();

    @SuppressWarnings("unused")
    private interface Methods {
        Stream<List<String>> stream();

        Iterator<List<String>> iterator();
    }

    private static Shape shape(String method) throws Exception {
        return Shape.of(Methods.class.getDeclaredMethod(method));
    }

    @SuppressWarnings("unchecked")
    private Stream<List<String>> recorded(Stream<List<String>> real) throws Exception {
        return (Stream<List<String>>) shape("stream").record(real, recorded);
    }

    private static List<String> list(String element) {
        return new ArrayList<>(List.of(element));
    }

    @Test
    void anEntryHoldsTheParts() throws Exception {
        assertThat(shape("stream").held().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(shape("stream").isInParts()).isTrue();
        assertThat((Stream<?>) shape("stream").replay(List.of("a", "b"))).isEqualTo(List.of("a", "b"));
        assertThat((Iterator<?>) shape("iterator").replay(List.of("a", "b")))
                .toIterable()
                .isEqualTo(List.of("a", "b"));
    }

    @Test
    void eachPartIsRecordedBeforeItIsHandedOver() throws Exception {
        List<List<String>> pulled = recorded(Stream.of(list("a"), list("b")))
                .peek(part -> part.add("changed"))
                .collect(Collectors.toList());

        assertThat(pulled).hasSize(2).allMatch(part -> part.size() == 2);
        assertThat(recorded.all).containsExactly("part [a]", "part [b]", "complete");
    }

    @Test
    void aStreamIsNoLazierNorEagerThanItWas() throws Exception {
        List<String> made = new ArrayList<>();
        Stream<List<String>> handed = recorded(Stream.of("a", "b", "c").map(text -> {
            made.add(text);
            return list(text);
        }));
        assertThat(made).isEmpty();

        assertThat(handed.findFirst()).contains(list("a"));

        assertThat(made).containsExactly("a");
        assertThat(recorded.all).containsExactly("part [a]");
    }

    @Test
    void aStreamThatBreaksOffIsNotComplete() throws Exception {
        Stream<List<String>> handed = recorded(Stream.of("a", "").map(text -> {
            if (text.isEmpty()) {
                throw new IllegalStateException("own");
            }
            return list(text);
        }));

        assertThatThrownBy(() -> handed.forEach(part -> {})).hasMessage("own");
        assertThat(recorded.all)
                .containsExactly("part [a]", "abandoned: it failed with a java.lang.IllegalStateException");
    }

    /** Its second part cannot be had; who asks on gets the third. */
    private static final class Failing implements Iterator<List<String>> {
        private int asked;

        @Override
        public boolean hasNext() {
            return asked < 3;
        }

        @Override
        public List<String> next() {
            if (++asked == 2) {
                throw new IllegalStateException("own");
            }
            return list(Integer.toString(asked));
        }
    }

    @Test
    void whatIsPulledOnAfterAPartThatFailedIsNotComplete() throws Exception {
        @SuppressWarnings("unchecked")
        Iterator<List<String>> iterator =
                (Iterator<List<String>>) shape("iterator").record(new Failing(), recorded);
        Spliterator<List<String>> spliterator = recorded(StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Failing(), 0), /* parallel= */ false))
                .spliterator();

        iterator.next();
        assertThatThrownBy(iterator::next).hasMessage("own");
        assertThat(iterator.next()).containsExactly("3");
        assertThat(iterator.hasNext()).isFalse();
        assertThat(recorded.all.subList(0, 2))
                .containsExactly("part [1]", "abandoned: it failed with a java.lang.IllegalStateException");

        recorded.all.clear();
        spliterator.tryAdvance(part -> {});
        assertThatThrownBy(() -> spliterator.tryAdvance(part -> {})).hasMessage("own");
        assertThat(spliterator.tryAdvance(part -> {})).isTrue();
        assertThat(spliterator.tryAdvance(part -> {})).isFalse();
        assertThat(recorded.all.subList(0, 2))
                .containsExactly("part [1]", "abandoned: it failed with a java.lang.IllegalStateException");
    }

    @Test
    void aConsumerThatThrowsLeavesItIncomplete() throws Exception {
        Stream<List<String>> handed = recorded(Stream.of(list("a"), list("b")));

        assertThatThrownBy(() -> handed.forEach(part -> {
                    throw new IllegalStateException("own");
                }))
                .hasMessage("own");
        assertThat(recorded.all)
                .as("given up before it can count as a failure")
                .startsWith("part [a]", "abandoned: whoever pulls it threw a java.lang.IllegalStateException");
    }

    @Test
    void closingReachesTheRealOne() throws Exception {
        List<String> closed = new ArrayList<>();

        recorded(Stream.of(list("a")).onClose(() -> closed.add("real"))).close();

        assertThat(closed).containsExactly("real");
        assertThat(recorded.all).containsExactly("abandoned: it was closed before its end");
    }

    @Test
    void aParallelStreamIsHandedOverItself() throws Exception {
        Stream<List<String>> real = Stream.of(list("a")).parallel();

        assertThat(recorded(real)).isSameAs(real);
        assertThat(recorded.all).containsExactly("refused: a parallel stream is pulled in no order");
    }

    @Test
    void aStreamThatIsMadeParallelHasAllItsPartsAndIsNotKept() throws Exception {
        List<List<String>> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(list("a" + i));
        }

        assertThat(recorded(many.stream()).parallel().collect(Collectors.toList()))
                .isEqualTo(many);
        assertThat(recorded.all).contains("abandoned: its stream was made parallel");
    }

    @Test
    void anIteratorIsRecordedAsItIsPulled() throws Exception {
        List<List<String>> real = new ArrayList<>(List.of(list("a"), list("b")));
        @SuppressWarnings("unchecked")
        Iterator<List<String>> handed =
                (Iterator<List<String>>) shape("iterator").record(real.iterator(), recorded);

        while (handed.hasNext()) {
            handed.next().add("changed");
            handed.remove();
        }

        assertThat(real).isEmpty();
        assertThat(recorded.all)
                .containsExactly(
                        "part [a]",
                        "abandoned: elements were removed",
                        "part [b]",
                        "abandoned: elements were removed",
                        "complete");
    }

    @Test
    void anIteratorThatCanBeClosedStaysSo() throws Exception {
        Closing real = new Closing();

        Object handed = shape("iterator").record(real, recorded);
        ((AutoCloseable) handed).close();

        assertThat(real.closed).isTrue();
        assertThat(recorded.all).containsExactly("abandoned: it was closed before its end");
    }

    private static final class Closing implements Iterator<List<String>>, AutoCloseable {

        private boolean closed;

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public List<String> next() {
            throw new NoSuchElementException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void anIteratorThatIsMoreToItsCallersIsHandedOverItself() throws Exception {
        Iterator<List<String>> real = new Scrolling();

        assertThat(shape("iterator").record(real, recorded)).isSameAs(real);
        assertThat(recorded.all)
                .containsExactly("refused: a " + Scrolling.class.getName()
                        + " has a method page, so that it may be more to its callers than an Iterator");
    }

    static final class Scrolling implements Iterator<List<String>> {

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public List<String> next() {
            throw new NoSuchElementException();
        }

        int page() {
            return 1;
        }
    }

    @Test
    void whatTheJdkKeepsToItselfIsNothingMore() throws Exception {
        assertThat(shape("iterator").record(Stream.of(list("a")).iterator(), recorded))
                .isInstanceOf(RecordedIterator.class);
        assertThat(shape("iterator").record(List.of(list("a")).listIterator(), recorded))
                .isInstanceOf(RecordedIterator.class);
    }
}
