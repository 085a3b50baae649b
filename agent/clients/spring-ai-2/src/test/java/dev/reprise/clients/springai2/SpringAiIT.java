package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real models under the real agent. */
class SpringAiIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void everyModelIsAskedOnceAndNotAgainAfterARestart(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), SpringAiRun.class, StandInProvider.freePort());

        // Model, requests made for two calls, whether the answers are equal, the last text or size.
        assertThat(runs.plain().results())
                .as(runs.plain().err())
                .hasSize(8)
                .allMatch(line -> line.matches("\\w+ 2 .+"))
                .anyMatch(line -> line.contains("你好 😀 null 0"))
                .anyMatch(line -> line.startsWith("AnthropicChatModelStream") && line.contains("你好 😀"));
        assertThat(runs.first().results())
                .as(runs.first().err())
                .hasSize(8)
                .allMatch(line -> line.matches("\\w+ 1 true .+"));
        assertThat(runs.again().results())
                .as(runs.again().err())
                .hasSize(8)
                .allMatch(line -> line.matches("\\w+ 0 true .+"));
        assertThat(lastWords(runs.again())).isEqualTo(lastWords(runs.first())).isEqualTo(lastWords(runs.plain()));
    }

    private static List<String> lastWords(Ended ended) {
        return ended.results().stream()
                .map(line -> line.replaceFirst("^(\\w+) \\d( (true|false))+ ", "$1 "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
