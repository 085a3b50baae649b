package dev.reprise.clients.springai2;

import static dev.reprise.clients.ConversationRuns.checkSpans;
import static dev.reprise.clients.ConversationRuns.checkTranscripts;
import static dev.reprise.clients.ConversationRuns.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of Spring AI with tools and a memory: a model's answers come from entries, everything else happens. */
class ConversationIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aConversationIsTheSameWithEntriesAsWithoutThem(Jdk jdk) {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient()),
                ConversationRun.class,
                StandInProvider.freePort());

        assertThat(transcript(runs.plain()))
                .as(runs.plain().err())
                .contains("  looked for 8")
                .anyMatch(line -> line.startsWith("It is told of 'order 8, which was sent' (after "))
                .anyMatch(line -> line.startsWith("[It , is , told "))
                .anyMatch(line -> line.startsWith("heard of {gen_ai.client.operation=32, spring.ai.advisor="));
        checkTranscripts(runs);
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
    }

    /** OpenTelemetry sees each request, and no more of them. */
    @Test
    void besideOpenTelemetryARequestIsASpanAndAnEntryIsNone() throws Exception {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(Jdk.newest()).telemetry().classPath(HostClassPath.ofClient()),
                ConversationRun.class,
                StandInProvider.freePort());

        checkSpans(runs, "POST okhttp-");
    }
}
