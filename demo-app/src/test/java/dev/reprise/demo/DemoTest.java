package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

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
        return Demo.run(List.of(arguments), Path.of(""), new PrintStream(out), new PrintStream(progress));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
