package dev.reprise.clients.langchain4jnext;

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

/** Batches by futures under the real agent. */
class NextBatchIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theProviderIsAskedAboutTextsThatAreNotKnown(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                NextBatchMain.class,
                StandInProvider.freePort());

        new BatchRuns().itemByItem("later").check(runs);
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }
}
