package dev.reprise.clients.langchain4j;

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

/** The models of each provider under the real agent. */
class ProvidersIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void everyModelIsAskedOnceAndAfterARestartNeverAgain(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                ProvidersMain.class,
                StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(37)
                .allMatch(line -> line.matches("\\S+ 2 .*"))
                .noneMatch(line -> line.contains("failed: ") || line.contains("but first"));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** A request for one text is what {@code embed} makes of it, but for Gemini, whose model sends another then. */
    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.replaceFirst(
                        " 2 ", line.matches("(?!gemini)\\S+-embed-request .*") ? " 0 " : " " + requests + " "))
                .toList();
    }
}
