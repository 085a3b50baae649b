package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** The answer does not tell the model, so that it is read from the call. */
class BedrockUsageTest {

    private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final Call CONVERSE =
            new Call(null, ConverseRequest.builder().modelId(MODEL).build());
    private static final Call INVOKE =
            new Call(null, InvokeModelRequest.builder().modelId(MODEL).build());
    private static final TokenUsage USAGE = TokenUsage.builder()
            .inputTokens(50)
            .outputTokens(503)
            .cacheReadInputTokens(8000)
            .cacheWriteInputTokens(1000)
            .build();
    private static final ModelUse USE = new ModelUse(MODEL, 1, 1, 9050, 503, 8000, 1000);

    @Test
    void ofChats() {
        assertThat(method("DefaultBedrockRuntimeClient#converse")
                        .use(CONVERSE, ConverseResponse.builder().usage(USAGE).build()))
                .isEqualTo(USE);
        assertThat(method("DefaultBedrockRuntimeAsyncClient#converseStream")
                        .use(
                                CONVERSE,
                                ConverseStreamOutput.messageStopBuilder().build(),
                                ConverseStreamOutput.metadataBuilder()
                                        .usage(USAGE)
                                        .build()))
                .isEqualTo(USE);
    }

    @Test
    void ofWhatModelsSayThemselves() {
        assertThat(invoked("{\"usage\":{\"input_tokens\":50,\"output_tokens\":503,\"cache_read_input_tokens\":8000,"
                        + "\"cache_creation_input_tokens\":1000}}"))
                .isEqualTo(USE);
        assertThat(invoked("{\"usage\":{\"inputTokens\":50,\"outputTokens\":503}}"))
                .isEqualTo(new ModelUse(MODEL, 1, 1, 50, 503, 0, 0));
        assertThat(invoked("{\"prompt_token_count\":50,\"generation_token_count\":503}"))
                .isEqualTo(new ModelUse(MODEL, 1, 1, 50, 503, 0, 0));
        assertThat(invoked("{\"inputTextTokenCount\":50,\"results\":[{\"tokenCount\":503}]}"))
                .isEqualTo(new ModelUse(MODEL, 1, 1, 50, 503, 0, 0));
        assertThat(invoked("{\"generation\":\"Yes.\"}")).isEqualTo(new ModelUse(MODEL, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void ofWhatTheySayInPartsTheProviderTellsAtTheEnd() {
        assertThat(method("DefaultBedrockRuntimeAsyncClient#invokeModelWithResponseStream")
                        .use(
                                INVOKE,
                                chunk("{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":50}}}"),
                                chunk("{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{"
                                        + "\"inputTokenCount\":50,\"outputTokenCount\":503}}")))
                .isEqualTo(new ModelUse(MODEL, 1, 1, 50, 503, 0, 0));
    }

    private static ModelUse invoked(String body) {
        return method("DefaultBedrockRuntimeClient#invokeModel")
                .use(
                        INVOKE,
                        InvokeModelResponse.builder()
                                .body(SdkBytes.fromUtf8String(body))
                                .build());
    }

    private static ResponseStream chunk(String json) {
        return ResponseStream.chunkBuilder()
                .bytes(SdkBytes.fromUtf8String(json))
                .build();
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("bedrock", "software.amazon.awssdk.services.bedrockruntime." + name);
    }
}
