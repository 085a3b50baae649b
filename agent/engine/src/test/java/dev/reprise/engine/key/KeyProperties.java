package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the encoding of any value whatever. */
class KeyProperties {

    private final Walk walk = new Walk(new Texts(), new Shapes(FieldAccess.NONE));

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void whatSaysTheSameIsEncodedTheSame(@ForAll("models") Model model, @ForAll Random one, @ForAll Random other) {
        assertThat(encoding(model.objects(one))).isEqualTo(encoding(model.objects(other)));
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void whatSaysAnotherThingIsEncodedInAnotherWay(
            @ForAll("models") Model one, @ForAll("models") Model other, @ForAll Random way) {
        Assume.that(!one.equals(other));

        assertThat(encoding(one.objects(way))).isNotEqualTo(encoding(other.objects(way)));
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void noEncodingBeginsWithAnother(@ForAll("models") Model one, @ForAll("models") Model other, @ForAll Random way) {
        Assume.that(!one.equals(other));
        byte[] shorter = encoding(one.objects(way));
        byte[] longer = encoding(other.objects(way));
        Assume.that(shorter.length <= longer.length);

        assertThat(Arrays.copyOf(longer, shorter.length)).isNotEqualTo(shorter);
    }

    @Property(tries = 2_000)
    void argumentsAreNotRunTogether(@ForAll("texts") Model.Text one, @ForAll("texts") Model.Text other) {
        String a = one.text();
        String b = other.text();
        Assume.that(!b.isEmpty());

        assertThat(KeyFixture.key(a + b.substring(0, 1), b.substring(1)))
                .isNotEqualTo(KeyFixture.key(a, b))
                .isNotEqualTo(KeyFixture.key(a + b));
    }

    @Provide
    Arbitrary<Model> models() {
        return models(3);
    }

    private Arbitrary<Model> models(int depth) {
        Arbitrary<Model> leaves = Arbitraries.oneOf(scalars(), texts().map(text -> text));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Model> below = models(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                below.list().ofMaxSize(3).map(Model.Items::new),
                below.set().ofMaxSize(3).map(Model.Elements::new),
                Arbitraries.maps(below, below).ofMaxSize(3).map(Model.Entries::new),
                below.list().ofMaxSize(3).map(Model.Array::new),
                below.map(Model.Maybe::new),
                Combinators.combine(below, below).as(Model.Both::new));
    }

    @Provide
    Arbitrary<Model.Text> texts() {
        Arbitrary<String> brief = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().withChars('a', 'b').ofMaxLength(3));
        // On both sides of the length from which on a text contributes its digest.
        Arbitrary<String> any = Combinators.combine(brief, Arbitraries.of(0, 0, 0, 252, 256))
                .as((text, padding) -> "a".repeat(padding) + text);
        return any.map(Model.Text::new);
    }

    private Arbitrary<Model> scalars() {
        return Arbitraries.oneOf(
                        Arbitraries.of(true, false).map(Object.class::cast),
                        Arbitraries.integers().map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.shorts().map(Object.class::cast),
                        Arbitraries.bytes().map(Object.class::cast),
                        Arbitraries.chars().map(Object.class::cast),
                        Arbitraries.of(0.0, -0.0, Double.NaN, 1.5, Double.MIN_VALUE, 1.0f, -0.0f, Float.NaN)
                                .map(Object.class::cast))
                .injectNull(0.1)
                .map(Model.Scalar::new);
    }

    private byte[] encoding(Object value) {
        assertThat(walk.begin()).isTrue();
        try {
            walk.root(new Walk.Root[] {new Walk.Root("0", /* parameter= */ "", /* ofReceiver= */ false)}, 0);
            walk.value(value, null);
            byte[] bytes = Arrays.copyOf(walk.out.bytes(), walk.out.size());
            walk.end(true);
            return bytes;
        } catch (Unkeyable refused) {
            walk.end(false);
            throw new AssertionError(refused);
        }
    }
}
