package dev.reprise.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.config.AdmitRule.Condition;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {

    enum Reason {
        STOP,
        MAX_TOKENS
    }

    record Choice(@Nullable Object reason, @Nullable String text) {}

    record Answer(@Nullable List<Choice> choices, @Nullable Object error) {}

    private final AnswerCheck check = new AnswerCheck(
            new AdmitRule(
                    List.of(
                            new Condition("choices.reason", List.of("length", "max_tokens")),
                            new Condition("error", List.of())),
                    List.of(),
                    List.of("choices.text"),
                    new SourceLocation("reprise.yaml", 4, 5)),
            new ContentPaths(FieldAccess.NONE));

    @Test
    void anAnswerThatSaysNothingAgainstItselfIsKept() {
        assertThat(check.refusal(answer("stop"))).isNull();
        assertThat(check.refusal(answer(Reason.STOP))).isNull();
        assertThat(check.refusal(answer(null))).isNull();
        assertThat(check.refusal(new Answer(List.of(new Choice("stop", "a")), "")))
                .as("an empty error is none")
                .isNull();
    }

    /** What an SDK's JSON means by it nobody else's need mean. */
    @Test
    void aTypeOfTheServicesOwnIsAnEntryLikeAnyOther() {
        AnswerCheck done = new AnswerCheck(
                new AdmitRule(
                        List.of(),
                        List.of(new Condition("state", List.of("done"))),
                        List.of(),
                        new SourceLocation("reprise.yaml", 4, 5)),
                new ContentPaths(FieldAccess.NONE));

        assertThat(done.refusal(Map.of("type", "state", "state", "done"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "LENGTH", "max_tokens", "MAX_TOKENS", "maxTokens", "max-tokens"})
    void aWordIsKnownInEverySpelling(String word) {
        assertThat(check.refusal(answer(word))).isEqualTo("its answer has " + word + " in choices.reason");
    }

    @Test
    void aWordIsFoundInConstantsInWhatStandsAroundItAndInAnyElement() {
        assertThat(check.refusal(answer(Reason.MAX_TOKENS))).contains("MAX_TOKENS");
        assertThat(check.refusal(answer(Optional.of("length")))).contains("length");
        assertThat(check.refusal(answer(List.of("stop", "length")))).contains("length");
        assertThat(check.refusal(new Answer(List.of(new Choice("stop", "a"), new Choice("length", "b")), null)))
                .contains("length");
    }

    @Test
    void anythingAtAPathCanBeEnough() {
        assertThat(check.refusal(new Answer(List.of(new Choice("stop", "a")), Map.of("code", 500))))
                .isEqualTo("its answer has something in error");
    }

    @Test
    void anEmptyAnswerIsNotKept() {
        String expected = "its answer is empty: there is nothing in choices.text";

        assertThat(check.refusal(new Answer(null, null))).isEqualTo(expected);
        assertThat(check.refusal(new Answer(List.of(), null))).isEqualTo(expected);
        assertThat(check.refusal(new Answer(List.of(new Choice("stop", "")), null)))
                .isEqualTo(expected);
        assertThat(check.refusal("another type")).isEqualTo(expected);
    }

    @Test
    void ofAnAnswerInPartsEachCanRefuseAndAllCanBeEmpty() {
        AnswerCheck.Parts whole = check.parts();
        assertThat(whole.next(new Answer(List.of(new Choice(null, "a")), null))).isNull();
        assertThat(whole.next(new Answer(List.of(new Choice("stop", null)), null)))
                .isNull();
        assertThat(whole.end()).isNull();

        AnswerCheck.Parts cut = check.parts();
        assertThat(cut.next(new Answer(List.of(new Choice(null, "a")), null))).isNull();
        assertThat(cut.next(new Answer(List.of(new Choice("length", null)), null)))
                .contains("length");

        AnswerCheck.Parts empty = check.parts();
        assertThat(empty.next(new Answer(List.of(new Choice("stop", null)), null)))
                .isNull();
        assertThat(empty.end()).contains("is empty");
    }

    @Test
    void whatAnAnswerMustSayIsAllThatItMaySay() {
        AnswerCheck stopped = only("choices.reason", "stop", "tool_calls");

        assertThat(stopped.refusal(answer("stop"))).isNull();
        assertThat(stopped.refusal(answer(Optional.of("TOOL_CALLS")))).isNull();
        assertThat(stopped.refusal(answer(Reason.STOP))).isNull();
        assertThat(stopped.refusal(answer("of_tomorrow"))).isEqualTo("its answer has of_tomorrow in choices.reason");
        assertThat(stopped.refusal(answer(new Object()))).isEqualTo("its answer has something in choices.reason");
        assertThat(stopped.refusal(new Answer(List.of(new Choice("stop", "a"), new Choice("length", "b")), null)))
                .contains("length");
    }

    @Test
    void anAnswerThatDoesNotSayWhatItMustIsNotKept() {
        AnswerCheck stopped = only("choices.reason", "stop");
        String expected = "its answer has nothing in choices.reason";

        assertThat(stopped.refusal(answer(null))).isEqualTo(expected);
        assertThat(stopped.refusal(answer(""))).isEqualTo(expected);
        assertThat(stopped.refusal(new Answer(List.of(), null))).isEqualTo(expected);
        assertThat(stopped.refusal(new Answer(List.of(new Choice("stop", "a"), new Choice(null, "b")), null)))
                .isEqualTo("a piece of its answer has nothing in choices.reason");
    }

    @Test
    void anythingIsEnoughInEachElementWhereNoWordIsNamed() {
        AnswerCheck each = only("choices.text");

        assertThat(each.refusal(new Answer(List.of(new Choice(null, "a"), new Choice(null, "b")), null)))
                .isNull();
        assertThat(each.refusal(new Answer(List.of(new Choice(null, "a"), new Choice(null, "")), null)))
                .contains("nothing in choices.text");
        assertThat(each.refusal(new Answer(List.of(new Choice(null, "a"), new Choice(null, null)), null)))
                .contains("nothing in choices.text");
        assertThat(each.refusal(new Answer(List.of(new Choice(null, "")), null)))
                .contains("nothing in choices.text");
    }

    @Test
    void ofAnAnswerInPartsOneMustSayItAndNoneAnythingElse() {
        AnswerCheck stopped = only("choices.reason", "stop");

        AnswerCheck.Parts whole = stopped.parts();
        assertThat(whole.next(answer(null))).isNull();
        assertThat(whole.next(answer("stop"))).isNull();
        assertThat(whole.next(answer(null))).isNull();
        assertThat(whole.end()).isNull();

        AnswerCheck.Parts silent = stopped.parts();
        assertThat(silent.next(answer(null))).isNull();
        assertThat(silent.end()).isEqualTo("its answer has nothing in choices.reason");

        AnswerCheck.Parts failed = stopped.parts();
        assertThat(failed.next(answer("stop"))).isNull();
        assertThat(failed.next(answer("error"))).contains("error in choices.reason");
    }

    @Test
    void anEmptyArrayIsNothing() {
        AnswerCheck something = new AnswerCheck(
                new AdmitRule(List.of(), List.of(), List.of("error"), new SourceLocation("reprise.yaml", 4, 5)),
                new ContentPaths(FieldAccess.NONE));

        assertThat(something.refusal(new Answer(null, new byte[] {1}))).isNull();
        assertThat(something.refusal(new Answer(null, new byte[0]))).contains("is empty");
    }

    @Test
    void withoutARuleEverythingIsKept() {
        AnswerCheck none = new AnswerCheck(null, new ContentPaths(FieldAccess.NONE));

        assertThat(none.refusal(new Answer(null, "error"))).isNull();
        assertThat(none.parts().end()).isNull();
    }

    private static AnswerCheck only(String path, String... words) {
        return new AnswerCheck(
                new AdmitRule(
                        List.of(),
                        List.of(new Condition(path, List.of(words))),
                        List.of(),
                        new SourceLocation("reprise.yaml", 4, 5)),
                new ContentPaths(FieldAccess.NONE));
    }

    private static Answer answer(@Nullable Object reason) {
        return new Answer(List.of(new Choice(reason, "text")), null);
    }
}
