package dev.reprise.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class AgentLogProviderTest {

    @Test
    void slf4jIsBoundToTheAgentsLog() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(AgentLoggers.class);
    }

    @Test
    void processWritesItsOwnLinesToStandardErrorAndNothingElse() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Speaker.class.getName()));

        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out).isEmpty();
        assertThat(err.lines()).hasSize(3);
        assertThat(err)
                .matches("(?s)\\[reprise\\] \\S+ INFO  first\\R"
                        + "\\[reprise\\] \\S+ WARN  after System.err was replaced\\R"
                        + "\\{\"time\":\"\\S+\",\"level\":\"DEBUG\",.*\"message\":\"as JSON\"\\}\\R");
    }

    /** A host that replaces its standard error after the agent has started. */
    static final class Speaker {
        public static void main(String[] arguments) {
            Logger logger = LoggerFactory.getLogger("dev.reprise.engine.Speaker");
            logger.info("first");
            ByteArrayOutputStream replaced = new ByteArrayOutputStream();
            System.setErr(new PrintStream(replaced));
            logger.warn("after System.err was replaced");
            AgentLog.configure(Level.DEBUG, "json");
            logger.debug("as JSON");
            if (replaced.size() > 0) {
                System.exit(1);
            }
        }
    }
}
