package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with the real agent, only without the provider's latency. */
class DemoIT {

    private static final Path AGENT = Path.of("..", "agent", "jar", "target", "reprise-agent.jar");

    @TempDir
    Path directory;

    @Test
    void theAgentAnswersTheSecondRoundAndTheRestartedServiceFromItsCache() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        int status = Demo.run(
                List.of(
                        "--agent",
                        AGENT.toString(),
                        "--config",
                        patientConfiguration().toString(),
                        "--chat-millis",
                        "0",
                        "--embedding-millis",
                        "0",
                        "--json"),
                Path.of(""),
                new PrintStream(out),
                new PrintStream(progress));

        assertThat(status).as(progress + "\n" + out).isZero();
        JsonNode runs = new ObjectMapper()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .path("runs");
        assertThat(requests(runs.path(1), 2)).as("second round with the agent").isZero();
        assertThat(runs.path(2).path("provider_requests").asInt())
                .as("after a restart")
                .isZero();
    }

    /** The demo's own, but that the disk may take its time: on a busy machine a read over its 20 ms is a miss, and right. */
    private Path patientConfiguration() throws IOException {
        String demo = Files.readString(Path.of("reprise.yaml"));
        return Files.writeString(directory.resolve("reprise.yaml"), demo + "\ntiers: { disk: { timeout: 60s } }\n");
    }

    private static int requests(JsonNode run, int round) {
        int requests = 0;
        for (JsonNode kind : run.path("rounds").path(round - 1).path("provider")) {
            requests += kind.path("requests").asInt();
        }
        return requests;
    }
}
