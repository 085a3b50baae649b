package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** What the provider says of its own answers decides which are kept. */
class BedrockAdmissionTest {

    private static final CataloguedMethod CONVERSE = method("DefaultBedrockRuntimeClient#converse");
    private static final CataloguedMethod INVOKE = method("DefaultBedrockRuntimeAsyncClient#invokeModel");

    @Test
    void conversations() {
        Set<StopReason> whole = Set.of(StopReason.END_TURN, StopReason.TOOL_USE, StopReason.STOP_SEQUENCE);
        for (StopReason reason : StopReason.knownValues()) {
            String refusal = CONVERSE.refusal(
                    answer(ContentBlock.fromText("Yes.")).stopReason(reason).build());
            if (whole.contains(reason)) {
                assertThat(refusal).as(reason.toString()).isNull();
            } else {
                assertThat(refusal).contains(reason + " in stopReason");
            }
        }
        assertThat(CONVERSE.refusal(answer(ContentBlock.fromText("Yes."))
                        .stopReason("of_tomorrow")
                        .build()))
                .contains("of_tomorrow in stopReason");
        assertThat(CONVERSE.refusal(answer(ContentBlock.fromText("Yes.")).build()))
                .contains("nothing in stopReason");
        assertThat(CONVERSE.refusal(answer(ContentBlock.fromToolUse(tool -> tool.name("find")))
                        .stopReason("tool_use")
                        .build()))
                .isNull();
        for (ContentBlock nothing : List.of(
                ContentBlock.fromText(""),
                ContentBlock.fromReasoningContent(reasoning -> reasoning.reasoningText(text -> text.text("Hm."))))) {
            assertThat(CONVERSE.refusal(answer(nothing).stopReason("end_turn").build()))
                    .contains("is empty");
        }
        assertThat(CONVERSE.refusal(answer().stopReason("end_turn").build())).contains("is empty");
        assertThat(CONVERSE.refusal(ConverseResponse.builder().build())).contains("is empty");
    }

    @Test
    void modelsThatAreInvoked() {
        for (String whole : List.of(
                "{\"content\":[{\"text\":\"Yes.\"}],\"stop_reason\":\"end_turn\"}",
                "{\"results\":[{\"outputText\":\"Yes.\",\"completionReason\":\"FINISH\"}]}",
                "{\"generations\":[{\"finish_reason\":\"COMPLETE\"}]}",
                "{\"embedding\":[0.5]}",
                "{\"images\":[\"aQ==\"],\"finish_reasons\":[null]}",
                "{\"images\":[\"aQ==\"],\"error\":null}",
                "no JSON",
                "")) {
            assertThat(invoked(whole)).as(whole).isNull();
        }
        for (String cut : List.of(
                "{\"content\":[{\"text\":\"Ye\"}],\"stop_reason\":\"max_tokens\"}",
                "{\"content\":[],\"stop_reason\":\"refusal\"}",
                "{\"generation\":\"Ye\",\"stop_reason\":\"length\"}",
                "{\"output\":{},\"stopReason\":\"max_tokens\"}",
                "{\"results\":[{\"outputText\":\"Yes.\",\"completionReason\":\"FINISH\"},{\"completionReason\":\"LENGTH\"}]}",
                "{\"results\":[{\"completionReason\":\"CONTENT_FILTERED\"}]}",
                "{\"outputs\":[{\"text\":\"Ye\",\"stop_reason\":\"length\"}]}",
                "{\"generations\":[{\"finish_reason\":\"MAX_TOKENS\"}]}",
                "{\"finish_reason\":\"ERROR_TOXIC\"}",
                "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}",
                "{\"choices\":[{\"text\":\"Ye\",\"stop_reason\":\"length\"}]}",
                "{\"images\":[],\"finish_reasons\":[\"Filter reason: prompt\"]}",
                "{\"images\":[],\"error\":\"blocked\"}",
                "{\"message\":\"Ye\",\"finishReason\":\"length\"}",
                "{\"completions\":[{\"finishReason\":{\"reason\":\"length\"}}]}",
                "{\"artifacts\":[{\"finishReason\":\"CONTENT_FILTERED\"}]}",
                "{\"images\":[\"" + "A".repeat(20_000_001) + "\"],\"error\":\"blocked\"}",
                "{\"amazon-bedrock-guardrailAction\":\"INTERVENED\"}")) {
            assertThat(invoked(cut)).as(cut).contains("its answer has");
        }
    }

    @Test
    void streamsOfConversations() {
        CataloguedMethod stream = method("DefaultBedrockRuntimeAsyncClient#converseStream");
        ConverseStreamOutput begin =
                ConverseStreamOutput.messageStartBuilder().role("assistant").build();
        ConverseStreamOutput text = ConverseStreamOutput.contentBlockDeltaBuilder()
                .delta(ContentBlockDelta.fromText("Ye"))
                .build();
        for (StopReason reason : StopReason.knownValues()) {
            ConverseStreamOutput stop =
                    ConverseStreamOutput.messageStopBuilder().stopReason(reason).build();
            String ofWhole = CONVERSE.refusal(
                    answer(ContentBlock.fromText("Yes.")).stopReason(reason).build());

            assertThat(stream.refusal(begin, text, stop)).as(reason.toString()).isEqualTo(ofWhole);
        }
        ConverseStreamOutput stop =
                ConverseStreamOutput.messageStopBuilder().stopReason("end_turn").build();
        assertThat(stream.refusal(begin, stop)).contains("is empty");
        assertThat(stream.refusal(begin, text)).contains("nothing in stopReason");
        assertThat(stream.refusal(
                        begin,
                        ConverseStreamOutput.contentBlockDeltaBuilder()
                                .delta(ContentBlockDelta.fromText(""))
                                .build(),
                        stop))
                .contains("is empty");
        assertThat(stream.refusal(
                        begin,
                        ConverseStreamOutput.contentBlockStartBuilder()
                                .start(start -> start.toolUse(tool -> tool.name("find")))
                                .build(),
                        stop))
                .isNull();
    }

    @Test
    void streamsOfModelsThatAreInvoked() {
        CataloguedMethod stream = method("DefaultBedrockRuntimeAsyncClient#invokeModelWithResponseStream");
        assertThat(stream.refusal(chunk("{\"completion\":\"Yes.\"}"), chunk("{\"stop_reason\":\"stop_sequence\"}")))
                .isNull();
        for (String cut : List.of(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}",
                "{\"stop_reason\":\"length\"}",
                "{\"outputText\":\"Ye\",\"completionReason\":\"LENGTH\"}",
                "{\"messageStop\":{\"stopReason\":\"max_tokens\"}}",
                "{\"outputs\":[{\"stop_reason\":\"length\"}]}",
                "{\"is_finished\":true,\"finish_reason\":\"MAX_TOKENS\"}",
                "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}",
                "{\"choices\":[{\"stop_reason\":\"length\"}]}",
                "{\"amazon-bedrock-guardrailAction\":\"INTERVENED\"}")) {
            assertThat(stream.refusal(chunk("{}"), chunk(cut))).as(cut).contains("its answer has");
        }
    }

    private static ResponseStream chunk(String json) {
        return ResponseStream.chunkBuilder()
                .bytes(SdkBytes.fromUtf8String(json))
                .build();
    }

    private static String invoked(String body) {
        return INVOKE.refusal(InvokeModelResponse.builder()
                .body(SdkBytes.fromUtf8String(body))
                .build());
    }

    private static ConverseResponse.Builder answer(ContentBlock... content) {
        return ConverseResponse.builder()
                .output(output ->
                        output.message(message -> message.role("assistant").content(content)));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("bedrock", "software.amazon.awssdk.services.bedrockruntime." + name);
    }
}
