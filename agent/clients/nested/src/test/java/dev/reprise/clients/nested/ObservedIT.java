package dev.reprise.clients.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found out of streams and batches of the real clients while they are observed. */
class ObservedIT {

    private static final int METHODS = 13;

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void idsTimesAndPiecesOfAnswersAreNoDifference(Jdk jdk) throws IOException {
        List<String> report = observe(jdk, /* varies= */ false);

        assertThat(sections(report))
                .as(String.join("\n", report))
                .hasSize(METHODS)
                .allSatisfy(section -> assertThat(section)
                        .contains("): fit\n", "answers compared with earlier ones: 2; alike ")
                        .contains(", different 0"))
                .filteredOn(section ->
                        section.contains("alike 0, alike but for a provider's ids, times, usage and chunks 2,"))
                .as("the streams")
                .hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whatIsSaidOtherwiseIsADifference(Jdk jdk) throws IOException {
        List<String> report = observe(jdk, /* varies= */ true);

        assertThat(sections(report))
                .as(String.join("\n", report))
                .hasSize(METHODS)
                .allSatisfy(section -> assertThat(section)
                        .contains(
                                "): varies\n", ", different 2\n", "equal calls were answered otherwise, 2 of 2 times"));
    }

    @Test
    void shadowedStreamsAndBatchesThatAreAnsweredAlikeGoOn() {
        Ended ended = shadow(/* varies= */ false);

        assertThat(ended.err())
                .doesNotContain(" -> observe (by Reprise")
                .doesNotContain("answered otherwise")
                .contains("Reprise served 0 of ");
    }

    @Test
    void shadowedStreamsAndBatchesThatAreAnsweredOtherwiseAreOnlyObservedFromThenOn() {
        Ended ended = shadow(/* varies= */ true);

        assertThat(ended.err().lines())
                .as(ended.err())
                .filteredOn(line -> line.contains(" -> observe (by Reprise, because 20 of the last 20 calls"))
                .hasSize(METHODS);
        assertThat(ended.err())
                .contains(" is not served: Reprise only observes it, because 20 of", "raise audit.demote");
    }

    private Ended shadow(boolean varies) {
        Ended ended = Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .agent("clients: on", "scopes: { responses: { shadow: 100% }, embeddings: { shadow: 100% } }")
                .run(ObservedMain.class, StandInProvider.freePort(), Boolean.toString(varies), "25");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended;
    }

    private List<String> observe(Jdk jdk, boolean varies) throws IOException {
        Path report = directory.resolve("report.txt");
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .classPath(HostClassPath.ofClient())
                .agent("report: " + report)
                .run(ObservedMain.class, StandInProvider.freePort(), Boolean.toString(varies), "3");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return Files.readAllLines(report);
    }

    /** Returns what a report says of each method. */
    private static List<String> sections(List<String> report) {
        List<String> sections = new ArrayList<>();
        for (String section : (String.join("\n", report) + "\n").split("\n\n")) {
            if (section.contains("observed, ") && section.contains("distinct key")) {
                sections.add(section + "\n");
            }
        }
        return sections;
    }
}
