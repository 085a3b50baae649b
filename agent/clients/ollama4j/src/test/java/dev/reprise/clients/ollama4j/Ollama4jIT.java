package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class Ollama4jIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndLeavesTheHistoryThatARealOneLeaves(Jdk jdk) throws IOException {
        String port = freePort();

        Ended plain = fork(jdk).run(Ollama4jMain.class, port);
        Ended first = fork(jdk).agent("clients: on").run(Ollama4jMain.class, port);
        Ended again = fork(jdk).agent("clients: on").run(Ollama4jMain.class, port);

        // What was asked for, how many requests that took, and what came of it.
        String text = "Grüße – 你好 😀";
        String said = text + " \"quoted\"";
        String history = "[user: Where is my order?, assistant: %s, user: And the other?, assistant: %s]";
        assertThat(plain.results())
                .as(plain.err())
                .containsExactly(
                        "embed 2 [[0.1, -0.25, 1.0E-7], [3.0, 0.0, 1.0]]",
                        "generate 2 " + text,
                        "chat 2 2 true true assistant " + said,
                        "history 4 " + history.formatted(said, said),
                        "tools 4 2 4",
                        "parts 2 2");
        assertThat(first.results())
                .as(first.err())
                .containsExactly(
                        plain.results().get(0).replace("embed 2", "embed 1"),
                        plain.results().get(1).replace("generate 2", "generate 1"),
                        plain.results().get(2).replace("chat 2", "chat 1"),
                        plain.results().get(3).replace("history 4", "history 1"),
                        plain.results().get(4).replace("tools 4", "tools 2"),
                        plain.results().get(5));
        assertThat(again.results())
                .as(again.err())
                .containsExactly(
                        plain.results().get(0).replace("embed 2", "embed 0"),
                        plain.results().get(1).replace("generate 2", "generate 0"),
                        plain.results().get(2).replace("chat 2", "chat 0"),
                        plain.results().get(3).replace("history 4", "history 0"),
                        plain.results().get(4).replace("tools 4", "tools 0"),
                        plain.results().get(5));
        assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
        assertThat(again.foreignErrors()).isEqualTo(plain.foreignErrors());
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
