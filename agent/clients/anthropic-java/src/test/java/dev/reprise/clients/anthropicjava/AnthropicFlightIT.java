package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.FlightTable;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal calls of the real client at the same time, under the real agent. */
class AnthropicFlightIT {

    private static final String THRICE =
            "[NotFoundException/NotFoundException, NotFoundException/NotFoundException, NotFoundException/NotFoundException]";

    @TempDir
    Path directory;

    /** A pause as long as that, for the machine may be busy. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsOfWhatIsPulledMakeOneRequest(Jdk jdk) {
        FlightTable table = FlightTable.of(
                jdk, directory, AnthropicPulledMain.class, "clients: on", "single-flight: { wait: 5m, pause: 5m }");

        assertThat(table.plain().results())
                .as(table.plain().err())
                .containsExactly("result stream pulled: requests 10, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().results())
                .as(table.cached().err())
                .containsExactly("result stream pulled: requests 1, answers 10, failures 0, cancelled 0");
        assertThat(table.cached().err()).containsPattern("\\b\\d+ coalesced");
    }

    /** A pause as long as that, for the machine may be busy. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsOfWhatAHandlerIsToldMakeOneRequest(Jdk jdk) {
        FlightTable table = FlightTable.of(
                jdk,
                directory,
                AnthropicHandledMain.class,
                "clients: on",
                "single-flight: { wait: 5m, pause: 5m }",
                "methods:",
                "  - method: com.anthropic.services.async.MessageServiceAsyncImpl#createStreaming",
                "    negative-ttl: 1h",
                "    negative-exceptions: [com.anthropic.errors.NotFoundException]");

        assertThat(table.plain().results())
                .as(table.plain().err())
                .hasSize(3)
                .startsWith("result stream together: requests 10, answers 10, failures 0, cancelled 0")
                .endsWith("result refused: requests 3, of its own true, " + THRICE)
                .element(1)
                .asString()
                .matches("result stream cancelled: requests (9|10), answers 9, failures 0, cancelled 1");
        assertThat(table.cached().results())
                .as(table.cached().err())
                .hasSize(3)
                .startsWith("result stream together: requests 1, answers 10, failures 0, cancelled 0")
                .endsWith("result refused: requests 1, of its own true, " + THRICE)
                .element(1)
                .asString()
                // One of the others makes the call that its first caller gave up.
                .matches("result stream cancelled: requests [12], answers 9, failures 0, cancelled 1");
        assertThat(table.cached().err()).containsPattern("\\b(9|1\\d) coalesced");
    }
}
