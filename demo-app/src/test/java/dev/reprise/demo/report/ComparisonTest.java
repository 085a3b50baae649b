package dev.reprise.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.provider.Kind;
import dev.reprise.demo.provider.Stats;
import dev.reprise.demo.provider.Traffic;
import dev.reprise.demo.workload.MeasuredCall;
import dev.reprise.demo.workload.MeasuredCall.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Run uncached = run("without", 10, "a", "b", "a", "b");

    @Test
    void equalAnswersAndFewerRequestsPass() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "b"), run("again", 0, "a", "b", "a", "b"));

        assertThat(comparison.passed()).isTrue();
        assertThat(comparison.sentence())
                .isEqualTo("OK: all 8 answers equal the uncached ones; of 10 provider requests the agent made 5,"
                        + " and after a restart 0.");
    }

    @Test
    void oneWrongAnswerFailsAndIsNamed() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "a"), run("again", 0, "a", "b", "a", "b"));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.sentence())
                .startsWith("FAILED: 1 of 8 answers")
                .contains("\"with\", round 2, conversation anna, turn 2, chat");
        assertThat(comparison.wrong(comparison.fresh())).isEqualTo(1);
        assertThat(comparison.wrong(comparison.restarted())).isZero();
        assertThat(Table.of(comparison, Prices.STATED))
                .containsPattern("answers compared +4 +4 +4\n")
                .containsPattern("wrong answers +0 +1 +0\n");
    }

    @Test
    void aWrongAnswerAfterTheRestartFails() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "b"), run("again", 0, "x", "b", "a", "b"));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.differences()).containsExactly("\"again\", round 1, conversation anna, turn 1, chat");
    }

    @Test
    void aMissingAnswerAndOneTooManyFail() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b"), run("again", 0, "a", "b", "a", "b", "a", "b"));

        assertThat(comparison.differences())
                .hasSize(4)
                .anyMatch(difference -> difference.endsWith("(never answered)"))
                .anyMatch(difference -> difference.endsWith("(never asked before)"));
        assertThat(comparison.passed()).isFalse();
    }

    @Test
    void anAgentThatSavesNothingFails() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 10, "a", "b", "a", "b"), run("again", 10, "a", "b", "a", "b"));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.sentence()).startsWith("FAILED: the agent made no difference");
    }

    @Test
    void aCacheThatIsEmptyAfterTheRestartFails() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "b"), run("again", 5, "a", "b", "a", "b"));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.sentence()).startsWith("FAILED: nothing survived the restart");
    }

    @Test
    void aServiceThatAnswersDifferentlyByItselfCannotBeCompared() {
        Run unstable = run("without", 10, "a", "b", "a", "c");

        Comparison comparison =
                Comparison.of(unstable, run("with", 5, "a", "b", "a", "c"), run("again", 0, "a", "b", "a", "c"));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.differences()).singleElement().asString().contains("not as in its own first round");
    }

    @Test
    void noAnswersAtAllFail() {
        Comparison comparison = Comparison.of(run("without", 10), run("with", 5), run("again", 0));

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.sentence()).startsWith("FAILED");
    }

    @Test
    void theTableShowsRequestsDollarsAndMedians() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "b"), run("again", 0, "a", "b", "a", "b"));

        String table = Table.of(comparison, new Prices(2, 8, 0.02));

        assertThat(table)
                .containsPattern("provider requests +10 +5 +0\n")
                .containsPattern("dollars +2[.]0000 +1[.]0000 +0[.]0000\n")
                .containsPattern("  chat +1[.]00 +1[.]00 +1[.]00\n");
    }

    @Test
    void theJsonReportCarriesTheVerdictAndEachRun() {
        Comparison comparison =
                Comparison.of(uncached, run("with", 5, "a", "b", "a", "b"), run("again", 0, "a", "b", "a", "b"));

        var json = JsonReport.of(comparison, Prices.STATED);

        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.at("/runs/1/name").asText()).isEqualTo("with");
        assertThat(json.at("/runs/1/provider_requests").asInt()).isEqualTo(5);
        assertThat(json.at("/runs/0/rounds/1/median_nanos/chat").asLong()).isEqualTo(1_000_000);
    }

    /** Two calls in each round; all requests in the first, of 100,000 input tokens each. */
    private static Run run(String name, long requests, String... answers) {
        List<MeasuredCall> calls = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            calls.add(new MeasuredCall(new Position(1 + i / 2, "anna", 1 + i % 2, "chat"), 1_000_000, answers[i]));
        }
        Stats first = new Stats(Map.of(Kind.CHAT, new Traffic(requests, requests * 100_000, 0)));
        return new Run(name, calls, List.of(first, Stats.NONE), Duration.ofSeconds(1));
    }
}
