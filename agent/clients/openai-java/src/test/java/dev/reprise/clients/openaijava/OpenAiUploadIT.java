package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a service sends are answered by their content, and read as without the agent. */
class OpenAiUploadIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aFileIsReadOnceWhoeverAnswers(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                OpenAiUploadMain.class,
                StandInProvider.freePort(),
                directory.toString());

        List<String> plain = runs.plain().results();
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(12)
                .allMatch(line -> line.contains(": 1 1 "))
                .anyMatch(line -> line.startsWith("images: ") && line.contains("_six__seven_"));
        assertThat(answers(runs.first().results())).as(runs.first().err()).isEqualTo(answers(plain));
        assertThat(answers(runs.again().results())).as(runs.again().err()).isEqualTo(answers(plain));
        assertThat(requests(runs.first().results()))
                .as(runs.first().err())
                .containsExactly(
                        "equal bytes: 1 0",
                        "other bytes: 1 1",
                        "later: 1 0",
                        "an HTTP response: 1 0",
                        "images: 1 0",
                        "a mask: 1 0",
                        "the same once more from its beginning: 1 0",
                        "not kept: a stream that was read: 1 1",
                        "not kept: a stream that an entry has read: 0 1",
                        "not kept: a stream twice: 1 1",
                        "not kept: a file: 1 1",
                        "not kept: a stream of another kind: 1 1");
        assertThat(requests(runs.again().results()))
                .as(runs.again().err())
                .containsExactly(
                        "equal bytes: 0 0",
                        "other bytes: 0 0",
                        "later: 0 0",
                        "an HTTP response: 0 0",
                        "images: 0 0",
                        "a mask: 0 0",
                        "the same once more from its beginning: 0 0",
                        "not kept: a stream that was read: 0 1",
                        "not kept: a stream that an entry has read: 0 1",
                        "not kept: a stream twice: 1 1",
                        "not kept: a file: 1 1",
                        "not kept: a stream of another kind: 1 1");
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    private static List<String> requests(List<String> results) {
        return results.stream()
                .map(line -> line.replaceFirst("(: \\d \\d) .*", "$1"))
                .toList();
    }

    private static List<String> answers(List<String> results) {
        return results.stream()
                .map(line -> line.replaceFirst(": \\d \\d ", ": "))
                .toList();
    }
}
