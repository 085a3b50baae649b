package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ExplainMain;
import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a call was answered, or not: asked in code and read in the log. */
class ExplainIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theApiExplainsTheCallsOfAThread(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("namespace: billing", "methods:", HitIT.SUMMARIZE)
                .run(ExplainMain.class);

        assertThat(ended.out())
                .as(ended.err())
                .contains(
                        "dev.reprise.fixture.Summarizer#summarize(Ljava/lang/String;I)Ljava/lang/String;",
                        "  namespace: billing",
                        "    model: \"m1\"",
                        "  0 (prompt): \"hello\"",
                        "  outcome: miss",
                        "  outcome: hit, scope default, source memory",
                        "no call of a cached method was made on this thread");
    }

    @Test
    void withoutTheAgentTheApiRunsTheCodeAndSaysSo() {
        Ended ended = Fork.in(directory).run(ExplainMain.class);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("the JVM runs without -javaagent:reprise-agent.jar");
    }

    @Test
    void whereRepriseIsOffTheApiSaysWhy() {
        Ended mode = Fork.in(directory)
                .agent("quiet: true", "mode: off", "methods:", HitIT.SUMMARIZE)
                .run(ExplainMain.class);
        Ended wrong = Fork.in(directory).agent("moed: on", "quite: true").run(ExplainMain.class);
        Ended variable = Fork.in(directory)
                .agent("methods: []")
                .environment("REPRISE_MODE", "off")
                .run(ExplainMain.class);

        assertThat(mode.out()).contains("Reprise is off: its mode is off (", "reprise.yaml:2:7)");
        assertThat(wrong.out())
                .contains("Reprise is off: its configuration is wrong: ", "reprise.yaml:1:1: unknown key \"moed\"")
                .contains("and 1 mistake more");
        assertThat(variable.out()).contains("Reprise is off: its mode is off (environment variable REPRISE_MODE)");
    }

    @Test
    void aMethodThatIsOffIsExplainedAsSuch() {
        Ended ended = Fork.in(directory)
                .agent("methods:", HitIT.SUMMARIZE, "    mode: off")
                .run(ExplainMain.class);

        assertThat(ended.out())
                .contains(
                        "dev.reprise.fixture.Summarizer#summarize",
                        "  outcome: bypass: its mode is off (",
                        "reprise.yaml:2:13)");
    }

    @Test
    void theLogExplainsEachKeyOnceAtDebug() {
        Ended ended = Fork.in(directory)
                .agent("log: { level: debug }", "methods:", HitIT.SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.err()).containsOnlyOnce("explain: dev.reprise.fixture.Summarizer#summarize");
        assertThat(ended.err()).contains("  0 (prompt): \"hello\"");
    }
}
