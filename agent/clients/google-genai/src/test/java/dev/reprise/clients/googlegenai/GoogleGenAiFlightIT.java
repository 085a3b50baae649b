package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal calls of the real client at the same time, under the real agent. */
class GoogleGenAiFlightIT {

    @TempDir
    Path directory;

    /** A pause as long as that, for the machine may be busy. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsOfWhatIsPulledMakeOneRequest(Jdk jdk) {
        FlightTable table = FlightTable.of(
                jdk, directory, GoogleGenAiPulledMain.class, "clients: on", "single-flight: { wait: 5m, pause: 5m }");

        assertThat(table.plain().results())
                .as(table.plain().err())
                .containsExactly("result stream pulled: requests 10, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().results())
                .as(table.cached().err())
                .containsExactly("result stream pulled: requests 1, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().err()).containsPattern("\\b\\d+ coalesced");
    }
}
