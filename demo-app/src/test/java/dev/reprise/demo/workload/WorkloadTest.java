package dev.reprise.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.provider.Latency;
import dev.reprise.demo.provider.StandInProvider;
import dev.reprise.demo.report.Comparison;
import dev.reprise.demo.report.Run;
import dev.reprise.demo.service.Assistant;
import dev.reprise.demo.service.Reply;
import dev.reprise.demo.service.Turn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static StandInProvider provider;
    private static Run uncached;

    @BeforeAll
    static void runUncached() throws Exception {
        provider = StandInProvider.start(Latency.NONE);
        uncached = run("uncached", UnaryOperator.identity());
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void takesEveryStepInBothRounds() {
        for (int round = 1; round <= Workload.ROUNDS; round++) {
            for (String step : List.of("prompt build", "retrieve", "summary", "chat langchain4j", "chat openai-java")) {
                assertThat(uncached.medianNanos(round, step)).as(step).isPresent();
            }
        }
    }

    @Test
    void theSecondRoundAsksAndAnswersAsTheFirst() {
        assertThat(uncached.requests(2)).isPositive();
        assertThat(Comparison.of(uncached, uncached, uncached).differences()).isEmpty();
    }

    @Test
    void aCacheOfWholeRequestsAnswersAsTheProviderDoes() {
        Run cached = run("cached", cachedBy((prompt, turns) -> List.of(prompt, turns)));

        assertThat(cached.requests()).isLessThan(uncached.requests());
        assertThat(Comparison.of(uncached, cached, cached).differences()).isEmpty();
    }

    @Test
    void aCacheThatForgetsTheSystemPromptIsCaught() {
        Run wrong = run("wrong", cachedBy((prompt, turns) -> turns));

        assertThat(Comparison.of(uncached, wrong, uncached).differences()).anyMatch(at -> at.contains("chat "));
    }

    @Test
    void aCacheThatForgetsTheHistoryIsCaught() {
        Run wrong = run("wrong", cachedBy((prompt, turns) -> List.of(prompt, turns.get(turns.size() - 1))));

        assertThat(Comparison.of(uncached, wrong, uncached).differences()).anyMatch(at -> at.contains("chat "));
    }

    @Test
    void linesCarryCallsAndRounds() {
        Recording heard = new Recording();
        MeasuredCall call = new MeasuredCall(new MeasuredCall.Position(2, "anna", 3, "chat"), 17, "ab");

        boolean understood =
                Lines.read(Lines.write(call), heard) && Lines.read(Lines.write(2, uncached.total()), heard);

        assertThat(understood).isTrue();
        assertThat(heard.calls()).containsExactly(call);
        assertThat(heard.rounds()).containsExactly(uncached.total());
        assertThat(Lines.read("what an agent prints", heard)).isFalse();
    }

    private interface KeyOf {
        Object key(String prompt, List<Turn> turns);
    }

    private static UnaryOperator<Assistant> cachedBy(KeyOf key) {
        Map<Object, Reply> cache = new HashMap<>();
        return assistant -> (prompt, turns) -> cache.computeIfAbsent(
                List.of(assistant.getClass(), key.key(prompt, turns)), missing -> assistant.answer(prompt, turns));
    }

    private static Run run(String name, UnaryOperator<Assistant> decoration) {
        provider.reset();
        Recording heard = new Recording();
        Workload.run(provider.baseUrl(), heard, provider::stats, decoration);
        return new Run(name, heard.calls(), heard.rounds(), Duration.ofSeconds(1));
    }
}
