package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Suspend functions under the real agent. */
class SuspendIT {

    private static final String[] METHODS = {
        "methods:",
        "- method: dev.reprise.clients.kotlin.Assistant#*",
        "- method: dev.reprise.clients.kotlin.Assistant$Companion#ofCompanion(String)",
        "- method: dev.reprise.clients.kotlin.Assistant$Companion#static(String)",
        "- method: dev.reprise.clients.kotlin.AssistantKt#*",
        "- method: dev.reprise.clients.kotlin.Model+#completeAll(java.util.List)",
        "- method: dev.reprise.clients.kotlin.Base+#inherited(String)"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        TwiceRuns runs = TwiceRuns.of(directory, jdk, SuspendMainKt.class, METHODS);

        runs.ran(
                "suspended 2 1 0",
                "atOnce 2 1 0",
                "fromThread 2 1 0",
                "elsewhere 2 1 0",
                "tail 2 1 0",
                "hidden 4 1 0",
                "defaults 6 2 0",
                "overloaded 4 2 0",
                "prompted 4 2 0",
                "scored 2 1 0",
                "generic 4 2 0",
                "deep 2 1 0",
                "steps 2 1 0",
                "lambda 2 1 0",
                "named 2 1 0",
                "blocking 6 3 0",
                "companion 4 2 0",
                "topLevel 4 2 0",
                "model 6 3 0",
                "inherited 6 3 0",
                "reference 4 2 0",
                "default 2 1 0",
                "unconfined 2 1 0",
                "single 4 2 0",
                "tenants 8 3 0",
                "bare 2 1 0",
                "many 80 * 0",
                "nothing 2 2 2",
                "unit 2 2 2",
                "prompt 2 2 2",
                "result 2 2 2",
                "given 2 2 2",
                "failsLater 2 2 2",
                "failsAtOnce 2 2 2",
                "timeout 2 2 2",
                "timeoutOrNull 2 2 2",
                "cancelled 2 2 2");
        assertThat(runs.again().err())
                .contains("#unit is never cached: it returns nothing that could be kept")
                .containsPattern("#prompt-\\S+ is never cached: it returns a \\S+Prompt, a value class")
                .contains("#given is not cached: 1 is a ")
                .doesNotContain("the look-up failed");
    }

    @Test
    void aDeepRecursionWithoutADispatcherIsUnwoundAsWithoutTheAgent() {
        Fork fork = Fork.in(directory).classPath(HostClassPath.ofClient());
        Ended ended = fork.agent(
                        "tiers: { disk: off }", "methods:", "- method: dev.reprise.clients.kotlin.Assistant#deep")
                .run(SuspendMainKt.class, "deep");

        assertThat(ended.results()).as(ended.err()).containsExactly("deep 1 1200");
    }

    @Test
    void observedCallsAlwaysRunAndAreCountedWhenTheyEnd() {
        Fork fork = Fork.in(directory).classPath(HostClassPath.ofClient());
        Ended plain = fork.run(SuspendMainKt.class);
        Ended observed = fork.agent(
                        "mode: observe", "methods:", "- method: dev.reprise.clients.kotlin.Assistant#suspended(String)")
                .run(SuspendMainKt.class);

        assertThat(observed.results()).as(observed.err()).isEqualTo(plain.results());
        // Of 2, 2 for `tail`, 2 for `blocking`, 2 each for `unconfined` and `bare`, and 80, five and four are new.
        assertThat(observed.err()).contains("observed 90 calls; 81 were repeated");
    }
}
