package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class BedrockIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheWithItsMetadata(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), BedrockMain.class, StandInProvider.freePort());

        // What was asked for, how many requests that took, and what came of it.
        String chat = "Grüße – 你好 😀 \"quoted\" 15 end_turn request-1 200 [one=1, two=2]";
        assertThat(runs.plain().results())
                .as(runs.plain().err())
                .containsExactly(
                        "converse 2 " + chat,
                        "environment 2 " + chat,
                        "supplied 2 " + chat,
                        "invoke 2 " + Answers.INVOKED.strip() + " application/json request-1 200 [one=1, two=2]",
                        "count 2 42",
                        "later 2 " + chat,
                        "stream 2  request-1 200 [one=1, two=2]messageStart contentBlockDelta contentBlockDelta contentBlockStop"
                                + " contentBlockDelta contentBlockStop contentBlockStart contentBlockDelta contentBlockStop messageStop metadata complete",
                        "models 2 {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Grüße\"}}"
                                + "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}"
                                + "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":1}}",
                        "broken 2 messageStart contentBlockDelta contentBlockDelta contentBlockStop contentBlockDelta ");
        assertThat(runs.first().results()).as(runs.first().err()).isEqualTo(requests(runs.plain(), 1));
        assertThat(runs.again().results()).as(runs.again().err()).isEqualTo(requests(runs.plain(), 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** Returns the results as they are with fewer requests; whose account is supplied by code is asked each time. */
    private static List<String> requests(Ended plain, int number) {
        return plain.results().stream()
                .map(result -> result.startsWith("supplied") || result.startsWith("broken")
                        ? result
                        : result.replaceFirst("^(\\w+) 2", "$1 " + number))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory)
                .jdk(jdk)
                .environment("AWS_ACCESS_KEY_ID", "id")
                .environment("AWS_SECRET_ACCESS_KEY", "secret")
                .classPath(HostClassPath.ofClient());
    }
}
