package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.admin.cli.LiveJvm.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {

    private static final String NAME = "com.acme.Prompts#summarize";
    private static final String ONE = NAME + "(java.util.List)";
    private static final String OTHER = NAME + "(java.util.List, int)";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void eachOverloadIsComparedWithItself() {
        LiveFigures before = figures(0, method(ONE, 1_000), method(OTHER, 10));
        LiveFigures now = figures(10_000_000_000L, method(ONE, 1_010), method(OTHER, 60));

        now.printSince(before, "1", out());

        assertThat(rows()).hasSize(2);
        assertThat(rows().get(0)).matches(".*List, int\\) +on +5\\.0 .* 60 .*");
        assertThat(rows().get(1)).matches(".*List\\) +on +1\\.0 .* 1010 .*");
    }

    @Test
    void overloadsAreToldApartByTheirParametersAndOthersHaveNone() {
        figures(0, method(ONE, 7), method(OTHER, 8), method("com.acme.Prompts#build(int)", 9))
                .print("1", out());

        assertThat(rows())
                .anyMatch(row -> row.matches(".*summarize\\(java.util.List\\) .* 7 .*"))
                .anyMatch(row -> row.matches(".*summarize\\(java.util.List, int\\) .* 8 .*"))
                .anyMatch(row -> row.matches("com.acme.Prompts#build .* 9 .*"));
    }

    @Test
    void whyCallsWereBypassedAndWhoGotStaleAnswersIsTold() {
        Map<String, Object> stale = Map.of("calls", 9, "stale", 3L, "staleForFailure", 2L);
        Answer totals = new Answer(
                Map.of("stale", 3L, "staleForFailure", 2L, "whyBypassed", Map.of("out of it", 5L, "a clock", 12L)));
        Answer method = method(ONE, stale);

        new LiveFigures(
                        "1",
                        "on",
                        "/home/ada/cache",
                        true,
                        totals,
                        List.of(method, method(OTHER, 1)),
                        List.of(),
                        List.of(),
                        0)
                .print("1", out());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("process 1, Reprise 1, mode on, home /home/ada/cache\n")
                .contains("bypassed:\n  12: a clock\n  5: out of it\n")
                .contains("stale answers: 3, of these because the provider failed: 2\n"
                        + "  com.acme.Prompts#summarize(java.util.List): 3, of these because the provider failed: 2\n")
                .doesNotContain("List, int): ");
    }

    private List<String> rows() {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("#"))
                .toList();
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private static LiveFigures figures(long nanos, Answer... methods) {
        Answer none = new Answer(Map.of());
        return new LiveFigures("1", "on", "", /* isWoven= */ true, none, List.of(methods), List.of(), List.of(), nanos);
    }

    private static Answer method(String signature, long calls) {
        return method(signature, Map.of("calls", calls));
    }

    private static Answer method(String signature, Map<String, Object> figures) {
        return new Answer(Map.of(
                "method",
                signature.substring(0, signature.indexOf('(')),
                "signature",
                signature,
                "mode",
                "on",
                "rollout",
                100,
                "figures",
                figures));
    }
}
