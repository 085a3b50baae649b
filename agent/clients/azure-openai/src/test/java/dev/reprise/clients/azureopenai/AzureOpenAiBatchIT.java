package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

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
class AzureOpenAiBatchIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theProviderIsAskedAboutTextsThatAreNotKnown(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                AzureOpenAiBatchMain.class,
                StandInProvider.freePort());

        assertThat(runs.plain().results())
                .as(runs.plain().err())
                .containsExactly(line("blocking", 1236, 1236, 1236), line("later", 1236, 1236, 1236));
        assertThat(runs.first().results())
                .as(runs.first().err())
                .containsExactly(line("blocking", 618, 619, 0), line("later", 1120, 1121, 0));
        assertThat(runs.again().results())
                .as(runs.again().err())
                .containsExactly(line("blocking", 0, 117, 0), line("later", 0, 1121, 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        // Who asks nobody has no network to be warned about.
        assertThat(runs.again().foreignErrors()).isSubsetOf(runs.plain().foreignErrors());
    }

    /** Twice as many texts as are unknown. One that was asked alone before, or in the very same batch, has its tokens told again. */
    private static String line(String name, int asked, int reported, int again) {
        return name + ": 254 of 254 right, 1236 texts, 618 unknown, 1120 with unknown ones, " + asked + " asked, "
                + reported + " reported, " + again + " asked again, 100 right at once";
    }
}
