package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object of texts and numbers is not gone into; when its key is explained, it is. */
class FlatObjectTest {

    private record Flat(String text, int number, long large, boolean yes, double half, String other) {}

    private record Texts(String first, String second) {}

    private record Empty() {}

    static Stream<Object> objects() {
        return Stream.of(
                new Flat("a", 1, 2, true, 0.5, "b"),
                new Flat(null, 0, 0, false, -0.0, null),
                new Flat("\u20AC", -1, Long.MIN_VALUE, true, Double.NaN, "\u00E9".repeat(300)),
                new Texts("", "\u20AC".repeat(300)),
                new Empty());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void keyIsTheSameWhetherItIsGoneInto(Object object) {
        for (Object argument : new Object[] {object, List.of(object, object), new Object[] {object, null}}) {
            Explanation explained = KeyFixture.KEYS
                    .plan(KeyFixture.spec())
                    .explain(/* tenant= */ null, /* receiver= */ null, new Object[] {argument});

            assertThat(explained.key()).isEqualTo(KeyFixture.key(argument));
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void keyIsTheSameForAReceiver(Object object) {
        Explanation explained = KeyFixture.KEYS
                .plan(KeyFixture.ignoring())
                .explain(/* tenant= */ null, object, new Object[] {"question"});

        assertThat(explained.key()).isEqualTo(KeyFixture.keyOn(object, "question"));
    }

    @Test
    void everyFieldCounts() {
        Flat flat = new Flat("a", 1, 2, true, 0.5, "b");

        assertThat(List.of(
                        KeyFixture.key(flat),
                        KeyFixture.key(new Flat("x", 1, 2, true, 0.5, "b")),
                        KeyFixture.key(new Flat("a", 9, 2, true, 0.5, "b")),
                        KeyFixture.key(new Flat("a", 1, 9, true, 0.5, "b")),
                        KeyFixture.key(new Flat("a", 1, 2, false, 0.5, "b")),
                        KeyFixture.key(new Flat("a", 1, 2, true, 0.9, "b")),
                        KeyFixture.key(new Flat("a", 1, 2, true, 0.5, "x")),
                        KeyFixture.key(new Flat("a", 1, 2, true, 0.5, null)),
                        KeyFixture.key(new Flat("b", 1, 2, true, 0.5, "a"))))
                .doesNotHaveDuplicates();
    }

    /** A list, 33,333 objects in it and two texts in each are 100,000 values; numbers and nulls are none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void valuesAreCountedAsIfItWereGoneInto(boolean isTraced) {
        List<Object> most = Collections.nCopies(33_333, new Texts("a", "b"));
        List<Object> more = Collections.nCopies(33_334, new Texts("a", "b"));
        List<Object> nulls = Collections.nCopies(99_999, new Texts(null, null));

        assertThat(refusal(most, isTraced)).isNull();
        assertThat(refusal(nulls, isTraced)).isNull();
        assertThat(refusal(more, isTraced)).startsWith("0[33333]").contains("more than 100000 values");
    }

    private static String refusal(Object argument, boolean isTraced) {
        KeyPlan plan = KeyFixture.KEYS.plan(KeyFixture.spec());
        Object[] arguments = {argument};
        Unkeyable refusal = null;
        if (isTraced) {
            refusal = plan.explain(/* tenant= */ null, /* receiver= */ null, arguments)
                    .refusal();
        } else {
            try {
                plan.key(/* tenant= */ null, /* receiver= */ null, arguments);
            } catch (Unkeyable refused) {
                refusal = refused;
            }
        }
        return refusal == null ? null : refusal.path() + " " + refusal.reason();
    }
}
