package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.demo.provider.Latency;
import dev.reprise.demo.provider.StandInProvider;
import dev.reprise.demo.report.Comparison;
import dev.reprise.demo.report.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceProcessTest {

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private StandInProvider provider;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        provider = StandInProvider.start(Latency.NONE);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        service = new ServiceProcess(java, provider, new PrintStream(progress));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aServiceWithoutTheAgentSaysNothingAndIsSeenToSaveNothing() throws Exception {
        Run run = service.run("plain", List.of("-XX:TieredStopAtLevel=1"));

        assertThat(run.requests(1)).isPositive();
        assertThat(run.total()).isEqualTo(provider.stats());
        assertThat(Comparison.of(run, run, run).sentence()).startsWith("FAILED: the agent made no difference");
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("* plain", "round 2: ")
                .doesNotContain("|");
    }

    @Test
    void aServiceThatDoesNotStartIsReportedWithWhatItSaid() {
        assertThatThrownBy(() -> service.run("broken", List.of("-XX:NoSuchOption")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"broken\" ended with status 1");

        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("| ").contains("NoSuchOption");
    }
}
