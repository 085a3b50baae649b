package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever waits for suspend functions, Deferred and Flow gets while a provider fails, with the real agent. */
class StaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of(
                "kotlin",
                directory,
                StaleMainKt.class,
                "methods:",
                "- method: [dev.reprise.clients.kotlin.Asker#answer(..), dev.reprise.clients.kotlin.Asker#later(..),"
                        + " dev.reprise.clients.kotlin.Asker#lazily(..), dev.reprise.clients.kotlin.Asker#parts(..),"
                        + " dev.reprise.clients.kotlin.Asker#begun(..)]",
                "  scope: responses");

        for (String way : List.of(
                "suspend",
                "deferred",
                "deferred lazily",
                "deferred together",
                "deferred selected",
                "deferred joined",
                "flow",
                "flow further")) {
            assertThat(table.without(way)).as(way + table.logWithout()).containsExactlyElementsOf(rows("IOException"));
            assertThat(table.with(way)).as(way + table.log()).containsExactlyElementsOf(rows("answered"));
        }
        assertThat(table.without("flow begun")).containsExactlyElementsOf(rows("IOException"));
        assertThat(table.with("flow begun")).containsExactlyElementsOf(rows("IOException"));
        assertThat(table.without("cancelled")).isEqualTo(table.with("cancelled"));
    }

    /** What the service itself makes of a status is no failure that is known to be the provider's. */
    private static List<String> rows(String hangsUp) {
        return List.of(
                "well: answered",
                "429: IllegalStateException",
                "503: IllegalStateException",
                "hangs up: " + hangsUp,
                "400: IllegalStateException",
                "well again: answered");
    }
}
