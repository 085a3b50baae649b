package dev.reprise.engine.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which answers in parts are the same. */
class PartsComparisonTest {

    private static final String CHUNK =
            "{\"id\":\"%s\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}";
    private static final String END =
            "{\"id\":\"%s\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"%s\"}]}";

    private final Comparison comparison = new Comparison(
            new Keys(FieldAccess.NONE).plan(new KeySpec("", "answer", "", false, List.of(), List.of(), List.of())));

    record Name(String value) {}

    record Chunk(String text, String finish) {}

    @Test
    void equalPartsAreEqual() {
        assertThat(compare(List.of("a", "b"), List.of("a", "b")).isEqual()).isTrue();
    }

    @Test
    void theSameTextCutIntoOtherPiecesIsNoRealDifference() {
        assertThat(verdict(List.of("Hello ", "wor", "ld"), List.of("Hel", "lo world")))
                .isEqualTo("details");
        assertThat(verdict(List.of("ha", "ha"), List.of("haha"))).isEqualTo("details");
        assertThat(verdict(List.of("a", "", "b"), List.of("a", "b"))).isEqualTo("details");
    }

    @Test
    void anotherTextIsARealDifference() {
        assertThat(verdict(List.of("Hello ", "world"), List.of("Hello ", "you")))
                .isEqualTo("answer");
        assertThat(verdict(List.of("ha", "ha", "ha"), List.of("ha", "ha"))).isEqualTo("answer");
        assertThat(verdict(List.of("yes"), List.of("no"))).isEqualTo("answer");
        assertThat(verdict(List.of("a", "b"), List.of("b", "a"))).isEqualTo("answer");
        assertThat(verdict(List.of("a", "b"), List.of("a"))).isEqualTo("answer");
    }

    @Test
    void howManyPartsThereAreCountsWhereTheirTextsDoNotGrow() {
        Name x = new Name("x");
        assertThat(verdict(List.of(x, x, x), List.of(x, x))).isEqualTo("answer.value");
        assertThat(verdict(List.of(1, 2, 3), List.of(1, 2))).isEqualTo("answer");
    }

    @Test
    void theOrderOfPartsOfTwoKindsCounts() {
        assertThat(verdict(List.of(Map.of("a", 1), Map.of("b", 2)), List.of(Map.of("b", 2), Map.of("a", 1))))
                .isEqualTo("answer");
        assertThat(verdict(
                        List.of(new Chunk("a", null), Map.of("tool", "t"), new Chunk("b", null), new Chunk("c", null)),
                        List.of(new Chunk("a", null), new Chunk("b", null), new Chunk("c", null), Map.of("tool", "t"))))
                .isEqualTo("answer.text");
    }

    @Test
    void aLastPartThatSaysMoreGoesOnWithTheText() {
        assertThat(verdict(
                        List.of(Map.of("text", "Hel"), Map.of("text", "lo", "finish", "STOP")),
                        List.of(Map.of("text", "He"), Map.of("text", "llo", "finish", "STOP"))))
                .isEqualTo("details");
        assertThat(verdict(
                        List.of(Map.of("text", "Hel"), Map.of("text", "lo", "finish", "STOP")),
                        List.of(Map.of("text", "Hello", "finish", "STOP"))))
                .isEqualTo("details");
        assertThat(verdict(
                        List.of(Map.of("text", "Hel"), Map.of("text", "lo"), Map.of("text", "!", "finish", "STOP")),
                        List.of(Map.of("text", "Hello"), Map.of("text", "!", "finish", "LENGTH"))))
                .isEqualTo("answer.finish");
    }

    @Test
    void idsTimesAndPiecesOfAProviderAreToldApartFromWhatItSays() {
        List<SentPart> once = sent("1", "stop", "Hel", "lo ", "world");
        assertThat(verdict(once, sent("2", "stop", "Hel", "lo ", "world"))).isEqualTo("details");
        assertThat(verdict(once, sent("2", "stop", "Hello", " world"))).isEqualTo("details");
        assertThat(verdict(once, sent("2", "length", "Hello", " world"))).isEqualTo("answer.choices[0].finish_reason");
        assertThat(verdict(once, sent("2", "stop", "Hello", " there"))).isEqualTo("answer.choices[0].delta.content");
    }

    @Test
    void anIdThatIsNotAProvidersCounts() {
        assertThat(verdict(List.of(Map.of("id", "1"), 7), List.of(Map.of("id", "2"), 7)))
                .isEqualTo("answer.id");
    }

    @Test
    void theBodyOfAnHttpAnswerIsReadWhereverItWasCut() {
        String body = "event: message\ndata: " + CHUNK.formatted("1", "Hello") + "\n\ndata: "
                + CHUNK.formatted("1", " you") + "\n\ndata: [DONE]\n\n";
        String pinged = "event: ping\ndata: {\"type\":\"ping\"}\n\n" + body.replace("\"1\"", "\"2\"");

        assertThat(verdict(body(body, 10, "1"), body(pinged, 37, "2"))).isEqualTo("details");
        assertThat(verdict(body(body, 10, "1"), body(body.replace("you", "all"), 10, "1")))
                .isEqualTo("answer.choices[0].delta.content");
        assertThat(verdict(
                        body("{\"id\":\"1\",\"text\":\"a\"}", 5, "1"), body("{\"id\":\"2\",\"text\":\"a\"}", 7, "1")))
                .isEqualTo("details");
        assertThat(verdict(body("plain", 5, "1"), body("other", 2, "1"))).isEqualTo("answer");
    }

    @Test
    void soManyPartsAreNotCompared() {
        List<Integer> many = Collections.nCopies(2_001, 1);

        assertThat(comparison.compareParts(many, many, /* ofProvider= */ false)).isNull();
    }

    @Test
    void aGrownTextIsMaskedAsAWhole() {
        Audit audit = new Audit();
        audit.differed(
                compare(List.of("sk-proj-ABCD", "EFGHIJKLMNOPQRSTUVWX0123456789ab"), List.of("x", "y")),
                /* showing= */ true);
        assertThat(audit.findings().places().get(0).example())
                .doesNotContain("EFGHIJ")
                .endsWith("then \"xy\"");
    }

    private static List<SentPart> sent(String id, String finish, String... texts) {
        List<SentPart> parts = new ArrayList<>();
        parts.add(new SentPart.Head("read", false, List.of("x-request-id", id)));
        for (String text : texts) {
            parts.add(new SentPart.Event(CHUNK.formatted(id, text), null));
        }
        parts.add(new SentPart.Event(END.formatted(id, finish), null));
        return parts;
    }

    private static List<SentPart> body(String text, int cut, String id) {
        List<SentPart> parts = new ArrayList<>();
        parts.add(new SentPart.Answer(200, List.of("x-request-id", id)));
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i += cut) {
            parts.add(new SentPart.Piece(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + cut))));
        }
        parts.add(new SentPart.Whole(List.of()));
        return parts;
    }

    private Comparison.Result compare(List<?> one, List<?> other) {
        return comparison.compareParts(one, other, /* ofProvider= */ false);
    }

    /** Returns "equal", "details" or the first place that differs. */
    private String verdict(List<?> one, List<?> other) {
        Comparison.Result result = compare(one, other);
        assertThat(compare(other, one).isReal()).isEqualTo(result.isReal());
        return result.isEqual()
                ? "equal"
                : result.isReal() ? result.differences().get(0).path() : "details";
    }
}
