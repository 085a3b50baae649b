package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real agent says that the real client was spared, also after a restart. */
class OpenAiSavingsIT {

    @TempDir
    Path directory;

    @Test
    void aServiceSaysAtItsEndWhatItsHitsSaved() {
        Fork fork = Fork.in(directory).classPath(HostClassPath.ofClient());

        Runs runs = Runs.of(fork, OpenAiSavingsMain.class, StandInProvider.freePort());

        assertThat(runs.plain().results()).as(runs.plain().err()).containsExactly("requests: 3");
        assertThat(runs.first().results()).as(runs.first().err()).containsExactly("requests: 1");
        assertThat(runs.first().err())
                .containsPattern("Reprise saved [0-9.]+ m?s, 2 provider calls, 38 input \\(6 in the provider's cache\\)"
                        + " and 20 output tokens, \\$0\\.0003");
        assertThat(runs.again().results()).as(runs.again().err()).containsExactly("requests: 0");
        assertThat(runs.again().err())
                .containsPattern("Reprise saved [0-9.]+ m?s, 3 provider calls, 57 input \\(9 in the provider's cache\\)"
                        + " and 30 output tokens, \\$0\\.0004");
    }

    @Test
    void theBeanSaysItOfEachMethodAndScopeAndOfAll() {
        Fork fork = Fork.in(directory).classPath(HostClassPath.ofClient()).agent("clients: on", "jmx: on");

        Ended ended = fork.run(OpenAiSavingsMain.class, StandInProvider.freePort(), "bean");

        String saved = ": 2 calls, 38 in, 6 cached, 20 out, 288 micros, time true, own true true";
        assertThat(ended.out().lines())
                .as(ended.err())
                .contains("requests: 1", "totals" + saved, "method" + saved, "responses" + saved);
    }
}
