package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.StaleTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What handlers of the real client are told while its provider fails, with the real agent. */
class BedrockStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        StaleTable table = StaleTable.of("bedrock", directory, BedrockStaleMain.class);

        for (String way : List.of("stream", "stream tried again")) {
            assertThat(table.without(way))
                    .as(table.logWithout())
                    .containsExactly(
                            "well: answered",
                            "429: BedrockRuntimeException",
                            "503: BedrockRuntimeException",
                            "hangs up: SdkClientException",
                            "400: BedrockRuntimeException",
                            "well again: answered");
            assertThat(table.with(way))
                    .as(table.log())
                    .containsExactly(
                            "well: answered",
                            "429: answered",
                            "503: answered",
                            "hangs up: answered",
                            "400: BedrockRuntimeException",
                            "well again: answered");
        }
        assertThat(table.log()).contains("6 got stale answers, 6 of them because the provider failed");
    }
}
