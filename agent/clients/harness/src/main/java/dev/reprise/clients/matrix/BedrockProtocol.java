package dev.reprise.clients.matrix;

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
            default -> null;
        };
    }

    @Override
    public String error() {
        return "{\"message\":\"bad request\"}";
    }
}
