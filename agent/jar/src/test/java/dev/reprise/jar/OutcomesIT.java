package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.OutcomesMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How code learns what became of its calls. */
class OutcomesIT {

    @TempDir
    Path directory;

    @Test
    void theLastCallOfAThreadHasAnOutcome() {
        Ended ended = Fork.in(directory)
                .agent(
                        "quiet: true",
                        "methods:",
                        "- method: dev.reprise.fixture.OutcomesMain#told",
                        "  callback: { argument: 1 }")
                .run(OutcomesMain.class);

        assertThat(ended.out().lines())
                .as(ended.err())
                .hasSize(11)
                .contains(
                        "before: null null",
                        "first: miss null",
                        "again: hit (memory) memory",
                        "bypassed: bypass (Reprise.bypass is in force) null",
                        "around: miss null",
                        "around again: hit (memory) memory",
                        "told: miss null",
                        "told again: hit (memory) memory",
                        "elsewhere: null null",
                        "here: hit (memory) memory")
                .anyMatch(line -> line.startsWith("unkeyable: bypass (0 is a java.lang.Thread, which has no content"));
    }

    @Test
    void withoutTheAgentThereIsNone() {
        Ended ended = Fork.in(directory).run(OutcomesMain.class);

        assertThat(ended.out().lines()).hasSize(11).allMatch(line -> line.endsWith(": null null"));
    }
}
