package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.LetterAdapter;
import dev.reprise.fixture.LetterMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adapters that a service has on its class path, for types of its own. */
class AdapterIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anAdaptedTypeIsKeyedAndCarried(Jdk jdk) throws IOException {
        Ended plain = fork(LetterAdapter.class.getName()).jdk(jdk).run(LetterMain.class);

        Ended first =
                fork(LetterAdapter.class.getName()).jdk(jdk).agent("mode: on").run(LetterMain.class);
        Ended restarted =
                fork(LetterAdapter.class.getName()).jdk(jdk).agent("mode: on").run(LetterMain.class);

        assertThat(plain.bodies("answer")).isEqualTo(4);
        assertThat(first.bodies("answer")).as(first.err()).isEqualTo(2);
        assertThat(restarted.bodies("answer")).as(restarted.err()).isZero();
        assertThat(first.results()).isEqualTo(plain.results());
        assertThat(restarted.results()).isEqualTo(plain.results());
        assertThat(restarted.foreignErrors()).isEmpty();
        // What an adapter calls is not looked up: no call comes back to the engine that made it.
        assertThat(restarted.bodies("stamp")).isEqualTo(4);
    }

    @Test
    void withoutTheFileTheCallRunsAndTheLogSaysWhy() throws IOException {
        Ended ended = fork("# none").agent("mode: on").run(LetterMain.class);

        assertThat(ended.bodies("answer")).isEqualTo(4);
        assertThat(ended.err()).contains("0.date is a java.time.format.DateTimeFormatter");
    }

    @Test
    void aBrokenFileIsNamedOnceWithTheRemedy() throws IOException {
        Ended ended = fork("com.acme.Mising", LetterMain.class.getName(), LetterAdapter.class.getName())
                .agent("mode: on")
                .run(LetterMain.class);

        assertThat(ended.bodies("answer")).isEqualTo(2);
        assertThat(ended.err())
                .containsOnlyOnce(
                        "adapters.jar!/META-INF/services/dev.reprise.api.Adapter: adapter com.acme.Mising is not"
                                + " used, and its type is served as if there were none: there is no such class;"
                                + " write one class name a line, nested classes with $")
                .containsOnlyOnce("adapter dev.reprise.fixture.LetterMain is not used")
                .contains("it does not implement dev.reprise.api.Adapter");
    }

    private Fork fork(String... serviceFile) throws IOException {
        byte[] content = String.join("\n", serviceFile).getBytes(StandardCharsets.UTF_8);
        List<Path> paths = new ArrayList<>(ClassPath.fixtures());
        paths.add(Jars.write(
                directory.resolve("adapters.jar"), Map.of("META-INF/services/dev.reprise.api.Adapter", content)));
        return Fork.in(directory).classPath(paths.toArray(Path[]::new));
    }
}
