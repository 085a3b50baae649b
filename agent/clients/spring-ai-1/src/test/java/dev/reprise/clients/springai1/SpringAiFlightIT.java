package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal streams of the real model at the same time, under the real agent. */
class SpringAiFlightIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsAtTheSameTimeMakeOneRequest(Jdk jdk) {
        FlightTable table = FlightTable.of(jdk, directory, SpringAiFlightMain.class, "clients: on");

        assertThat(table.plain().results())
                .as(table.plain().err())
                .containsExactly("result flux together: requests 10, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().results())
                .as(table.cached().err())
                .containsExactly("result flux together: requests 1, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().err()).contains("9 coalesced");
    }
}
