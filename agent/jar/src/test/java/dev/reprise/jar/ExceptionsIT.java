package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.FailingMain;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real method throws arrives as it was thrown, every time. */
class ExceptionsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void passUnchangedAndAreNeverCached(Jdk jdk) {
        Ended plain = Fork.in(directory).jdk(jdk).run(FailingMain.class);

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: dev.reprise.fixture.FailingMain#*Fail(..)")
                .run(FailingMain.class);

        assertThat(ended.out()).isEqualTo(plain.out());
        assertThat(ended.exitCode()).isEqualTo(plain.exitCode()).isEqualTo(1);
        assertThat(ended.foreignErrors()).isEqualTo(plain.err().lines().toList());
        assertThat(ended.bodies("checkedFail")).isEqualTo(2);
    }
}
