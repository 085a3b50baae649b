package dev.reprise.clients.azureopenai;

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
class AzureOpenAiIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) throws IOException {
        String port = freePort();

        Ended plain = fork(jdk).run(AzureOpenAiMain.class, port);
        Ended first = fork(jdk).agent("clients: on").run(AzureOpenAiMain.class, port);
        Ended again = fork(jdk).agent("clients: on").run(AzureOpenAiMain.class, port);

        assertThat(plain.results()).as(plain.err()).hasSize(17);
        assertThat(first.results()).as(first.err()).isEqualTo(requests(plain.results(), 1));
        assertThat(again.results()).as(again.err()).isEqualTo(requests(plain.results(), 0));
        assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
        assertThat(again.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    /** What a run prints that is answered from entries; whoever asks for the HTTP response as well always asks. */
    private static List<String> requests(List<String> plain, int asked) {
        return plain.stream()
                .map(line -> line.replaceFirst("^(\\S+ (?!response)\\S+) 2 ", "$1 " + asked + " "))
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
