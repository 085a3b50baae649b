package dev.reprise.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.exchange.EntryFile;
import dev.reprise.engine.exchange.EntryLine;
import dev.reprise.engine.exchange.EntryReader;
import dev.reprise.engine.exchange.EntryWriter;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** An answer on its way to bytes and back. */
public final class RoundTrip {

    private RoundTrip() {}

    /** Checks that every hit is another object, equal to the answer field by field, and returns one. */
    public static <T> T of(T answer, ValueCodec codec) throws Uncacheable, Undecodable {
        byte[] content = codec.encode(answer);
        @SuppressWarnings("unchecked") // Checked below.
        T decoded = (T) codec.decode(content);

        isCopy(answer, decoded);
        isExported(codec.id(), content);
        assertThat(codec.decode(content)).isNotSameAs(decoded);
        return decoded;
    }

    /** Checks that a file of entries gives back the bytes of an answer as they are. */
    public static void isExported(String codec, byte[] content) {
        Blob blob = new Blob(codec, 1, 2, 3, content);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (EntryWriter out = new EntryWriter(file, new EntryFile("test", Instant.EPOCH, List.of()))) {
            out.write(new EntryLine("responses", new CacheKey(1, 2, 3, 4), blob, List.of()));
            out.end();
            EntryReader in = EntryReader.open(new ByteArrayInputStream(file.toByteArray()), List.of());
            EntryLine read = in.next();
            byte[] again = read == null ? null : read.blob().content();
            assertThat(again).as(file.toString(UTF_8)).isEqualTo(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
