package dev.reprise.clients.matrix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's. */
public final class AnthropicProtocol implements Protocol {

    private final boolean thinking;

    /** Creates one whose answers tell what the model thought. */
    public AnthropicProtocol() {
        this(true);
    }

    private AnthropicProtocol(boolean thinking) {
        this.thinking = thinking;
    }

    /** Returns one whose streams tell of no thoughts, for clients that cannot read these in all their versions. */
    public static AnthropicProtocol withoutThinking() {
        return new AnthropicProtocol(false);
    }

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

    private List<String> events(Asked asked) {
        List<String> events = new ArrayList<>();
        events.add("""
                {"type":"message_start","message":{"id":"msg_%1$d","type":"message","role":"assistant","content":[],
                "model":"claude-sonnet-4-5","stop_reason":null,"stop_sequence":null,
                "usage":{"input_tokens":10,"output_tokens":1}}}""".formatted(asked.number()));
        if (thinking) {
            events.addAll(block(
                    0,
                    "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                    "{\"type\":\"thinking_delta\",\"thinking\":\"Hm 你\"}"));
        }
        events.addAll(block(
                thinking ? 1 : 0,
                "{\"type\":\"text\",\"text\":\"\"}",
                "{\"type\":\"text_delta\",\"text\":\"Grüße %d\"}".formatted(asked.number())));
        events.add("""
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":15}}""".formatted(asked.end("end_turn", "max_tokens")));
        events.add("{\"type\":\"message_stop\"}");
        return events;
    }

    private static List<String> block(int index, String start, String delta) {
        return List.of(
                "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, start),
                "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta),
                "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index));
    }
}
