package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and handlers of the real client get while its provider fails, with the real agent. */
class LangChain4jStaleIT {

    @TempDir
    Path directory;

    @Test
    void entriesAnswerWhileTheProviderFailsIfAUserWantsThat() {
        Ended ended = Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .agent("clients: on", "scopes: { responses: { ttl: 1ms, stale-if-error: 1h } }")
                .run(LangChain4jStaleMain.class);

        assertThat(ended.told("blocking, "))
                .as(ended.err())
                .containsExactly(
                        "well: answered",
                        "429: answered",
                        "503: answered",
                        "hangs: answered",
                        "hangs up: answered",
                        "400: InvalidRequestException",
                        "well again: answered");
        assertThat(ended.told("handler, "))
                .containsExactly(
                        "well: answered",
                        "429: answered",
                        "503: answered",
                        "hangs up: answered",
                        "400: InvalidRequestException",
                        "well again: answered");
        assertThat(ended.err()).contains("7 got stale answers, 7 of them because the provider failed");
    }
}
