package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal streams of the real model at the same time, under the real agent. */
class SpringAiFlightIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void equalCallsAtTheSameTimeMakeOneRequest(Jdk jdk) {
        Fork fork = Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());

        Ended plain = fork.run(SpringAiFlightMain.class);
        Ended cached = fork.agent("clients: on").run(SpringAiFlightMain.class);

        assertThat(plain.results())
                .as(plain.err())
                .containsExactly("result flux together: requests 10, answers 10, failures 0, cancelled 0");
        assertThat(cached.results())
                .as(cached.err())
                .containsExactly("result flux together: requests 1, answers 10, failures 0, cancelled 0");
        assertThat(cached.err()).contains("9 coalesced");
        assertThat(cached.foreignErrors()).isEqualTo(plain.foreignErrors());
    }
}
