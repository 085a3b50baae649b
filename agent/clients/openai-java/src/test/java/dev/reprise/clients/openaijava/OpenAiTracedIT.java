package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.ConversationRuns;
import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside OpenTelemetry's agent, which traces chats and embeddings of openai-java where the service calls them, above what
 * an entry answers, and each request where it is made, below.
 */
class OpenAiTracedIT {

    private static final String REQUEST = "POST okhttp-";

    @TempDir
    Path directory;

    @Test
    void aCallIsASpanWhoeverAnswersItAndARequestIsOneIfItIsMade() throws Exception {
        Runs runs = Runs.of(
                Fork.in(directory).jdk(Jdk.newest()).telemetry().classPath(HostClassPath.ofClient()),
                OpenAiTracedMain.class,
                StandInProvider.freePort());

        check(runs.plain(), 6, 6);
        check(runs.first(), 6, 0);
        check(runs.again(), 0, 0);
        assertThat(ConversationRuns.transcript(runs.first()))
                .isEqualTo(ConversationRuns.transcript(runs.again()))
                .isEqualTo(ConversationRuns.transcript(runs.plain()));
    }

    /** Of six calls in each round, OpenTelemetry knows five. */
    private static void check(Ended run, int requests, int repeated) {
        List<String> spans = new ArrayList<>(run.clientSpans());
        List<String> made = new ArrayList<>(Collections.nCopies(requests + repeated, REQUEST));
        assertThat(run.told("requests "))
                .as(run.err())
                .containsExactly(Integer.toString(requests), Integer.toString(repeated));
        assertThat(spans).as(run.err()).filteredOn(REQUEST::equals).isEqualTo(made);
        assertThat(spans)
                .as(run.err())
                .filteredOn(span -> !span.equals(REQUEST))
                .hasSize(10)
                .containsOnly("chat m openai-java-", "embeddings embedder openai-java-");
    }
}
