package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ControlsMain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code asks of the calls inside it. */
class ControlsIT {

    @TempDir
    Path directory;

    @Test
    void callsAreAnsweredAsTheCodeAroundThemAsks() {
        Ended ended = Fork.in(directory).agent("quiet: true").run(ControlsMain.class);

        assertThat(ended.out().lines())
                .as(ended.err())
                .containsExactly(
                        "first 1",
                        "hit 1",
                        "bypass 2",
                        "after bypass 1",
                        "refresh 3",
                        "after refresh 3",
                        "no store 4",
                        "after no store 5",
                        "no store of what is stored 5",
                        "old enough 3",
                        "too old 6",
                        "both 7",
                        "after both 6",
                        "later 8",
                        "later bypassed 9",
                        "later again 8",
                        "refused -1");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void withoutTheAgentEveryCallIsReal() {
        Ended ended = Fork.in(directory).run(ControlsMain.class);

        assertThat(ended.out().lines()).hasSize(17).contains("after both 13", "later again 16", "refused -1");
    }
}
