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

/** {@code Deferred} and {@code Flow} under the real agent. */
class StreamsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        TwiceRuns runs = TwiceRuns.of(
                directory,
                jdk,
                StreamsMainKt.class,
                "methods:",
                "- { method: dev.reprise.clients.kotlin.Streams#inScope, key: { ignore: [0] } }",
                "- method: dev.reprise.clients.kotlin.Streams#*");

        runs.ran(
                "later 2 1 0",
                "lazily 2 1 0",
                "inScope 2 1 0",
                "ready 2 1 0",
                "byThread 2 1 0",
                "all 4 2 0",
                "future 2 1 0",
                "timeLimited 2 1 0",
                "joined 2 1 0",
                "parent 2 1 0",
                "failing 2 2 2",
                "endless 2 2 2",
                "selected 2 * *",
                "own 2 2 2",
                "words 2 1 0",
                "again 4 1 0",
                "mapped 2 1 0",
                "elsewhere 2 1 0",
                "single 2 1 0",
                "moved 2 1 0",
                "channelled 2 1 0",
                "calledBack 2 1 0",
                "conflated 2 2 2",
                "combined 8 * *",
                "launched 2 1 0",
                "many 40 * 0",
                "none 0 0 0",
                "nulls 2 2 2",
                "first 2 2 2",
                "taken 2 2 2",
                "breaking 4 4 4",
                "caught 2 2 2",
                "retried 4 4 4",
                "thrown 2 2 2",
                "unending 2 2 2",
                "abandoned 2 2 2",
                "shared 2 2 2");
        assertThat(runs.first().err())
                .contains("#own is not cached: a dev.reprise.clients.kotlin.Streams$Own may be more than a Deferred is")
                .contains("#shared is not cached: nothing can stand for a kotlinx.coroutines.flow.SharedFlowImpl")
                .contains(": it was not collected to its end, because of a java.io.IOException")
                .doesNotContain("the look-up failed", "$lambda$");
    }

    @Test
    void whoWaitsForAPartLetsOthersGoOn() {
        Fork fork = Fork.in(directory).classPath(HostClassPath.ofClient());
        fork.agent(
                "methods:",
                "- method: dev.reprise.clients.kotlin.Streams#words",
                "  replay: { pace: 5 tokens/s }"); // So slow that nothing else takes as long.
        Ended first = fork.run(StreamsMainKt.class, "paced");
        Ended again = fork.run(StreamsMainKt.class, "paced");

        assertThat(first.results()).as(first.err()).containsExactly("paced 1 [a, b, c, d] true");
        assertThat(again.results()).as(again.err()).containsExactly("paced 0 [a, b, c, d] true");
    }
}
