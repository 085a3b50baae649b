package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    void everyModelIsAskedOnceAndNotAgainAfterARestart(Jdk jdk) throws IOException {
        String port = freePort();

        Ended plain = fork(jdk).run(SpringAiRun.class, port);
        Ended first = fork(jdk).agent("clients: on").run(SpringAiRun.class, port);
        Ended again = fork(jdk).agent("clients: on").run(SpringAiRun.class, port);

        // Model, requests made for two calls, whether the answers are equal, the last text or size.
        assertThat(plain.results())
                .as(plain.err())
                .hasSize(6)
                .allMatch(line -> line.matches("\\w+ 2 .+"))
                .anyMatch(line -> line.contains("你好 😀 null 0"));
        assertThat(first.results()).as(first.err()).hasSize(6).allMatch(line -> line.matches("\\w+ 1 true .+"));
        assertThat(again.results()).as(again.err()).hasSize(6).allMatch(line -> line.matches("\\w+ 0 true .+"));
        assertThat(lastWords(again)).isEqualTo(lastWords(first)).isEqualTo(lastWords(plain));
    }

    private static List<String> lastWords(Ended ended) {
        return ended.results().stream()
                .map(line -> line.replaceFirst("^(\\w+) \\d( (true|false))+ ", "$1 "))
                .toList();
    }

    /** The same for all runs: the address is part of the key. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
