package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class Ollama4jIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndLeavesTheHistoryThatARealOneLeaves(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), Ollama4jMain.class, StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        // What was asked for, how many requests that took, and what came of it.
        String text = "Grüße – 你好 😀";
        String said = text + " \"quoted\"";
        String history = "[user: Where is my order?, assistant: %s, user: And the other?, assistant: %s]";
        assertThat(plain)
                .as(runs.plain().err())
                .containsExactly(
                        "embed 2 [[0.1, -0.25, 1.0E-7], [3.0, 0.0, 1.0]]",
                        "generate 2 " + text,
                        "chat 2 2 true true assistant " + said,
                        "history 4 " + history.formatted(said, said),
                        "immutable 1 refused",
                        "tools 4 2 4",
                        "parts 2 [Grüße falsetrue1, 你好 😀falsetrue1, truetrue1] Grüße 你好 😀 true 2",
                        "throwing 1 own java.lang.IllegalStateException: own 1",
                        "broken 2 ");
        assertThat(runs.first().results())
                .as(runs.first().err())
                .containsExactly(
                        plain.get(0).replace("embed 2", "embed 1"),
                        plain.get(1).replace("generate 2", "generate 1"),
                        plain.get(2).replace("chat 2", "chat 1"),
                        plain.get(3).replace("history 4", "history 1"),
                        plain.get(4),
                        plain.get(5).replace("tools 4", "tools 2"),
                        plain.get(6).replace("parts 2", "parts 1"),
                        plain.get(7).replace("throwing 1", "throwing 0"),
                        plain.get(8));
        assertThat(runs.again().results())
                .as(runs.again().err())
                .containsExactly(
                        plain.get(0).replace("embed 2", "embed 0"),
                        plain.get(1).replace("generate 2", "generate 0"),
                        plain.get(2).replace("chat 2", "chat 0"),
                        plain.get(3).replace("history 4", "history 0"),
                        plain.get(4),
                        plain.get(5).replace("tools 4", "tools 0"),
                        plain.get(6).replace("parts 2", "parts 0"),
                        plain.get(7).replace("throwing 1", "throwing 0"),
                        plain.get(8));
        assertThat(runs.again().err())
                .contains("is not cached: the model's message cannot be added to the messages of its request")
                .doesNotContain("the look-up failed");
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    @Test
    void aCallThatIsComparedWithItsEntryLeavesTheHistoryThatARealOneLeaves() {
        String port = StandInProvider.freePort();
        List<String> plain = fork(Jdk.running()).run(Ollama4jMain.class, port).results();

        Ended compared = fork(Jdk.running())
                .agent(
                        "clients: on",
                        "methods:",
                        "  - method: io.github.ollama4j.models.request.OllamaChatEndpointCaller#call*(..)",
                        "    scope: responses",
                        "    shadow: 100%")
                .run(Ollama4jMain.class, port);

        assertThat(compared.results())
                .as(compared.err())
                .containsExactly(
                        plain.get(0).replace("embed 2", "embed 1"),
                        plain.get(1).replace("generate 2", "generate 1"),
                        plain.get(2),
                        plain.get(3),
                        plain.get(4),
                        plain.get(5),
                        plain.get(6),
                        plain.get(7),
                        plain.get(8));
        assertThat(compared.err()).doesNotContain("answered otherwise", "could not be compared");
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
