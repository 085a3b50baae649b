package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.HurriedMain;
import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise: a repeated call is answered without its body, in the same JVM and after a restart. */
class HitIT {

    static final String SUMMARIZE = "  - method: dev.reprise.fixture.Summarizer#summarize(String, int)";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void repeatedCallsAreAnsweredWithoutTheBodyAndAlsoAfterARestart(Jdk jdk) {
        String[] prompts = {"hello world", "hello world", "goodbye", "hello world"};

        Ended plain = Fork.in(directory).jdk(jdk).run(SummarizerMain.class, prompts);
        Ended first = Fork.in(directory).jdk(jdk).agent("methods:", SUMMARIZE).run(SummarizerMain.class, prompts);
        Ended restarted =
                Fork.in(directory).jdk(jdk).agent("methods:", SUMMARIZE).run(SummarizerMain.class, prompts);

        assertThat(plain.bodies("summarize")).isEqualTo(4);
        assertThat(first.bodies("summarize")).as(first.err()).isEqualTo(2);
        assertThat(restarted.bodies("summarize")).as(restarted.err()).isZero();
        assertThat(first.results()).isEqualTo(plain.results());
        assertThat(restarted.results()).isEqualTo(plain.results());
    }

    @Test
    void whatWasAskedJustBeforeTheEndIsKept() {
        Fork.in(directory)
                .agent("methods:", "  - method: dev.reprise.fixture.HurriedMain#answer")
                .run(HurriedMain.class, "20");

        assertThat(ModesIT.filesBelow(directory.resolve("home/v1"))).isEqualTo(20);
    }

    @Test
    void anotherNamespaceSharesNothing() {
        Fork.in(directory).agent("namespace: a", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello");

        Ended other =
                Fork.in(directory).agent("namespace: b", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello");

        assertThat(other.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void anEntryIsNotServedAfterItsTimeToLive() {
        String[] configuration = {"methods:", SUMMARIZE, "    ttl: 1ms"};
        Fork.in(directory).agent(configuration).run(SummarizerMain.class, "hello");

        Ended later = Fork.in(directory).agent(configuration).run(SummarizerMain.class, "hello");

        assertThat(later.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void withoutADiskNothingSurvivesARestart() {
        String[] configuration = {"tiers: { disk: off }", "methods:", SUMMARIZE};
        Ended first = Fork.in(directory).agent(configuration).run(SummarizerMain.class, "hello", "hello");

        Ended restarted = Fork.in(directory).agent(configuration).run(SummarizerMain.class, "hello");

        assertThat(first.bodies("summarize")).isEqualTo(1);
        assertThat(restarted.bodies("summarize")).isEqualTo(1);
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void anotherJdkIsServedFromTheSameEntries() throws Exception {
        Fork.in(directory).agent("methods:", SUMMARIZE).run(SummarizerMain.class, "hello");

        Ended newest = Fork.in(directory)
                .jdk(Jdk.newest())
                .agent("methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello");

        assertThat(newest.bodies("summarize")).isZero();
    }
}
