package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.demo.provider.Latency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @TempDir
    private Path project;

    private Path agent;

    @BeforeEach
    void projectWithAConfigurationAndAnAgent() throws Exception {
        Files.createDirectories(project.resolve("demo-app"));
        Files.createFile(project.resolve("demo-app/reprise.yaml"));
        Files.createDirectories(project.resolve("agent/jar/target"));
        agent = Files.createFile(project.resolve("agent/jar/target/reprise-agent.jar"));
    }

    @Test
    void findsTheProjectsAgentAndConfigurationFromAFolderBelow() throws Exception {
        Options options = Options.parse(List.of(), project.resolve("demo-app"));

        assertThat(options.agent()).contains(agent);
        assertThat(options.config()).isEqualTo(project.resolve("demo-app/reprise.yaml"));
        assertThat(options.latency()).isEqualTo(Latency.STATED);
        assertThat(options.json()).isFalse();
    }

    @Test
    void takesEveryOption() throws Exception {
        Path other = Files.createFile(project.resolve("other.yaml"));

        Options options = Options.parse(
                List.of(
                        "--agent",
                        "agent/jar/target/reprise-agent.jar",
                        "--config",
                        "other.yaml",
                        "--java",
                        "/j",
                        "--chat-millis",
                        "7",
                        "--embedding-millis",
                        "3",
                        "--json"),
                project);

        assertThat(options.agent()).contains(agent);
        assertThat(options.config()).isEqualTo(other);
        assertThat(options.java()).isEqualTo(Path.of("/j"));
        assertThat(options.latency().generation()).isEqualTo(Duration.ofMillis(7));
        assertThat(options.latency().embedding()).isEqualTo(Duration.ofMillis(3));
        assertThat(options.json()).isTrue();
    }

    @Test
    void aMissingAgentIsNamedWithWhatWouldHelp() throws Exception {
        Files.delete(agent);

        assertThatThrownBy(() -> Options.parse(List.of(), project))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no agent/jar/target/reprise-agent.jar in")
                .hasMessageContaining("mvn package");
        assertThatThrownBy(() -> Options.parse(List.of("--agent", "x.jar"), project))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(project.resolve("x.jar").toString());
        assertThat(Options.parse(List.of("--no-agent"), project).agent()).isEmpty();
    }

    @Test
    void anUnknownOptionAndABadNumberAreRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast"), project))
                .hasMessageContaining("unknown option --fast");
        assertThatThrownBy(() -> Options.parse(List.of("--chat-millis", "-1"), project))
                .hasMessageContaining("--chat-millis needs a number");
        assertThatThrownBy(() -> Options.parse(List.of("--agent"), project)).hasMessageContaining("needs a value");
    }
}
