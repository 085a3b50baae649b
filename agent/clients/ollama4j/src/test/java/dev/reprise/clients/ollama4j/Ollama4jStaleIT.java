package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of the real client, which tells no status, get while its provider fails, with the real agent. */
class Ollama4jStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerAndAppendTheirMessagesWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("ollama4j", directory, Ollama4jStaleMain.class);

        for (String way : List.of("chat", "chat in parts")) {
            assertThat(table.without(way))
                    .as(table.logWithout())
                    .containsExactly(
                            "well: answered",
                            "429: OllamaException",
                            "503: OllamaException",
                            "hangs up: OllamaException",
                            "400: OllamaException",
                            "well again: answered");
            assertThat(table.with(way))
                    .as(table.log())
                    .containsExactly(
                            "well: answered",
                            "429: OllamaException",
                            "503: OllamaException",
                            "hangs up: answered",
                            "400: OllamaException",
                            "well again: answered");
        }
        assertThat(table.log()).contains("2 got stale answers, 2 of them because the provider failed");
    }
}
