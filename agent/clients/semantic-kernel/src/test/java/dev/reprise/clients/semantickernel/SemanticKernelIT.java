package dev.reprise.clients.semantickernel;

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

/** The real library under the real agent, which knows the client below it. */
class SemanticKernelIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndItsFunctionsRunAtEveryTurn(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), SemanticKernelMain.class, StandInProvider.freePort());
        List<String> plain = runs.plain().results();

        assertThat(plain).as(runs.plain().err()).hasSize(9).contains("orders 2");
        assertThat(runs.first().results()).as(runs.first().err()).isEqualTo(requests(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).isEqualTo(requests(plain, 0));
        assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        // What makes no request loads no native code, of which newer JDKs warn.
        assertThat(runs.plain().foreignErrors()).containsAll(runs.again().foreignErrors());
    }

    /** The library gives the message of a prompt that is plain text another name at each call, and tells the model. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aPromptOfPlainTextIsAnsweredFromCacheOnceTheNameOfItsMessageIsIgnored(Jdk jdk) {
        String port = StandInProvider.freePort();
        Fork fork = fork(jdk);

        Ended named = fork.agent("clients: on").run(SemanticKernelMain.class, port, "prompt");
        Ended ignored = fork.agent("""
                clients: on
                methods:
                  - method: "com.azure.ai.openai.OpenAIAsyncClient#getChatCompletionsWithResponse(String, com.azure.ai.openai.models.ChatCompletionsOptions, com.azure.core.http.rest.RequestOptions)"
                    key: { ignore: [1.messages.name] }
                """).run(SemanticKernelMain.class, port, "prompt");

        assertThat(named.results()).as(named.err()).containsExactly("prompt 2 Grüße – it is on its way.");
        assertThat(ignored.results()).as(ignored.err()).containsExactly("prompt 1 Grüße – it is on its way.");
    }

    /** A round of a function and its answer takes two requests. */
    private static List<String> requests(List<String> plain, int times) {
        return plain.stream()
                .map(line -> line.replaceFirst("^(?!orders)(\\S+) 2 ", "$1 " + times + " ")
                        .replaceFirst("^tools 4 ", "tools " + 2 * times + " "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
