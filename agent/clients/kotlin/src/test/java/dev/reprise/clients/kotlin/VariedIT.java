package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found out of flows and deferred answers. */
class VariedIT {

    private static final String METHOD = "dev.reprise.clients.kotlin.Varied#";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whatIsAnsweredOtherwiseIsFoundWhileItIsObserved(Jdk jdk) throws IOException {
        Path report = directory.resolve("report.txt");
        Ended ended = fork(jdk)
                .agent("mode: observe", "report: " + report, "methods:", "- method: " + METHOD + "*")
                .run(VariedMainKt.class, "3");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        String told = Files.readString(report);
        for (String method : List.of("alike", "inPieces", "alikeLater")) {
            assertThat(section(told, method)).as(told).contains("): fit\n", "compared with earlier ones: 2; alike ");
        }
        for (String method : List.of("otherwise", "otherwiseLater")) {
            assertThat(section(told, method))
                    .as(told)
                    .contains("): unfit\n", ", different 2\n", "equal calls were answered otherwise, 2 of 2 times");
        }
    }

    @Test
    void whatIsAnsweredOtherwiseThanByItsEntryIsOnlyObservedFromThenOn() {
        Ended ended = fork(Jdk.running())
                .agent("mode: on", "methods:", "- { method: " + METHOD + "*, shadow: 100% }")
                .run(VariedMainKt.class, "25");

        assertThat(ended.err().lines())
                .as(ended.err())
                .filteredOn(line -> line.contains(" -> observe (by Reprise, because "))
                .hasSize(2)
                .allMatch(line -> line.contains(METHOD + "otherwise"));
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }

    /** Returns what a report says of a method. */
    private static String section(String report, String method) {
        for (String section : (report + "\n").split("\n\n")) {
            if (section.contains(METHOD + method + " (") && section.contains("observed, ")) {
                return section + "\n";
            }
        }
        return "";
    }
}
