package dev.reprise.engine.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What encoded values say to who has none of the host's classes. */
class ContentTest {

    @ParameterizedTest
    @MethodSource("dev.reprise.engine.value.CodecsTest#plain")
    void aPlainValueIsGivenBackToTheByte(Object value) throws Exception {
        byte[] bytes = codec(value.getClass()).encode(value);

        assertThat(Content.of("plain-1", bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void aTextIsReadAsOne() throws Exception {
        assertThat(Content.of("plain-1", codec(String.class).encode("wide \u4E2D")))
                .isEqualTo(new Content.Text("wide \u4E2D"));
        assertThat(Content.of("plain-1", codec(String.class).encode("lone \uD800 surrogate")))
                .isInstanceOf(Content.Opaque.class);
        assertThat(Content.of("openai", "{\"a\":1}".getBytes(UTF_8))).isEqualTo(new Content.Utf8("{\"a\":1}"));
        assertThat(Content.of("openai", new byte[] {-1, -2})).isInstanceOf(Content.Opaque.class);
    }

    @Test
    void partsAreReadOneByOne() throws Exception {
        PartsCodec parts = new PartsCodec(codec(String.class));
        PartsCodec.Writer writer = parts.writer(Given.NOTHING);
        writer.add("a", 0);
        writer.add("b", 300);
        byte[] bytes = writer.toBytes();

        Content content = Content.of(parts.id(), bytes);

        assertThat(content)
                .isEqualTo(new Content.Parts(List.of(
                        new Content.Part(0, new Content.Text("a")), new Content.Part(300, new Content.Text("b")))));
        assertThat(content.bytes()).isEqualTo(bytes);
    }

    private static ValueCodec codec(Class<?> type) throws Uncacheable {
        return new Codecs(FieldAccess.NONE).codec(type, ContentTest.class, List.of());
    }

    @Test
    void whateverTheBytesAreTheyAreGivenBack() {
        Random random = new Random(1);
        List<String> codecs = List.of(
                "plain-1",
                "parts-2/graph-2",
                "batch-1/graph-2",
                "iterable-1/graph-2/parts-2/graph-2",
                "parts-2/callback-1/void",
                "parts-2/sent-1",
                "callback-1/graph-2",
                "sent-1",
                "",
                "parts-2/");
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) { // Small numbers are kinds and lengths.
                bytes[at] = random.nextInt(3) == 0 ? bytes[at] : (byte) (bytes[at] & 7);
            }
            String codec = codecs.get(i % codecs.size());

            assertThat(Content.of(codec, bytes).bytes())
                    .as(() -> codec + " " + Arrays.toString(bytes))
                    .isEqualTo(bytes);
        }
    }
}
