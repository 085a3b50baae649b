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

/** The real client under the real agent. */
class LangChain4jIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void handlersAreToldTheSameFromAnEntry(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                LangChain4jMain.class,
                StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        // What was asked for, how many requests that took, and what the second handler was told.
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(10)
                .allMatch(line -> line.contains(" 2 "))
                .anyMatch(line -> line.startsWith("contexts 2 [raw 1")
                        && line.contains("thinking Hm., text Grüße , text 你好 😀, ")
                        && line.contains(" STOP chatcmpl-1 200 6]"));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** What broke off or was cut short, what its handler cancelled, and what it threw at, is asked again. */
    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.matches("(broken|cut|throwing|cancelling) .*")
                        ? line
                        : line.replaceFirst(" 2 ", " " + requests + " ")
                                + (line.startsWith("sister") ? "" : " replayed"))
                .toList();
    }
}
