package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
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
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), AzureOpenAiMain.class, StandInProvider.freePort());

        assertThat(runs.plain().results()).as(runs.plain().err()).hasSize(29);
        assertThat(runs.first().results())
                .as(runs.first().err())
                .isEqualTo(requests(runs.plain().results(), 1));
        assertThat(runs.again().results())
                .as(runs.again().err())
                .isEqualTo(requests(runs.plain().results(), 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** What a run prints that is answered from entries; what broke off, or has headers by its subscriber, is asked for each time. */
    private static List<String> requests(List<String> plain, int asked) {
        return plain.stream()
                .map(line -> line.replaceFirst("^(\\S+ (?!broken|context)\\S+) 2 ", "$1 " + asked + " "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
