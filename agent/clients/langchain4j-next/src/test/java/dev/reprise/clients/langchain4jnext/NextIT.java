package dev.reprise.clients.langchain4jnext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What version 1.20 has added, under the real agent. */
class NextIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void futuresAndPublishersAreAnsweredFromEntries(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                NextMain.class,
                StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(13)
                .allMatch(line -> line.contains(" 2 heard "))
                .noneMatch(line -> line.contains("but first"))
                .anyMatch(line -> line.startsWith("future 2 heard 2 ChatResponse"))
                .anyMatch(line -> line.startsWith("publisher 2 heard 2 [PartialResponse"));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** What was cut short or broke off is asked again. */
    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.matches("(LENGTH|NONE).*") ? line : line.replaceFirst(" 2 ", " " + requests + " "))
                .toList();
    }
}
