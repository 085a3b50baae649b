package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Assistants of LangChain4j with tools and a memory: a model's answers come from entries, everything else happens. */
class ConversationIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aConversationIsTheSameWithEntriesAsWithoutThem(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                ConversationMain.class,
                StandInProvider.freePort());

        assertThat(transcript(runs.plain()))
                .as(runs.plain().err())
                .contains("  looked for 8", "  told It ", "  heard an answer of TOOL_EXECUTION")
                .anyMatch(line -> line.startsWith("It is told of order 8, which was sent (after "))
                .anyMatch(line -> line.startsWith("memory [SystemMessage"));
        assertThat(transcript(runs.first())).as(runs.first().err()).isEqualTo(transcript(runs.plain()));
        assertThat(transcript(runs.again())).as(runs.again().err()).isEqualTo(transcript(runs.plain()));
        assertThat(runs.plain().told("requests ")).containsExactly("8", "8", "8", "8");
        assertThat(runs.first().told("requests ")).containsExactly("8", "8", "0", "0");
        assertThat(runs.again().told("requests ")).containsExactly("0", "0", "0", "0");
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** OpenTelemetry sees each request, and no more of them. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void besideOpenTelemetryARequestIsASpanAndAnEntryIsNone(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).telemetry().classPath(HostClassPath.ofClient()),
                ConversationMain.class,
                StandInProvider.freePort());

        assertThat(runs.plain().clientSpans())
                .as(runs.plain().err())
                .hasSize(32)
                .containsOnly("POST java-http-client");
        assertThat(runs.first().told("requests ")).as(runs.first().err()).containsExactly("8", "8", "0", "0");
        assertThat(runs.first().clientSpans()).as(runs.first().err()).hasSize(16);
        assertThat(runs.again().told("requests ")).as(runs.again().err()).containsExactly("0", "0", "0", "0");
        assertThat(runs.again().clientSpans()).as(runs.again().err()).isEmpty();
        assertThat(transcript(runs.again())).as(runs.again().err()).isEqualTo(transcript(runs.plain()));
    }

    private static List<String> transcript(Ended run) {
        return run.results().stream()
                .filter(line -> !line.startsWith("requests "))
                .toList();
    }
}
