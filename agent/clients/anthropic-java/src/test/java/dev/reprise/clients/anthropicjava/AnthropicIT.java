package dev.reprise.clients.anthropicjava;

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
class AnthropicIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aRepeatedCallIsAnsweredFromCacheAndAlsoAfterARestart(Jdk jdk) {
        try (StandInProvider provider = StandInProvider.start().answers("/v1/messages", AnthropicValuesTest.TEXT)) {
            Runs runs = Runs.of(fork(jdk), provider::requests, AnthropicMain.class, provider.url());

            assertThat(runs.requests()).as("%s", runs).containsExactly(6, 4, 0);
            assertThat(runs.first().out()).isEqualTo(runs.plain().out());
            assertThat(runs.again().out()).isEqualTo(runs.plain().out());
            assertThat(runs.first().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aStreamIsReplayedEventByEvent(Jdk jdk) {
        try (StandInProvider provider =
                StandInProvider.start().answers("/v1/messages", EVENTS).header("content-type", "text/event-stream")) {
            Runs runs = Runs.of(fork(jdk), provider::requests, AnthropicStreamMain.class, provider.url());

            assertThat(runs.requests()).as("%s", runs).containsExactly(3, 1, 0);
            assertThat(runs.plain().out().lines().filter(line -> line.contains("content_block_delta")))
                    .hasSize(6);
            assertThat(runs.first().out()).isEqualTo(runs.plain().out());
            assertThat(runs.again().out()).isEqualTo(runs.plain().out());
            assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aStreamThatBrokeOffIsNotKept(Jdk jdk) {
        try (StandInProvider provider = StandInProvider.start()
                .answers("/v1/messages", EVENTS.substring(0, EVENTS.indexOf("event: message_stop")))
                .header("content-type", "text/event-stream")) {
            Ended first = fork(jdk).agent("clients: on").run(AnthropicStreamMain.class, provider.url());

            assertThat(provider.requests()).as(first.err()).isEqualTo(3);
            assertThat(first.err()).contains("the provider's answer broke off");
        }
    }

    static final String EVENTS = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude-sonnet-4-5","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm \\u4f60"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"order","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"number\\": 7}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void httpResponsesAreReadFromAnEntryAsFromTheProvider(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), AnthropicRawMain.class, StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        // What was asked, how many requests that took, whether both answers are equal, and the second.
        assertThat(plain).as(runs.plain().err()).hasSize(17).allMatch(line -> line.contains(": 2 true "));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.again().foreignErrors()).isEqualTo(runs.plain().foreignErrors());
        assertThat(runs.first().err()).contains("served 12 of 34 calls", "22 missed, 12 stored, 0 bypassed");
    }

    /** What was not read to its end, was cut short or failed is asked again. */
    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.matches("(not read|cancelled|broken off|cut short|failed): .*")
                        ? line
                        : line.replaceFirst(": 2 ", ": " + requests + " "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
