package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own commands inherit {@code JAVA_TOOL_OPTIONS} from a service's environment; none may notice. */
class ToolsIT {

    @TempDir
    Path directory;

    static Stream<Arguments> commands() throws IOException {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(
                        Arguments.of(jdk, "javac", new String[] {"-version"}),
                        Arguments.of(jdk, "jar", new String[] {"--version"}),
                        Arguments.of(jdk, "jcmd", new String[] {"-h"}),
                        Arguments.of(jdk, "keytool", new String[] {"-help"})));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("commands")
    void toolsOfTheJdkRunAsWithoutTheAgent(Jdk jdk, String tool, String[] arguments) {
        Ended plain = Fork.in(directory).jdk(jdk).tool(tool, arguments);

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT)
                .environment("REPRISE_HOME", directory.resolve("home").toString())
                .tool(tool, arguments);

        assertThat(ended.exitCode()).isEqualTo(plain.exitCode());
        assertThat(ended.out()).isEqualTo(plain.out());
        assertThat(ended.err().lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")))
                .containsExactlyElementsOf(plain.err().lines().toList());
    }
}
