package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of the real client get while its provider fails, with the real agent. */
class OpenAiStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        Ended ended = ended("scopes: { responses: { ttl: 1ms, stale-if-error: 1h } }");

        assertThat(ended.told("blocking, "))
                .as(ended.err())
                .containsExactly(
                        "well: answered, MISS",
                        "429: answered, STALE",
                        "503: answered, STALE",
                        "hangs: answered, STALE",
                        "hangs up: answered, STALE",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        assertThat(ended.told("stream, "))
                .containsExactly(
                        "well: answered, MISS",
                        "429: answered, STALE",
                        "503: answered, STALE",
                        "hangs up: answered, STALE",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        assertThat(ended.told("future, ")) // Whose outcome is told when it is returned.
                .containsExactly(
                        "well: answered, MISS",
                        "429: answered, MISS",
                        "503: answered, MISS",
                        "hangs up: answered, MISS",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        assertThat(ended.err())
                .containsOnlyOnce("blocking.chat.ChatCompletionServiceImpl#create: its provider fails (HTTP 429)")
                .contains("10 got stale answers, 10 of them because the provider failed");
    }

    @Test
    void callersGetTheFailuresIfNobodySaidSo() {
        Ended ended = ended("scopes: { responses: { ttl: 1ms } }");

        assertThat(ended.told("blocking, "))
                .as(ended.err())
                .containsExactly(
                        "well: answered, MISS",
                        "429: RateLimitException, MISS",
                        "503: InternalServerException, MISS",
                        "hangs: OpenAIIoException, MISS",
                        "hangs up: OpenAIIoException, MISS",
                        "400: BadRequestException, MISS",
                        "well again: answered, MISS");
        for (String way : new String[] {"future, ", "stream, "}) {
            assertThat(ended.told(way))
                    .containsExactly(
                            "well: answered, MISS",
                            "429: RateLimitException, MISS",
                            "503: InternalServerException, MISS",
                            "hangs up: OpenAIIoException, MISS",
                            "400: BadRequestException, MISS",
                            "well again: answered, MISS");
        }
        assertThat(ended.err()).doesNotContain("its provider fails", "stale");
    }

    private Ended ended(String scopes) {
        return Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .agent("clients: on", scopes)
                .run(OpenAiStaleMain.class);
    }
}
