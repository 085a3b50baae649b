package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.answers.Answers;
import dev.reprise.engine.value.answers.Answers.Node;
import dev.reprise.engine.value.forbidden.Trap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileBytesTest {

    private static final String ANSWERS = "dev.reprise.engine.value.answers.";
    private static final String FORBIDDEN = "dev.reprise.engine.value.forbidden.";

    @Test
    void aClassThatIsNotAllowedIsRefusedBeforeItIsInitialised() throws Exception {
        var content = codec("holder", FORBIDDEN).encode(new Answers.Holder(new Trap()));

        try (var host = new HostLoader(getClass().getClassLoader(), ANSWERS, FORBIDDEN)) {
            System.clearProperty(Trap.SPRUNG);

            assertThatThrownBy(() -> codecOf("holder", host).decode(content))
                    .isInstanceOf(Undecodable.class)
                    .hasMessageContaining("Trap is not allowed");
            assertThat(System.getProperty(Trap.SPRUNG)).isNull();

            // That it is the list that keeps it from being initialised:
            codecOf("holder", host, FORBIDDEN).decode(content);
            assertThat(System.getProperty(Trap.SPRUNG)).isEqualTo("yes");
        }
    }

    @Test
    void aConstantOfAClassThatIsNotAllowedIsRefused() throws Exception {
        var content = codec("tone").encode(Answers.Tone.DRY);

        assertThatThrownBy(() -> codec("points").decode(content)).isInstanceOf(Undecodable.class);
    }

    @Test
    void aClassOfTheContextLoaderAloneIsRefused() throws Exception {
        var content = codec("holder", FORBIDDEN).encode(new Answers.Holder(new Trap()));
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();

        try (var host = new HidingLoader(ANSWERS, FORBIDDEN)) {
            thread.setContextClassLoader(getClass().getClassLoader());
            assertThatThrownBy(() -> codecOf("holder", host, FORBIDDEN).decode(content))
                    .isInstanceOf(Undecodable.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aClassOfAnotherShapeIsAMissAlsoIfTheDeclaredTypeDoesNotTellOfIt() throws Exception {
        var codec = codec("holder", FORBIDDEN);
        var content = codec.encode(new Answers.Holder(new Trap()));
        codec.decode(content);

        content[new String(content, StandardCharsets.ISO_8859_1).indexOf("Trap") + "Trap".length()] ^= 1;

        assertThatThrownBy(() -> codec.decode(content))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("has changed since");
    }

    @Test
    void cutOrExtendedBytesAreUndecodable() throws Exception {
        var codec = codec("node");
        var content = codec.encode(new Node("name"));

        for (int length = 0; length < content.length; length++) {
            var cut = Arrays.copyOf(content, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(Undecodable.class);
        }
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(content, content.length + 1)))
                .isInstanceOf(Undecodable.class);
        assertThat(((Node) codec.decode(content)).name).isEqualTo("name");
    }

    @Test
    void alteredBytesGiveAnAnswerOrUndecodableAndNothingElse() throws Exception {
        var random = new Random(42);
        for (String method : List.of("summary", "chat", "index", "object")) {
            var codec = codec(method, "dev.langchain4j.", ANSWERS);
            var content = codec.encode(sample(method));

            for (int round = 0; round < 4_000; round++) {
                var altered = content.clone();
                for (int i = 0; i <= random.nextInt(8); i++) {
                    altered[random.nextInt(altered.length)] = (byte) random.nextInt();
                }
                assertThatCode(() -> decodeOrRefuse(codec, altered)).doesNotThrowAnyException();
            }
            assertThatCode(() -> codec.decode(content)).doesNotThrowAnyException();
        }
    }

    private static Object sample(String method) {
        return switch (method) {
            case "summary" ->
                new Answers.Summary(
                        "text",
                        List.of(new Answers.Point(1, 2, "p")),
                        Map.of(),
                        Answers.Tone.WARM,
                        new float[] {1, 2, 3},
                        new Answers.Point[1]);
            case "chat" -> LangChainAnswers.chat("text");
            case "index" -> Map.of("a", List.of(new Answers.Point(1, 2, "p")));
            default -> new java.util.ArrayList<>(List.of("a", 1));
        };
    }

    private static void decodeOrRefuse(ValueCodec codec, byte[] content) {
        try {
            codec.decode(content);
        } catch (Undecodable expected) {
            assertThat(expected.reason()).isNotEmpty();
        }
    }

    private static ValueCodec codecOf(String method, ClassLoader host, String... allow) throws Exception {
        var owner = host.loadClass(ANSWERS + "Methods");
        return new Codecs(FieldAccess.NONE)
                .codec(owner.getMethod(method).getGenericReturnType(), owner, List.of(allow));
    }

    /** Knows one package, and hides another that its parent has. */
    private static final class HidingLoader extends HostLoader {

        private final String hidden;

        HidingLoader(String own, String hidden) {
            super(HidingLoader.class.getClassLoader(), own);
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
