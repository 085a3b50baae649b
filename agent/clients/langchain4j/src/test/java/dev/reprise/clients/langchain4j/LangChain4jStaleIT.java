package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and handlers of the real client get while its provider fails, with the real agent. */
class LangChain4jStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("langchain4j", directory, LangChain4jStaleMain.class);

        assertThat(table.without("handler"))
                .as(table.logWithout())
                .containsExactly(
                        "well: answered",
                        "429: RateLimitException",
                        "503: InternalServerException",
                        "hangs up: IOException",
                        "400: InvalidRequestException",
                        "well again: answered");
        assertThat(table.with("blocking"))
                .as(table.log())
                .containsExactly(
                        "well: answered",
                        "429: answered",
                        "503: answered",
                        "hangs: answered",
                        "hangs up: answered",
                        "400: InvalidRequestException",
                        "well again: answered");
        assertThat(table.with("handler"))
                .containsExactly(
                        "well: answered",
                        "429: answered",
                        "503: answered",
                        "hangs up: answered",
                        "400: InvalidRequestException",
                        "well again: answered");
        assertThat(table.log()).contains("7 got stale answers, 7 of them because the provider failed");
    }
}
