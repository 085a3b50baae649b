package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void slipsOfThePenAreFound() {
        List<String> names = List.of("mode", "namespace", "max-entries", "max-size");

        assertThat(Nearest.of("moed", names)).isEqualTo("mode");
        assertThat(Nearest.of("mod", names)).isEqualTo("mode");
        assertThat(Nearest.of("maxEntries", names)).isEqualTo("max-entries");
        assertThat(Nearest.of("MAX_SIZE", names)).isEqualTo("max-size");
    }

    @Test
    void transposedLettersAreOneSlip() {
        assertThat(Nearest.of("no", List.of("on"))).isEqualTo("on");
    }

    @Test
    void nearestOfSeveralIsTaken() {
        assertThat(Nearest.of("summarise", List.of("summaries", "summarize"))).isEqualTo("summaries");
        assertThat(Nearest.of("sumarize", List.of("summaries", "summarize"))).isEqualTo("summarize");
    }

    @Test
    void theBeginningOfOneNameIsNear() {
        List<String> names = List.of("openai-java", "max-entries", "max-size", "anthropic-java");

        assertThat(Nearest.of("openai", names)).isEqualTo("openai-java");
        assertThat(Nearest.of("ANTHROPIC", names)).isEqualTo("anthropic-java");
        assertThat(Nearest.of("max", names)).as("of two").isNull();
        assertThat(Nearest.of("op", names)).as("too short to mean anything").isNull();
    }

    @Test
    void whatIsNotNearIsNotNamed() {
        assertThat(Nearest.of("wombat", List.of("mode", "ttl"))).isNull();
        assertThat(Nearest.of("wombat", List.of())).isNull();
        assertThat(Nearest.of("", List.of("mode"))).isNull();
    }
}
