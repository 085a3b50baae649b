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

/** The real client under the real agent. */
class OpenAiIT {

    /** What was not read to its end, was cut short or failed is asked again. */
    private static final String NOT_KEPT = "(not read|cancelled|cut short|broken off|empty|refused): .*";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void httpResponsesAreReadFromAnEntryAsFromTheProvider(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), OpenAiRawMain.class, StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        // What was asked, how many requests that took, whether both answers are equal, and the second.
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(21)
                .allMatch(line -> line.contains(": 2 true "))
                .anyMatch(line -> line.startsWith("stream as it came")
                        && line.contains("你好 😀")
                        && line.endsWith("data: [DONE] "));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.first().err()).contains("served 15 of 42 calls", "27 missed, 15 stored, 0 bypassed");
    }

    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.matches(NOT_KEPT) ? line : line.replaceFirst(": 2 ", ": " + requests + " "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
