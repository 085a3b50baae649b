package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and handlers of the real client get while its provider fails, with the real agent. */
class AnthropicStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("anthropic-java", directory, AnthropicStaleMain.class);

        for (String way : List.of("blocking", "stream later")) {
            assertThat(table.without(way))
                    .as(table.logWithout())
                    .containsExactly(
                            "well: answered",
                            "429: RateLimitException",
                            "503: ServiceUnavailableException",
                            "hangs up: AnthropicIoException",
                            "400: BadRequestException",
                            "well again: answered");
            assertThat(table.with(way))
                    .as(table.log())
                    .containsExactly(
                            "well: answered",
                            "429: answered",
                            "503: answered",
                            "hangs up: answered",
                            "400: BadRequestException",
                            "well again: answered");
        }
        assertThat(table.log()).contains("6 got stale answers, 6 of them because the provider failed");
    }
}
