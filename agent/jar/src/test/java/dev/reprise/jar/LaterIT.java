package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.LaterMain;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that answer later. */
class LaterIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void futuresAndStagesAreAnsweredFromEntriesThatTheirHoldersCannotChange(Jdk jdk) {
        String[] configuration = {"methods:", "  - method: dev.reprise.fixture.Later#*(..)"};

        Ended plain = Fork.in(directory).jdk(jdk).run(LaterMain.class);
        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).run(LaterMain.class);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).run(LaterMain.class);

        assertThat(first.results()).as(first.err()).isEqualTo(plain.results());
        assertThat(restarted.results()).as(restarted.err()).isEqualTo(plain.results());
        assertThat(first.bodies("words")).as(first.err()).isEqualTo(1);
        assertThat(first.bodies("submitted")).isEqualTo(1);
        assertThat(first.bodies("failing")).isEqualTo(3);
        assertThat(restarted.bodies("words")).isZero();
        assertThat(restarted.bodies("submitted")).isZero();
        assertThat(restarted.foreignErrors()).isEqualTo(plain.foreignErrors());
    }
}
