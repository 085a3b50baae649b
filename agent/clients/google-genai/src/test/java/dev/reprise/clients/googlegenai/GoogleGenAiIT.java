package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class GoogleGenAiIT {

    private static final String GEMINI = "/v1beta/models/";
    private static final String SSE = "text/event-stream";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        try (StandInProvider provider = StandInProvider.start()
                .answers(GEMINI + "gemini-2.5-flash:generateContent", Answers.TEXT)
                .answers(GEMINI + "gemini-tools:generateContent", Answers.TOOL.replace("find_order", "findOrder"))
                .answers(GEMINI + "gemini-chat:generateContent", Answers.TEXT)
                .answers(
                        GEMINI + "gemini-embedding-001:batchEmbedContents",
                        Answers.EMBEDDINGS.replace(",{\"values\":[]}", ""))
                .answers(GEMINI + "gemini-2.5-flash:countTokens", Answers.COUNT)
                .answers("/v1beta1/publishers/google/models/gemini-2.5-flash:computeTokens", Answers.TOKENS)
                .answers("/v1beta1/publishers/google/models/imagen:predict", Answers.DRAWN)
                .streams(GEMINI + "gemini-2.5-flash:streamGenerateContent", SSE, Answers.events(Answers.CHUNKS))
                .streams(
                        GEMINI + "gemini-breaks-off:streamGenerateContent",
                        SSE,
                        Answers.events(Answers.CHUNKS.subList(0, 2)))) {
            Runs runs = Runs.of(fork(jdk), provider::requests, GoogleGenAiMain.class, provider.url());

            assertThat(runs.requests()).as("%s", runs).containsExactly(33, 18, 2);
            // What broke off is asked for each time.
            assertThat(runs.plain().out()).contains("orders 4"); // The function is called on a hit, too.
            assertThat(withoutHeaders(runs.first())).isEqualTo(withoutHeaders(runs.plain()));
            assertThat(withoutHeaders(runs.again())).isEqualTo(withoutHeaders(runs.plain()));
            assertThat(headers(runs.first()).get(1))
                    .isEqualTo(headers(runs.first()).get(0))
                    .contains("X-request-id=");
            assertThat(headers(runs.again())).isEqualTo(headers(runs.first()));
            assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
            assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        }
    }

    private static List<String> headers(Ended ended) {
        return ended.out().lines().filter(line -> line.startsWith("headers ")).toList();
    }

    private static List<String> withoutHeaders(Ended ended) {
        return ended.out().lines().filter(line -> !line.startsWith("headers ")).toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
