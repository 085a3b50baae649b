package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.HttpMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Works beside the OpenTelemetry agent, whichever comes first. */
class OpenTelemetryIT {

    private static final String[] CONFIGURATION = {
        "methods:", "  - method: dev.reprise.fixture.HttpMain#ask(int, String)"
    };

    @TempDir
    Path directory;

    static List<Arguments> jdksAndOrders() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            all.add(Arguments.of(jdk, true));
            all.add(Arguments.of(jdk, false));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}, Reprise first: {1}")
    @MethodSource("jdksAndOrders")
    void bothDoTheirWork(Jdk jdk, boolean first) {
        String telemetry = "-javaagent:" + ClassPath.neighbour("opentelemetry-javaagent");
        Fork fork = Fork.in(directory)
                .jdk(jdk)
                .flag("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
        if (first) {
            fork.agent(CONFIGURATION).flag(telemetry);
        } else {
            fork.flag(telemetry).agent(CONFIGURATION);
        }

        Ended ended = fork.run(HttpMain.class);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.results())
                .filteredOn(line -> line.startsWith("result"))
                .containsExactly(
                        "result first = you asked /a", "result second = you asked /a", "result third = you asked /b");
        assertThat(ended.bodies("ask")).as(ended.err()).isEqualTo(2);
        assertThat(ended.told("traced "))
                .as("one request for each body, and traced")
                .containsExactly("true", "true");
        assertThat(ended.err()).doesNotContain("VerifyError", "Exception", "ERROR");
    }
}
