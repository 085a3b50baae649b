package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.value.Content;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;

/** An answer on its way to bytes and back. */
public final class RoundTrip {

    private RoundTrip() {}

    /** Checks that every hit is another object, equal to the answer field by field, and returns one. */
    public static <T> T of(T answer, ValueCodec codec) throws Uncacheable, Undecodable {
        byte[] content = codec.encode(answer);
        @SuppressWarnings("unchecked") // Checked below.
        T decoded = (T) codec.decode(content);

        isCopy(answer, decoded);
        // As a file of entries takes it apart and puts it together.
        assertThat(Content.of(codec.id(), content).bytes()).isEqualTo(content);
        assertThat(codec.decode(content)).isNotSameAs(decoded);
        return decoded;
    }

    /** Checks that one object is equal to another, field by field, and not the same. */
    public static void isCopy(Object original, Object copy) {
        assertThat(copy)
                .isNotSameAs(original)
                .hasSameClassAs(original)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(original);
    }
}
