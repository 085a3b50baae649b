package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each mode does, what it says, and who may change it. */
class ModesIT {

    private static final String[] TWICE = {"hello", "hello"};

    @TempDir
    Path directory;

    private Fork fork;

    @BeforeEach
    void describeAFork() {
        fork = Fork.in(directory);
    }

    @Test
    void withoutAnyConfigurationTheServiceIsAsItWas() {
        Ended ended = fork.agent().run(SummarizerMain.class, TWICE);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(ended.reports()).hasSizeBetween(1, 2);
    }

    @Test
    void oneLineSaysWhatIsOnAndOneWhatWasServedAndOneWhatThatSaved() {
        Ended ended = fork.agent("methods:", SUMMARIZE).run(SummarizerMain.class, "hello", "hello", "bye");

        assertThat(ended.reports()).hasSize(3);
        assertThat(ended.reports().get(0))
                .contains("is on")
                .contains("reprise.yaml")
                .contains("1 configured method");
        assertThat(ended.reports().get(1)).contains("1 of 3");
        assertThat(ended.reports().get(2))
                .containsPattern(
                        "Reprise saved [0-9.]+ m?s; its own work took about [0-9.]+ m?s, its new entries \\d+");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void observedMethodsAlwaysRunAndTheExitSaysWhatWasRepeated() {
        Ended ended =
                fork.agent("mode: observe", "methods:", SUMMARIZE).run(SummarizerMain.class, "hello", "hello", "bye");
        Ended again = fork.run(SummarizerMain.class, TWICE);

        assertThat(ended.bodies("summarize")).isEqualTo(3);
        assertThat(again.bodies("summarize")).isEqualTo(2);
        assertThat(ended.err()).containsPattern("observed 3 calls; 1 (was|were) repeated");
        assertThat(filesBelow(directory.resolve("home"))).isZero();
    }

    @Test
    void offRunsEverythingAndStoresNothing() {
        Ended ended = fork.agent("mode: off", "methods:", SUMMARIZE).run(SummarizerMain.class, TWICE);

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.reports()).first().asString().contains("off");
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(filesBelow(directory.resolve("home"))).isZero();
    }

    @Test
    void quietWritesNothingAtAll() {
        Ended ended = fork.agent("quiet: true", "methods:", SUMMARIZE).run(SummarizerMain.class, TWICE);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void aSystemPropertyWinsOverTheFile() {
        Ended ended =
                fork.agent("methods:", SUMMARIZE).flag("-Dreprise.mode=off").run(SummarizerMain.class, TWICE);

        assertThat(ended.bodies("summarize")).isEqualTo(2);
    }

    @Test
    void anEnvironmentVariableWinsOverTheFile() {
        Ended ended = fork.agent("methods:", SUMMARIZE)
                .environment("REPRISE_QUIET", "true")
                .environment("REPRISE_MODE", "off")
                .run(SummarizerMain.class, TWICE);

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void theFileIsFoundByItsPropertyByItsVariableAndInTheWorkingDirectory() throws Exception {
        Path file = fork.file("other.yaml", "tiers: { disk: off }", "methods:", SUMMARIZE);
        Path work = Files.createDirectories(directory.resolve("elsewhere/work"));
        Files.copy(file, work.resolve("reprise.yaml"));

        Ended byProperty =
                Fork.in(directory).agent().flag("-Dreprise.config=" + file).run(SummarizerMain.class, TWICE);
        Ended byVariable = Fork.in(directory)
                .agent()
                .environment("REPRISE_CONFIG", file.toString())
                .run(SummarizerMain.class, TWICE);
        Ended byDirectory = Fork.in(directory.resolve("elsewhere")).agent().run(SummarizerMain.class, TWICE);

        assertThat(byProperty.bodies("summarize")).isEqualTo(1);
        assertThat(byVariable.bodies("summarize")).isEqualTo(1);
        assertThat(byDirectory.bodies("summarize")).isEqualTo(1);
    }

    static long filesBelow(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
