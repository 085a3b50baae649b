package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.log.AgentLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a provider that fails, and of one that does no more. */
class StaleTest {

    private static final Staleness IF_ERROR = new Staleness(Duration.ofHours(1), null, null, null);

    private long nanos = Long.MAX_VALUE - 1; // Such clocks may begin anywhere, and pass the greatest number.

    private void after(Duration time) {
        nanos += time.toNanos();
    }

    private static List<String> said(String method) {
        return AgentLog.last().stream().filter(line -> line.contains(method)).toList();
    }

    @Test
    void aProviderThatFailsByTurnsIsWarnedOfOnceAndItsCalmMinuteIsToldOnce() {
        Stale stale = Stale.of("of.turns#ask", IF_ERROR);

        for (int i = 0; i < 200; i++) {
            stale.answersFor("HTTP 429", nanos);
            after(Duration.ofSeconds(59));
            stale.answered(nanos);
        }
        List<String> failing = said("of.turns#ask");
        after(Duration.ofSeconds(1));
        stale.answered(nanos);
        stale.answered(nanos);
        after(Duration.ofHours(1));
        stale.answered(nanos);

        assertThat(failing).singleElement().asString().contains("WARN", "its provider fails (HTTP 429)");
        assertThat(said("of.turns#ask"))
                .hasSize(2)
                .last()
                .asString()
                .contains("INFO", "has not failed for a minute; stale answers since it did: 200");
    }

    @Test
    void aProviderThatFailsAgainLaterIsWarnedOfAgain() {
        Stale stale = Stale.of("of.again#ask", IF_ERROR);

        stale.answersFor("HTTP 503", nanos);
        after(Duration.ofMinutes(1));
        stale.answered(nanos);
        stale.answersFor("HTTP 500", nanos);
        after(Duration.ofMinutes(1));
        stale.answered(nanos);

        assertThat(said("of.again#ask"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("HTTP 503"),
                        line -> assertThat(line).contains("stale answers since it did: 1"),
                        line -> assertThat(line).contains("HTTP 500"),
                        line -> assertThat(line).contains("stale answers since it did: 1"));
    }

    @Test
    void aProviderThatNeverFailedIsNotSpokenOf() {
        Stale stale = Stale.of("of.calm#ask", IF_ERROR);

        stale.answered(nanos);
        after(Duration.ofHours(1));
        stale.answered(nanos);

        assertThat(said("of.calm#ask")).isEmpty();
    }
}
