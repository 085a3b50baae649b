package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ClientsMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue's clients, unchanged, against a provider on loopback. */
class ClientsIT {

    @TempDir
    Path directory;

    private Provider provider;

    @BeforeEach
    void startTheProvider() throws IOException {
        provider = new Provider();
    }

    @AfterEach
    void stopTheProvider() {
        provider.close();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whatIsOnIsAskedOnceAndNotAgainAfterARestart(Jdk jdk) {
        Ended plain = fork(jdk).run(ClientsMain.class, provider.baseUrl());
        Map<String, Integer> asked = provider.requests();
        Ended first = fork(jdk).agent("clients: on").run(ClientsMain.class, provider.baseUrl());
        Map<String, Integer> askedFirst = provider.requests();
        Ended restarted = fork(jdk).agent("clients: on").run(ClientsMain.class, provider.baseUrl());
        Map<String, Integer> askedAgain = provider.requests();

        assertThat(plain.exitCode()).as(plain.err()).isZero();
        assertThat(asked)
                .containsOnly(
                        Map.entry("lc4j-chat", 4),
                        Map.entry("lc4j-embedding", 2),
                        Map.entry("ai-service", 4),
                        Map.entry("openai-chat", 2),
                        Map.entry("openai-embedding", 2),
                        Map.entry("openai-response", 2),
                        Map.entry("openai-async", 2),
                        Map.entry("openai-stream", 2),
                        Map.entry("openai-stream-later", 2),
                        Map.entry("openai-broken", 2),
                        Map.entry("openai-stopped", 2),
                        Map.entry("openai-stateful", 2),
                        Map.entry("openai-raw", 2));
        assertThat(askedFirst)
                .as(first.err())
                .containsOnly(
                        Map.entry("lc4j-chat", 2),
                        Map.entry("lc4j-embedding", 1),
                        Map.entry("ai-service", 1),
                        Map.entry("openai-chat", 1),
                        Map.entry("openai-embedding", 1),
                        Map.entry("openai-response", 1),
                        Map.entry("openai-async", 1),
                        Map.entry("openai-stream", 1),
                        Map.entry("openai-stream-later", 1),
                        Map.entry("openai-broken", 2),
                        Map.entry("openai-stopped", 2),
                        Map.entry("openai-stateful", 2),
                        Map.entry("openai-raw", 1));
        assertThat(askedAgain)
                .as(restarted.err())
                .containsOnly(
                        Map.entry("openai-stateful", 2), Map.entry("openai-broken", 2), Map.entry("openai-stopped", 2));
        List<String> answers = first.results();
        assertThat(answers.subList(answers.size() / 2, answers.size()))
                .as("the second round is answered as the first")
                .isEqualTo(answers.subList(0, answers.size() / 2));
        assertThat(restarted.results()).isEqualTo(answers);
        assertThat(first.foreignErrors()).isEqualTo(plain.foreignErrors());
    }

    @Test
    void theFlagAloneChangesNothingAndSaysWhatItCouldSave() {
        Ended ended = fork(Jdk.running()).agent().run(ClientsMain.class, provider.baseUrl());

        assertThat(provider.requests())
                .containsEntry("lc4j-chat", 4)
                .containsEntry("openai-chat", 2)
                .containsEntry("openai-stateful", 2)
                .containsEntry("ai-service", 1);
        assertThat(ended.err())
                .contains("observed", "langchain4j: on", "openai-java: on")
                .containsPattern(
                        "ResponseServiceImpl#create \\(openai-java, observed\\) could not be cached for 2 of its \\d"
                                + " calls: 0\\.previousResponseId is stateful: ")
                .doesNotContain("is not cached");
    }

    @Test
    void whoAsksForAClientToBeObservedIsToldWhatCouldNotBeCached() {
        Ended ended = fork(Jdk.running())
                .agent("clients: { openai-java: observe }")
                .run(ClientsMain.class, provider.baseUrl());

        assertThat(ended.err())
                .containsOnlyOnce("a call of com.openai.services.blocking.ResponseServiceImpl#create is not"
                        + " cached: 0.previousResponseId is stateful: ");
    }

    @Test
    void oneClientIsSwitchedWithoutTheOther() {
        Ended ended = fork(Jdk.running())
                .agent("clients: { langchain4j: on, openai-java: off }")
                .run(ClientsMain.class, provider.baseUrl());

        assertThat(provider.requests())
                .as(ended.err())
                .containsEntry("lc4j-chat", 2)
                .containsEntry("lc4j-embedding", 1)
                .containsEntry("openai-chat", 2)
                .containsEntry("openai-embedding", 2);
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(ClassPath.clients().toArray(Path[]::new));
    }
}
