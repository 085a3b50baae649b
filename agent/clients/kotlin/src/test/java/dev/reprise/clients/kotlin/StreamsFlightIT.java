package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal calls at the same time of functions that return a Deferred or a Flow, under the real agent. */
class StreamsFlightIT {

    @TempDir
    Path directory;

    private static String[] configuration(String singleFlight) {
        return new String[] {
            "single-flight: { " + singleFlight + " }",
            "methods:",
            "- method: dev.reprise.clients.kotlin.SlowStreams#later(..)",
            "  single-flight: on",
            "- method: dev.reprise.clients.kotlin.SlowStreams#lazily(..)",
            "  single-flight: on",
            "- method: dev.reprise.clients.kotlin.SlowStreams#parts(..)",
            "  single-flight: on"
        };
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsAtTheSameTimeRunOneBody(Jdk jdk) {
        FlightTable table = FlightTable.of(jdk, directory, StreamsFlightMainKt.class, configuration("wait: 1h"));

        assertThat(table.plain().results())
                .as(table.plain().err())
                .containsExactly(
                        "deferred together: ran 10, answers 10, failures 0, cancelled 0",
                        "deferred broken: ran 10, answers 9, failures 1, cancelled 0",
                        "deferred follower: ran 10, answers 9, failures 0, cancelled 1",
                        "flow together: ran 10, answers 10, failures 0, cancelled 0",
                        "flow broken: ran 10, answers 9, failures 1, cancelled 0",
                        "flow follower: ran 10, answers 9, failures 0, cancelled 1",
                        "deferred leader: ran 10, answers 9, failures 0, cancelled 1",
                        "flow leader: ran 10, answers 9, failures 0, cancelled 1",
                        "flow enough: ran 10, answers 10, failures 0, cancelled 0",
                        "flow unfit: ran 10, answers 9, failures 1, cancelled 0",
                        "nested [to , nested]",
                        "lazily to lazily false");
        List<String> lines = table.cached().results();
        assertThat(lines).as(table.cached().err()).hasSize(12);
        for (int kind = 0; kind < 2; kind++) {
            String name = kind == 0 ? "deferred" : "flow";
            assertThat(lines.get(3 * kind)).isEqualTo(name + " together: ran 1, answers 10, failures 0, cancelled 0");
            // Whoever was first has the failure to himself; who asks then for himself may find an answer by then.
            assertThat(lines.get(3 * kind + 1))
                    .matches(name + " broken: ran ([2-9]|10), answers 9, failures 1, cancelled 0");
            assertThat(lines.get(3 * kind + 2))
                    .isEqualTo(name + " follower: ran 1, answers 9, failures 0, cancelled 1");
        }
        assertThat(lines.subList(6, 10))
                .containsExactly(
                        "deferred leader: ran 2, answers 9, failures 0, cancelled 1",
                        "flow leader: ran 2, answers 9, failures 0, cancelled 1",
                        "flow enough: ran 2, answers 10, failures 0, cancelled 0",
                        "flow unfit: ran 2, answers 9, failures 1, cancelled 0");
        assertThat(lines.subList(10, 12)).isEqualTo(table.plain().results().subList(10, 12));
    }

    @Test
    void aFailureOfTheBodyIsSharedIfTheUserSaysSoAndNoOther() {
        Ended shared = Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .agent(configuration("wait: 1h, share-failures: true"))
                .run(StreamsFlightMainKt.class);

        assertThat(shared.results())
                .as(shared.err())
                .contains(
                        "deferred broken: ran 1, answers 0, failures 10, cancelled 0",
                        "flow broken: ran 1, answers 0, failures 10, cancelled 0",
                        "deferred leader: ran 2, answers 9, failures 0, cancelled 1",
                        "flow leader: ran 2, answers 9, failures 0, cancelled 1",
                        "flow unfit: ran 2, answers 9, failures 1, cancelled 0");
    }
}
