package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and subscribers of the real client get while its provider fails, with the real agent. */
class SpringAiStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("spring-ai", directory, SpringAiStaleMain.class);

        assertThat(table.without("blocking"))
                .as(table.logWithout())
                .contains("429: NonTransientAiException", "503: TransientAiException", "400: NonTransientAiException");
        assertThat(table.without("flux"))
                .contains("429: TooManyRequests", "503: ServiceUnavailable", "400: BadRequest");
        for (String way : List.of("blocking", "flux", "flux one by one")) {
            assertThat(table.with(way))
                    .as(table.log())
                    .containsExactly(
                            "well: answered",
                            "429: answered",
                            "503: answered",
                            "hangs up: answered",
                            way.equals("blocking") ? "400: NonTransientAiException" : "400: BadRequest",
                            "well again: answered");
        }
        assertThat(table.log()).contains("9 got stale answers, 9 of them because the provider failed");
    }
}
