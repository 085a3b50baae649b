package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.demo.provider.Latency;
import dev.reprise.demo.provider.StandInProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void threeRealProcessesWithoutAnAgentAreSeenToMakeNoDifference() throws Exception {
        int status = demo("--no-agent");

        assertThat(status).isEqualTo(1);
        assertThat(text(out)).contains("median latency").contains("FAILED: the agent made no difference");
        assertThat(text(progress))
                .contains("* without agent", "* after a restart")
                .doesNotContain("|");
    }

    @Test
    void aServiceThatDoesNotStartIsReportedWithWhatItSaid() throws Exception {
        try (StandInProvider provider = StandInProvider.start(Latency.NONE)) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ServiceProcess service = new ServiceProcess(java, provider, new PrintStream(progress));

            assertThatThrownBy(() -> service.run("broken", List.of("-XX:NoSuchOption")))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("\"broken\" ended with status 1");
        }

        assertThat(text(progress)).contains("| ").contains("NoSuchOption");
    }

    @Test
    void aMissingAgentEndsTheDemoBeforeItStarts() throws Exception {
        int status = demo("--agent", "no-such-agent.jar");

        assertThat(status).isEqualTo(2);
        assertThat(text(progress))
                .startsWith("The demo could not run: no file ")
                .doesNotContain("* ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpNamesTheOptions() throws Exception {
        int status = demo("--help");

        assertThat(status).isZero();
        assertThat(text(out)).contains("--agent PATH", "--json");
    }

    private int demo(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--chat-millis", "0", "--embedding-millis", "0"));
        return Demo.run(all, Path.of(""), new PrintStream(out), new PrintStream(progress));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
