package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of the real client get while its provider fails, with the real agent. */
class OpenAiStaleIT {

    private static final List<String> LATER = List.of("future", "stream later", "transcript later", "embeddings later");

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("openai-java", directory, OpenAiStaleMain.class);

        assertThat(table.without("blocking"))
                .as(table.logWithout())
                .containsExactly(
                        "well: answered, MISS",
                        "429: RateLimitException, MISS",
                        "503: InternalServerException, MISS",
                        "hangs: OpenAIIoException, MISS",
                        "hangs up: OpenAIIoException, MISS",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        assertThat(table.with("blocking"))
                .as(table.log())
                .containsExactly(
                        "well: answered, MISS",
                        "429: answered, STALE",
                        "503: answered, STALE",
                        "hangs: answered, STALE",
                        "hangs up: answered, STALE",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        for (String way : List.of(
                "future",
                "stream",
                "stream later",
                "transcript",
                "transcript later",
                "embeddings",
                "embeddings later")) {
            assertThat(LATER.contains(way) ? made(table.without(way)) : table.without(way))
                    .as(way)
                    .containsExactly(
                            "well: answered, MISS",
                            "429: RateLimitException, MISS",
                            "503: InternalServerException, MISS",
                            "hangs up: OpenAIIoException, MISS",
                            "400: BadRequestException, MISS",
                            "well again: answered, MISS");
        }
        for (String way : List.of("stream", "transcript", "embeddings")) {
            assertThat(table.with(way))
                    .containsExactly(
                            "well: answered, MISS",
                            "429: answered, STALE",
                            "503: answered, STALE",
                            "hangs up: answered, STALE",
                            "400: BadRequestException, MISS",
                            "well again: answered, MISS");
        }
        for (String way : LATER) { // Whose outcome is told when it is returned.
            assertThat(made(table.with(way)))
                    .as(way)
                    .containsExactly(
                            "well: answered, MISS",
                            "429: answered, MISS",
                            "503: answered, MISS",
                            "hangs up: answered, MISS",
                            "400: BadRequestException, MISS",
                            "well again: answered, MISS");
        }
        assertThat(table.without("waiting"))
                .containsExactly("together: {InternalServerException, MISS=10}, requests 10");
        assertThat(table.with("waiting")).containsExactly("together: {answered, STALE=10}, requests 1");
        assertThat(table.with("some embeddings"))
                .containsExactly(
                        "known: answered, STALE",
                        "one known: answered, STALE",
                        "one unknown: InternalServerException, MISS");
        assertThat(table.logWithout()).doesNotContain("its provider fails", "stale");
        assertThat(table.log())
                .containsOnlyOnce("blocking.chat.ChatCompletionServiceImpl#create: its provider fails (HTTP 429)")
                .contains("37 got stale answers, 37 of them because the provider failed");
    }

    /**
     * The call before may have ended for its caller a moment earlier than for Reprise: then this one waits for the end of that, and
     * is made itself.
     */
    private static List<String> made(List<String> calls) {
        return calls.stream().map(call -> call.replace(", COALESCED", ", MISS")).toList();
    }
}
