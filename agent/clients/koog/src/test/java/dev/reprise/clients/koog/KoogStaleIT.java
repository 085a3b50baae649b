package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and collectors of the real client get while its provider fails, with the real agent. */
class KoogStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("koog", directory, KoogStaleMainKt.class);

        for (String way : List.of("suspend", "flow")) {
            String thrown = way.equals("flow") ? "KoogHttpClientException" : "LLMClientException";
            assertThat(table.without(way))
                    .as(table.logWithout())
                    .containsExactly(
                            "well: answered",
                            "429: " + thrown,
                            "503: " + thrown,
                            "hangs up: " + thrown,
                            "400: " + thrown,
                            "well again: answered");
            assertThat(table.with(way))
                    .as(table.log())
                    .containsExactly(
                            "well: answered",
                            "429: answered",
                            "503: answered",
                            "hangs up: answered",
                            "400: " + thrown,
                            "well again: answered");
        }
        assertThat(table.log()).contains("6 got stale answers, 6 of them because the provider failed");
    }
}
