package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.EqualFuturesMain;
import dev.reprise.fixture.FeedMain;
import dev.reprise.fixture.LaterMain;
import dev.reprise.fixture.LinesMain;
import dev.reprise.fixture.TellerMain;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that answer later. */
class LaterIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void futuresAndStagesAreAnsweredFromEntriesThatTheirHoldersCannotChange(Jdk jdk) {
        String[] configuration = {"methods:", "  - method: dev.reprise.fixture.Later#*(..)"};

        Ended plain = Fork.in(directory).jdk(jdk).run(LaterMain.class);
        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).run(LaterMain.class);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).run(LaterMain.class);

        assertThat(first.results()).as(first.err()).isEqualTo(plain.results());
        assertThat(restarted.results()).as(restarted.err()).isEqualTo(plain.results());
        assertThat(first.bodies("words")).as(first.err()).isEqualTo(1);
        assertThat(first.bodies("submitted")).isEqualTo(1);
        assertThat(first.bodies("failing")).isEqualTo(3);
        assertThat(restarted.bodies("words")).isZero();
        assertThat(restarted.bodies("submitted")).isZero();
        assertThat(restarted.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void ofEqualCallsForFuturesOneIsMadeThoughNobodyIsToldOfItsEnd(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent(
                        "single-flight: { wait: 1h }",
                        "methods:",
                        "  - { method: dev.reprise.fixture.Later#submitted, single-flight: on }")
                .run(EqualFuturesMain.class);

        assertThat(ended.results())
                .as(ended.err())
                .containsExactly(
                        "done too soon: 0",
                        "in time: TimeoutException",
                        "after a cancellation: 49 of 49, bodies 2",
                        "each his own: true");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void publishersAreAnsweredAtTheirSubscription(Jdk jdk) {
        String[] configuration = {"methods:", "  - method: dev.reprise.fixture.Feed#*(..)"};

        Ended plain = withClients(jdk).run(FeedMain.class);
        Ended first = withClients(jdk).agent(configuration).run(FeedMain.class);
        Ended restarted = withClients(jdk).agent(configuration).run(FeedMain.class);

        assertThat(plain.bodies("words")).as(plain.err()).isEqualTo(8);
        assertThat(first.results()).as(first.err()).isEqualTo(plain.results());
        assertThat(restarted.results()).as(restarted.err()).isEqualTo(plain.results());
        assertThat(first.bodies("words")).isEqualTo(3);
        assertThat(first.bodies("greeting")).isEqualTo(1);
        assertThat(first.bodies("breaking")).isEqualTo(3);
        assertThat(restarted.bodies("words")).isEqualTo(2);
        assertThat(restarted.bodies("greeting")).isZero();
        assertThat(first.err())
                .as("what fails or is cancelled is nothing to warn of")
                .doesNotContain(" WARN ")
                .contains("Feed#breaking was not cached for any of its 3 calls: it failed with a java.lang.")
                .endsWith("Exception" + System.lineSeparator());
        assertThat(restarted.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whatIsGoneThroughIsAnsweredFromEntriesAsOftenAsOneLikes(Jdk jdk) {
        String[] configuration = {"methods:", "  - method: dev.reprise.fixture.Lines#*(..)"};

        Ended plain = Fork.in(directory).jdk(jdk).run(LinesMain.class);
        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).run(LinesMain.class);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).run(LinesMain.class);

        assertThat(plain.bodies("lazily")).as(plain.err()).isEqualTo(6);
        assertThat(first.results()).as(first.err()).isEqualTo(plain.results());
        assertThat(restarted.results()).as(restarted.err()).isEqualTo(plain.results());
        assertThat(first.bodies("lazily")).as("once, and three times begun").isEqualTo(4);
        assertThat(first.bodies("closeable")).isEqualTo(1);
        assertThat(first.bodies("closed")).isEqualTo(1);
        assertThat(first.bodies("collected")).isEqualTo(1);
        assertThat(restarted.bodies("lazily")).isEqualTo(3);
        assertThat(restarted.bodies("closeable")).isZero();
        assertThat(restarted.bodies("collected")).isZero();
        assertThat(first.err()).as("nor what is left before its end").doesNotContain(" WARN ");
        assertThat(restarted.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void callbacksAreCalledBackFromEntries(Jdk jdk) {
        String[] configuration = {
            "methods:",
            "  - method: dev.reprise.fixture.Teller#now",
            "    callback: { argument: 1 }",
            "  - method: dev.reprise.fixture.Teller#later",
            "    callback: { argument: 1, ends: [end], fails: [broken] }",
            "  - method: dev.reprise.fixture.Teller#nested"
        };

        Ended plain = Fork.in(directory).jdk(jdk).run(TellerMain.class);
        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).run(TellerMain.class);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).run(TellerMain.class);

        assertThat(plain.bodies("now")).as(plain.err()).isEqualTo(6);
        assertThat(first.results()).as(first.err()).isEqualTo(plain.results());
        assertThat(restarted.results()).as(restarted.err()).isEqualTo(plain.results());
        assertThat(first.bodies("now"))
                .as("once, and three times for who throws")
                .isEqualTo(4);
        assertThat(first.bodies("later"))
                .as("once, and three times what breaks off")
                .isEqualTo(4);
        assertThat(first.bodies("nested")).isEqualTo(1);
        assertThat(restarted.bodies("now")).isEqualTo(3);
        assertThat(restarted.bodies("later")).isEqualTo(3);
        assertThat(restarted.bodies("nested")).isZero();
        assertThat(first.err())
                .as("a callback that throws, or is told of a failure, is nothing to warn of")
                .doesNotContain(" WARN ");
        assertThat(restarted.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    private Fork withClients(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(ClassPath.clients().toArray(Path[]::new));
    }
}
