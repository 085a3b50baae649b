package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.RememberedMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that are remembered, and entries that are asked for again before their time is over, under the real agent. */
class RememberedIT {

    private static final String LIBRARY = "dev.reprise.fixture.RememberedMain$Library";

    @TempDir
    Path directory;

    @Test
    void whatAUserNamesIsRememberedAndWhatIsNearlyOverIsAskedForByOne() {
        Ended ended = Fork.in(directory)
                .agent(
                        "quiet: true",
                        "methods:",
                        "  - method: [" + LIBRARY + "#summary, " + LIBRARY + "#later, " + LIBRARY + "#sometime, "
                                + LIBRARY + "#fault]",
                        "    negative-ttl: 1h",
                        "    negative-exceptions: [java.util.NoSuchElementException]",
                        "  - { method: " + LIBRARY + "#answer, ttl: 60s, refresh-ahead: 90% }")
                .run(RememberedMain.class);

        assertThat(ended.out().lines())
                .as(ended.err())
                .containsExactlyInAnyOrder(
                        "summary: true java.util.NoSuchElementException: a, ran 1, after an eviction 2, BYPASS",
                        "later: true java.util.NoSuchElementException: a, ran 1, after an eviction 2, BYPASS",
                        "sometime: true java.util.NoSuchElementException: a, ran 1, after an eviction 2, BYPASS",
                        "fault: true java.lang.IllegalStateException: a, ran 3, after an eviction 4, MISS",
                        "at first: 1",
                        "while it is asked for again: 1 HIT",
                        "after that: 2, ran 2");
    }
}
