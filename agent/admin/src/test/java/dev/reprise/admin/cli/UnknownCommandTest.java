package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a command that there is not. */
class UnknownCommandTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void theNearestIsNamed() {
        assertThat(run("rollot", "25%")).isEqualTo(2);

        assertThat(said()).isEqualTo("there is no command \"rollot\"; did you mean \"rollout\"?");
    }

    @Test
    void whereNoneIsNearAllAreNamed() {
        assertThat(run("frob")).isEqualTo(2);

        assertThat(said())
                .startsWith("there is no command \"frob\"; the commands are check, doctor, ps, ")
                .doesNotContain("did you mean");
    }

    @Test
    void otherMistakesAreToldAsBefore() {
        assertThat(run("ps", "--jsn")).isEqualTo(2);

        assertThat(said()).startsWith("Unknown option: '--jsn'").contains("--json");
    }

    private int run(String... arguments) {
        PrintStream to = new PrintStream(said, /* autoFlush= */ true, StandardCharsets.UTF_8);
        return Tool.run(
                arguments,
                "1.0",
                new File("reprise-agent.jar"),
                List.of(),
                (configuration, odd) -> {
                    throw new AssertionError("no configuration is read");
                },
                to,
                to);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
