package dev.reprise.clients.matrix;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That of AWS Bedrock's runtime. */
public final class BedrockProtocol implements Protocol {

    @Override
    public @Nullable Reply answer(Asked asked) {
        return switch (asked.path().substring(asked.path().lastIndexOf('/') + 1)) {
            case "converse" -> Reply.json("""
                    {"metrics":{"latencyMs":%1$d},"output":{"message":{"content":[{"text":"Grüße %1$d, 你好 😀"}],
                    "role":"assistant"}},"stopReason":"%2$s","usage":{"inputTokens":10,"outputTokens":%1$d,
                    "totalTokens":15}}""".formatted(asked.number(), asked.end("end_turn", "max_tokens")));
            case "invoke" ->
                Reply.json("{\"completion\":\"Grüße %d\",\"stop_reason\":\"%s\"}"
                        .formatted(asked.number(), asked.end("stop_sequence", "max_tokens")));
            case "count-tokens" -> Reply.wholeJson("{\"inputTokens\":%d}".formatted(asked.number()));
            case "converse-stream" ->
                events(
                        AwsEvent.of("messageStart", "{\"role\":\"assistant\"}"),
                        AwsEvent.of(
                                "contentBlockDelta",
                                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Grüße %d\"}}"
                                        .formatted(asked.number())),
                        AwsEvent.of("contentBlockStop", "{\"contentBlockIndex\":0}"),
                        AwsEvent.of(
                                "messageStop",
                                "{\"stopReason\":\"%s\"}".formatted(asked.end("end_turn", "max_tokens"))),
                        AwsEvent.of(
                                "metadata",
                                "{\"usage\":{\"inputTokens\":1,\"outputTokens\":%1$d,\"totalTokens\":%1$d},\"metrics\":{\"latencyMs\":1}}"
                                        .formatted(asked.number())));
            case "invoke-with-response-stream" ->
                events(
                        chunk("{\"completion\":\"Grüße %d\"}".formatted(asked.number())),
                        chunk("{\"stop_reason\":\"%s\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":1}}"
                                .formatted(asked.end("stop_sequence", "max_tokens"))));
            default -> null;
        };
    }

    private static byte[] chunk(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return AwsEvent.of("chunk", "{\"bytes\":\"" + Base64.getEncoder().encodeToString(content) + "\"}");
    }

    private static Reply events(byte[]... events) {
        return new Reply(200, "application/vnd.amazon.eventstream", List.of(events), /* canBeCut= */ true);
    }

    @Override
    public String error() {
        return "{\"message\":\"bad request\"}";
    }
}
