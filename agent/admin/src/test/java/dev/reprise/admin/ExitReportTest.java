package dev.reprise.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.SourceLocation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitReportTest {

    @Test
    void totalsOfAllMethodsAreOneLine() {
        List<String> lines = ExitReport.of(List.of(
                figures(null, new Figures("a.A#a", "default", 3, 1, 0, 1, 0, 0, 0)),
                figures(null, new Figures("a.B#b", "prompts", 0, 1, 2, 0, 0, 0, 0))));

        assertThat(lines)
                .containsExactly("Reprise served 3 of 5 calls from cache (60.0 %); 2 missed, 1 stored, 2 bypassed");
    }

    @Test
    void noCallHasNoShare() {
        assertThat(ExitReport.of(List.of()))
                .containsExactly("Reprise served 0 of 0 calls from cache; 0 missed, 0 stored, 0 bypassed");
    }

    @Test
    void observedCallsSayWhatACacheWouldHaveSavedAndHowToGetIt() {
        List<String> lines = ExitReport.of(List.of(
                figures("openai-java", new Figures("c.C#c", "responses", 0, 0, 0, 0, 5, 2, 1_260_000_000L)),
                figures("langchain4j", new Figures("d.D#d", "responses", 0, 0, 0, 0, 1, 1, 800_000_000L))));

        assertThat(lines)
                .last()
                .isEqualTo("Reprise observed 6 calls; 3 were repeated, and a cache would have saved them 2.1 s;"
                        + " to serve them: clients: {langchain4j: on, openai-java: on}");
    }

    private static MethodFigures figures(@Nullable String client, Figures figures) {
        MethodRule rule = new MethodRule(
                MethodPattern.parse("a.A#a"),
                SourceLocation.whole("reprise.yaml"),
                client,
                Mode.ON,
                "default",
                null,
                Set.of(),
                null,
                List.of(),
                100,
                List.of(),
                List.of());
        return new MethodFigures(rule, figures);
    }
}
