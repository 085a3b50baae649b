package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.BatchRuns;
import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches of the real client under the real agent. */
class SpringAiBatchIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theProviderIsAskedAboutTextsThatAreNotKnown(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                SpringAiBatchMain.class,
                StandInProvider.freePort());

        new BatchRuns()
                .itemByItem("openai")
                .itemByItem("ollama")
                .shuffledItemByItem("openai")
                .check(runs);
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }
}
