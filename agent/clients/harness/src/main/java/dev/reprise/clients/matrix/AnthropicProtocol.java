package dev.reprise.clients.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's. */
public final class AnthropicProtocol implements Protocol {

    @Override
    public @Nullable Reply answer(Asked asked) {
        return switch (asked.path()) {
            case "/v1/messages" -> asked.streamed() ? Reply.namedEvents(events(asked)) : Reply.json(message(asked));
            case "/v1/messages/count_tokens" -> Reply.wholeJson("{\"input_tokens\":%d}".formatted(asked.number()));
            default -> null;
        };
    }

    @Override
    public String error() {
        return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad request\"}}";
    }

    private static String message(Asked asked) {
        return """
                {"id":"msg_%1$d","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
                {"type":"thinking","thinking":"Well…","signature":"c2ln"},{"type":"text","text":"Grüße %1$d, 你好 😀"},
                {"type":"tool_use","id":"toolu_%1$d","name":"find","input":{"number":7}}],
                "stop_reason":"%2$s","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}
                """.formatted(asked.number(), asked.end("tool_use", "max_tokens"));
    }

    private static List<String> events(Asked asked) {
        return List.of(
                """
                {"type":"message_start","message":{"id":"msg_%1$d","type":"message","role":"assistant","content":[],
                "model":"claude-sonnet-4-5","stop_reason":null,"stop_sequence":null,
                "usage":{"input_tokens":10,"output_tokens":1}}}""".formatted(asked.number()),
                """
                {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """
                {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm 你"}}""",
                """
                {"type":"content_block_stop","index":0}""",
                """
                {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
                """
                {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Grüße %d"}}""".formatted(asked.number()),
                """
                {"type":"content_block_stop","index":1}""",
                """
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":15}}""".formatted(asked.end("end_turn", "max_tokens")),
                "{\"type\":\"message_stop\"}");
    }
}
