package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that is wrong never stops the host: Reprise says what is wrong, and where, and stays off. */
class WrongConfigurationIT {

    private static final String[] PROMPTS = {"hello", "hello", ""};

    @TempDir
    Path directory;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("an unknown key", "mod: on", "reprise.yaml:1:1", "mode"),
                Arguments.of("an impossible value", "mode: sometimes", "reprise.yaml:1:7", "observe"),
                Arguments.of("an unknown unit", "scopes: { a: { ttl: 5 parsecs } }", "reprise.yaml:1:21", "ttl"),
                Arguments.of("no YAML", "mode: [on", "reprise.yaml:", ""),
                Arguments.of("a wrong pattern", "methods: [ { method: no-hash } ]", "reprise.yaml:1:22", "#"),
                Arguments.of(
                        "a constructor",
                        "methods: [ { method: 'dev.reprise.fixture.Summarizer#<init>(String)' } ]",
                        "reprise.yaml:1:22",
                        "constructor"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isReportedWithItsPlaceAndTheHostRunsOn(String mistake, String line, String where, String remedy) {
        Ended plain = Fork.in(directory).run(SummarizerMain.class, PROMPTS);

        Ended ended = Fork.in(directory).agent(line).run(SummarizerMain.class, PROMPTS);

        assertThat(ended.exitCode()).isEqualTo(plain.exitCode());
        assertThat(ended.out()).isEqualTo(plain.out());
        assertThat(ended.foreignErrors()).isEqualTo(plain.err().lines().toList());
        assertThat(String.join("\n", ended.reports())).contains(where).contains(remedy);
    }

    @Test
    void everyMistakeOfAFileIsReported() {
        Ended ended = Fork.in(directory)
                .agent("mod: on", "quite: true", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.err()).contains("reprise.yaml:1:1", "mode", "reprise.yaml:2:1", "quiet");
        assertThat(ended.bodies("summarize")).isEqualTo(2);
    }

    @Test
    void aFileThatIsNamedAndDoesNotExistIsReported() {
        Ended ended = Fork.in(directory)
                .flag("-javaagent:" + Fork.AGENT + "=" + directory.resolve("absent.yaml"))
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.err()).contains("absent.yaml");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void anOverrideThatIsWrongIsReportedByItsName() {
        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .flag("-Dreprise.mode=maybe")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.err()).contains("reprise.mode");
    }
}
