package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.HostLogManager;
import dev.reprise.fixture.LogbackMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's logging is the host's. */
class LoggingIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aLogManagerOfTheHostStillWins(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", SUMMARIZE)
                .flag("-Djava.util.logging.manager=" + HostLogManager.class.getName())
                .run(HostLogManager.class);

        assertThat(ended.told("manager ")).containsExactly(HostLogManager.class.getName());
        assertThat(ended.bodies("summarize")).isEqualTo(1);
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void slf4jAndLogbackOfTheHostAreUndisturbed() {
        List<Path> classPath = new ArrayList<>(ClassPath.fixtures());
        classPath.add(ClassPath.neighbour("logback-classic"));
        classPath.add(ClassPath.neighbour("logback-core"));
        classPath.add(ClassPath.neighbour("slf4j-api"));

        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .classPath(classPath.toArray(Path[]::new))
                .run(LogbackMain.class);

        assertThat(ended.told("factory ")).containsExactly("ch.qos.logback.classic.LoggerContext");
        assertThat(ended.out()).contains("logged by the host");
        assertThat(ended.out()).as("Reprise does not log there").doesNotContain("Reprise");
        assertThat(ended.bodies("summarize")).isEqualTo(1);
        assertThat(ended.foreignErrors()).isEmpty();
    }
}
