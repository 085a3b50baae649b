package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client under the real agent. */
class GoogleGenAiIT {

    private static final String GEMINI = "/v1beta/models/";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        try (StandInProvider provider = StandInProvider.start()
                .answers(GEMINI + "gemini-2.5-flash:generateContent", Answers.TEXT)
                .answers(GEMINI + "gemini-tools:generateContent", Answers.TOOL.replace("find_order", "findOrder"))
                .answers(GEMINI + "gemini-chat:generateContent", Answers.TEXT)
                .answers(GEMINI + "gemini-embedding-001:batchEmbedContents", Answers.EMBEDDINGS)
                .answers(GEMINI + "gemini-2.5-flash:countTokens", Answers.COUNT)
                .answers("/v1beta1/publishers/google/models/gemini-2.5-flash:computeTokens", Answers.TOKENS)) {
            Ended plain = fork(jdk).run(GoogleGenAiMain.class, provider.url());
            int asked = provider.requests();
            Ended first = fork(jdk).agent("clients: on").run(GoogleGenAiMain.class, provider.url());
            int askedFirst = provider.requests() - asked;
            Ended again = fork(jdk).agent("clients: on").run(GoogleGenAiMain.class, provider.url());

            assertThat(asked).as(plain.err()).isEqualTo(21);
            assertThat(askedFirst).as(first.err()).isEqualTo(11);
            assertThat(provider.requests() - asked - askedFirst).as(again.err()).isZero();
            assertThat(plain.out()).contains("orders 4"); // The function is called on a hit, too.
            assertThat(withoutHeaders(first)).isEqualTo(withoutHeaders(plain));
            assertThat(withoutHeaders(again)).isEqualTo(withoutHeaders(plain));
            assertThat(headers(first).get(1)).isEqualTo(headers(first).get(0)).contains("X-request-id=");
            assertThat(headers(again)).isEqualTo(headers(first));
            assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
            assertThat(again.foreignErrors()).isEqualTo(plain.foreignErrors());
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
