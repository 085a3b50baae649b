package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.jar.Ended;
import dev.reprise.jar.Runs;
import java.util.List;

/**
 * What four conversations of eight requests each have to come to, of which the last two repeat the first two: without the
 * agent, with nothing cached, and once more after that.
 */
public final class ConversationRuns {

    private ConversationRuns() {}

    /** Returns what happened in the conversations, without how many requests they took. */
    public static List<String> transcript(Ended run) {
        return run.results().stream()
                .filter(line -> !line.startsWith("requests "))
                .toList();
    }

    /** Compares the transcripts, and counts the requests. */
    public static void checkTranscripts(Runs runs) {
        assertThat(transcript(runs.first())).as(runs.first().err()).isEqualTo(transcript(runs.plain()));
        assertThat(transcript(runs.again())).as(runs.again().err()).isEqualTo(transcript(runs.plain()));
        assertThat(runs.plain().told("requests ")).containsExactly("8", "8", "8", "8");
        assertThat(runs.first().told("requests ")).containsExactly("8", "8", "0", "0");
        assertThat(runs.again().told("requests ")).containsExactly("0", "0", "0", "0");
    }

    /**
     * Compares what OpenTelemetry's agent saw: each request, and no more of them.
     *
     * @param names what the spans of requests are called
     */
    public static void checkSpans(Runs runs, String... names) {
        assertThat(runs.plain().clientSpans())
                .as(runs.plain().err())
                .hasSize(32)
                .containsOnly(names);
        assertThat(runs.first().told("requests ")).as(runs.first().err()).containsExactly("8", "8", "0", "0");
        assertThat(runs.first().clientSpans()).as(runs.first().err()).hasSize(16);
        assertThat(runs.again().told("requests ")).as(runs.again().err()).containsExactly("0", "0", "0", "0");
        assertThat(runs.again().clientSpans()).as(runs.again().err()).isEmpty();
        assertThat(transcript(runs.again())).as(runs.again().err()).isEqualTo(transcript(runs.plain()));
    }
}
