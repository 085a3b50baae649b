package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class AnthropicIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        try (StandInProvider provider = StandInProvider.start().answers("/v1/messages", AnthropicValuesTest.TEXT)) {
            Ended plain = fork(jdk).run(AnthropicMain.class, provider.url());
            int asked = provider.requests();
            Ended first = fork(jdk).agent("clients: on").run(AnthropicMain.class, provider.url());
            int askedFirst = provider.requests() - asked;
            Ended again = fork(jdk).agent("clients: on").run(AnthropicMain.class, provider.url());

            assertThat(asked).as(plain.err()).isEqualTo(6);
            assertThat(askedFirst).as(first.err()).isEqualTo(4);
            assertThat(provider.requests() - asked - askedFirst).as(again.err()).isZero();
            assertThat(first.out()).isEqualTo(plain.out());
            assertThat(again.out()).isEqualTo(plain.out());
            assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
        }
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
