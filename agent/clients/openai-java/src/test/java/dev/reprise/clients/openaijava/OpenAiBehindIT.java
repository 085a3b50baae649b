package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real calls of the real client that the real agent makes behind its callers. */
class OpenAiBehindIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theEntryAnswersAtOnceAndAThreadOfReprisesAsksAgain(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .classPath(HostClassPath.ofClient())
                .agent("clients: on", "jmx: on", "scopes: { responses: { ttl: 1ms, stale-while-revalidate: 1h } }")
                .run(OpenAiBehindMain.class);

        assertThat(ended.results())
                .as(ended.err())
                .containsExactly(
                        "first: one, MISS",
                        "held: one, STALE",
                        "held again: one, STALE",
                        "and again: one, STALE",
                        "requests: 2",
                        "thread: reprise-behind, daemon true, true",
                        "then: two",
                        "failing: two, STALE",
                        "still failing: two, STALE",
                        "held while it is on: two, STALE",
                        "off: three",
                        "on again: two, STALE");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err())
                .containsOnlyOnce("ChatCompletionServiceImpl#create: a real call behind a caller whom an entry answers"
                        + " has failed: its provider fails: HTTP 503");
    }
}
