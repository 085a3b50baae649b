package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.CrowdMain;
import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.ZooMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways in which services are started, and what they do at once. */
class SurroundingsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRuntimeOfTheFewestModulesIsServed(Jdk jdk) {
        Ended plain = Fork.in(directory).jdk(jdk).run(ZooMain.class);

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: dev.reprise.fixture.Zoo#*(..)")
                .flag("--limit-modules=java.base,java.instrument")
                .run(ZooMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.bodies("fixed")).as(ended.err()).isEqualTo(2);
        assertThat(ended.bodies("words")).as(ended.err()).isEqualTo(2);
        assertThat(ended.bodies("mirrored")).as(ended.err()).isEqualTo(2);
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void theJarMayLieInAFolderWithSpacesAndItsFileInTheWorkingDirectory() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("my agents + more %20"));
        Path copy = Files.copy(Fork.AGENT, folder.resolve("the agent.jar"));
        Fork.in(directory).file("work.yaml", "methods:", SUMMARIZE);
        Files.createDirectories(directory.resolve("work"));
        Files.move(directory.resolve("work.yaml"), directory.resolve("work/mine.yaml"));

        Ended ended = Fork.in(directory)
                .flag("-javaagent:" + copy + "=mine.yaml")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(1);
    }

    @Test
    void aServiceTakesTheFlagFromItsEnvironment() {
        Path file = Fork.in(directory).file("reprise.yaml", "methods:", SUMMARIZE);

        Ended ended = Fork.in(directory)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT)
                .environment("REPRISE_CONFIG", file.toString())
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(1);
        assertThat(ended.foreignErrors()).hasSize(1).first().asString().startsWith("Picked up JAVA_TOOL_OPTIONS");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aProgramInASourceFileIsServed(Jdk jdk) {
        Path source = Fork.in(directory)
                .file(
                        "Single.java",
                        "public class Single {",
                        "    static int bodies;",
                        "    public static void main(String[] arguments) {",
                        "        System.out.println(ask(\"x\") + ask(\"x\") + bodies);",
                        "    }",
                        "    static String ask(String question) { bodies++; return question + '!'; }",
                        "}");

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: Single#ask(String)")
                .runSource(source);

        assertThat(ended.out()).as(ended.err()).isEqualTo("x!x!1\n");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theFirstCallsOfManyThreadsAtOnceAreAnsweredRight(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", SUMMARIZE, "  - method: dev.reprise.fixture.Zoo#*(..)")
                .run(CrowdMain.class);

        assertThat(ended.results()).containsExactly("result wrong answers = 0");
        assertThat(ended.bodies("summarize")).isBetween(50, 400);
        assertThat(ended.foreignErrors()).isEmpty();
    }
}
