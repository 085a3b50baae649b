package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.fixture.WorkingMain;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work of building prompts that hits avoid. */
class CpuTimeIT {

    private static final String[] CONFIGURATION = {"methods:", "  - method: dev.reprise.fixture.WorkingMain#build"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aServiceSaysAtItsEndHowMuchCpuTimeItsHitsAvoided(Jdk jdk) {
        Ended ended = Fork.in(directory).jdk(jdk).agent(CONFIGURATION).run(WorkingMain.class);

        assertThat(ended.bodies("build")).as(ended.err()).isEqualTo(21);
        assertThat(ended.err()).containsPattern("Reprise saved [0-9.]+ m?s \\([0-9.]+ ms of CPU time\\)");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void ofVirtualThreadsItSaysNothing(Jdk jdk) {
        assumeTrue(jdk.feature() >= 21);

        Ended ended = Fork.in(directory).jdk(jdk).agent(CONFIGURATION).run(WorkingMain.class, "virtual");

        assertThat(ended.bodies("build")).as(ended.err()).isEqualTo(21);
        assertThat(ended.err()).contains("Reprise saved ").doesNotContain("CPU time");
        assertThat(ended.foreignErrors()).isEmpty();
    }
}
