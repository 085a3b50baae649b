package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal calls of suspend functions at the same time, under the real agent. */
class SuspendFlightIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsAtTheSameTimeRunOneBody(Jdk jdk) {
        FlightTable table = FlightTable.of(
                jdk,
                directory,
                SuspendFlightMainKt.class,
                "single-flight: { wait: 1h }",
                "methods:",
                "- method: dev.reprise.clients.kotlin.Slow#answer(..)",
                "  single-flight: on");

        assertThat(table.plain().results())
                .as(table.plain().err())
                .containsExactly(
                        "together: ran 10, answers 10, failures 0, cancelled 0",
                        "broken: ran 10, answers 9, failures 1, cancelled 0",
                        "follower: ran 10, answers 9, failures 0, cancelled 1",
                        "leader: ran 10, answers 9, failures 0, cancelled 1",
                        "dispatched to dispatched on single",
                        "unconfined to unconfined to unconfined");
        List<String> lines = table.cached().results();
        assertThat(lines).as(table.cached().err()).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("together: ran 1, answers 10, failures 0, cancelled 0");
        // Whoever was first has the failure to himself; who asks then for himself may find an answer by then.
        assertThat(lines.get(1)).matches("broken: ran ([2-9]|10), answers 9, failures 1, cancelled 0");
        assertThat(lines.get(2)).isEqualTo("follower: ran 1, answers 9, failures 0, cancelled 1");
        assertThat(lines.get(3)).isEqualTo("leader: ran 2, answers 9, failures 0, cancelled 1");
        assertThat(lines.subList(4, 6)).isEqualTo(table.plain().results().subList(4, 6));
    }
}
