package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal streams of the real client at the same time, under the real agent. */
class BedrockFlightIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalStreamsAtTheSameTimeMakeOneRequestAndOneMoreForThoseWhomItsCallerLeavesAlone(Jdk jdk) {
        FlightTable table = FlightTable.of(jdk, directory, BedrockFlightMain.class, "clients: on");

        assertThat(table.plain().results()).as(table.plain().err()).hasSize(2);
        assertThat(table.plain().results().get(0))
                .isEqualTo("result stream together: requests 10, answers 10, failures 0, cancelled 0");
        // What is cancelled may be so before it has left.
        assertThat(table.plain().results().get(1))
                .matches("result stream cancelled: requests (9|10), answers 9, failures 0, cancelled 1");
        assertThat(table.cached().results()).as(table.cached().err()).hasSize(2);
        assertThat(table.cached().results().get(0))
                .isEqualTo("result stream together: requests 1, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().results().get(1))
                .matches("result stream cancelled: requests [12], answers 9, failures 0, cancelled 1");
    }
}
