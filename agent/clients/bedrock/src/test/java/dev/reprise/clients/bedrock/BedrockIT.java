package dev.reprise.clients.bedrock;

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

/** The real client under the real agent. */
class BedrockIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheWithItsMetadata(Jdk jdk) throws IOException {
        String port = freePort();

        Ended plain = fork(jdk).run(BedrockMain.class, port);
        Ended first = fork(jdk).agent("clients: on").run(BedrockMain.class, port);
        Ended again = fork(jdk).agent("clients: on").run(BedrockMain.class, port);

        // What was asked for, how many requests that took, and what came of it.
        String chat = "Grüße – 你好 😀 \"quoted\" 15 end_turn request-1 200 [one=1, two=2]";
        assertThat(plain.results())
                .as(plain.err())
                .containsExactly(
                        "converse 2 " + chat,
                        "environment 2 " + chat,
                        "supplied 2 " + chat,
                        "invoke 2 " + Answers.INVOKED.strip() + " application/json request-1 200 [one=1, two=2]",
                        "count 2 42",
                        "later 2 " + chat);
        assertThat(first.results()).as(first.err()).isEqualTo(requests(plain, 1));
        assertThat(again.results()).as(again.err()).isEqualTo(requests(plain, 0));
        assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
        assertThat(again.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    /** Returns the results as they are with fewer requests; whose account is supplied by code is asked each time. */
    private static List<String> requests(Ended plain, int number) {
        return plain.results().stream()
                .map(result ->
                        result.startsWith("supplied") ? result : result.replaceFirst("^(\\w+) 2", "$1 " + number))
                .toList();
    }

    /** The same for all runs: the address is part of the key. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory)
                .jdk(jdk)
                .environment("AWS_ACCESS_KEY_ID", "id")
                .environment("AWS_SECRET_ACCESS_KEY", "secret")
                .classPath(HostClassPath.ofClient());
    }
}
