package dev.reprise.clients.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's, at OpenAI's own addresses and at those of Azure. */
public final class OpenAiProtocol implements Protocol {

    private static final List<String> HARMS = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "illicit",
            "illicit/violent");

    @Override
    public @Nullable Reply answer(Asked asked) {
        String path = asked.path();
        String api = path.substring(path.lastIndexOf("/v1/") + 1).replaceFirst("^/?(v1|openai/deployments/[^/]+)/", "");
        return switch (api) {
            case "chat/completions" -> asked.streamed() ? Reply.events(chunks(asked)) : Reply.json(chat(asked));
            case "completions" -> asked.streamed() ? Reply.events(texts(asked)) : Reply.json(text(asked));
            case "embeddings" -> Reply.wholeJson(vectors(asked));
            case "responses" -> asked.streamed() ? Reply.namedEvents(events(asked)) : Reply.json(response(asked));
            case "responses/input_tokens" ->
                Reply.wholeJson("{\"object\":\"response.input_tokens\",\"input_tokens\":%d}".formatted(asked.number()));
            case "moderations" -> Reply.wholeJson(moderation(asked));
            case "images/generations", "images/edits", "images/variations" ->
                Reply.wholeJson("{\"created\":1,\"data\":[{\"b64_json\":\"%d\"}]}".formatted(asked.number()));
            case "audio/transcriptions", "audio/translations" -> audio(asked);
            case "audio/speech" -> Reply.sound("not quite an mp3 ", Integer.toString(asked.number()));
            default -> null;
        };
    }

    @Override
    public String error() {
        return "{\"error\":{\"message\":\"bad request\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";
    }

    private static String chat(Asked asked) {
        return """
                {"id":"chatcmpl-%1$d","object":"chat.completion","created":%1$d,"model":"gpt-4o","choices":[{"index":0,
                "message":{"role":"assistant","content":"Grüße %1$d, 你好 😀","refusal":null,"annotations":[]},
                "logprobs":null,"finish_reason":"%2$s"}],"usage":{"prompt_tokens":10,"completion_tokens":%1$d,
                "total_tokens":20},"service_tier":"default","system_fingerprint":"fp_1"}
                """.formatted(asked.number(), asked.end("stop", "length"));
    }

    private static List<String> chunks(Asked asked) {
        List<String> data = new ArrayList<>();
        for (String choice : new String[] {
            "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null",
            "{\"content\":\"Grüße %d\"},\"finish_reason\":null".formatted(asked.number()),
            "{\"content\":\", 你好 😀\"},\"finish_reason\":null",
            "{},\"finish_reason\":\"%s\"".formatted(asked.end("stop", "length"))
        }) {
            data.add("""
                    {"id":"chatcmpl-%1$d","object":"chat.completion.chunk","created":%1$d,"model":"gpt-4o","choices":
                    [{"index":0,"delta":%2$s}]}""".formatted(asked.number(), choice));
        }
        data.add("[DONE]");
        return data;
    }

    private static String moderation(Asked asked) {
        List<String> categories = new ArrayList<>();
        for (String category : HARMS) {
            categories.add("\"%s\":%%s".formatted(category));
        }
        String all = String.join(",", categories);
        return """
                {"id":"modr-%d","model":"omni-moderation-latest","results":[{"flagged":false,"categories":{%s},
                "category_scores":{%s},"category_applied_input_types":{%s}}]}""".formatted(
                        asked.number(),
                        all.replace("%s", "false"),
                        all.replace("%s", asked.number() + "e-5"),
                        all.replace("%s", "[]"));
    }

    private static String text(Asked asked) {
        return """
                {"id":"cmpl-%1$d","object":"text_completion","created":%1$d,"model":"gpt-4o","choices":[{"index":0,
                "text":"Grüße %1$d","logprobs":null,"finish_reason":"%2$s"}],"usage":{"prompt_tokens":10,
                "completion_tokens":%1$d,"total_tokens":20}}""".formatted(asked.number(), asked.end("stop", "length"));
    }

    private static List<String> texts(Asked asked) {
        String chunk = """
                {"id":"cmpl-%1$d","object":"text_completion","created":%1$d,"model":"gpt-4o","choices":[{"index":0,
                "text":"%2$s","logprobs":null,"finish_reason":%3$s}]}""";
        return List.of(
                chunk.formatted(asked.number(), "Grüße", "null"),
                chunk.formatted(asked.number(), " " + asked.number(), "\"" + asked.end("stop", "length") + "\""),
                "[DONE]");
    }

    private static String vectors(Asked asked) {
        String vector = "[0.25,-0.5," + asked.number() + "]";
        if (asked.body().contains("base64")) {
            ByteBuffer floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            floats.putFloat(0.25f).putFloat(-0.5f).putFloat(asked.number());
            vector = "\"" + Base64.getEncoder().encodeToString(floats.array()) + "\"";
        }
        return """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":%s}],
                "model":"text-embedding-3-small","usage":{"prompt_tokens":2,"total_tokens":2}}""".formatted(vector);
    }

    private static String response(Asked asked) {
        String details = asked.end("null", "{\"reason\":\"max_output_tokens\"}");
        return """
                {"id":"resp_%1$d","object":"response","created_at":%1$d,"status":"%2$s","error":null,
                "incomplete_details":%3$s,"instructions":null,"metadata":{},"model":"gpt-4o","output":[{"type":"message",
                "id":"msg_%1$d","status":"%2$s","role":"assistant","content":[{"type":"output_text",
                "text":"Grüße %1$d","annotations":[]}]}],"parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto",
                "tools":[],"top_p":1.0,"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},
                "output_tokens":4,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":7}}
                """.formatted(asked.number(), asked.end("completed", "incomplete"), details);
    }

    private static List<String> events(Asked asked) {
        String end = asked.end("response.completed", "response.incomplete");
        return List.of(
                "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":%s}"
                        .formatted(response(asked).replace("\"completed\"", "\"in_progress\"")),
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"item_id\":\"msg_%1$d\",\"output_index\":0,"
                                .formatted(asked.number())
                        + "\"content_index\":0,\"delta\":\"Grüße\",\"logprobs\":[]}",
                "{\"type\":\"%s\",\"sequence_number\":2,\"response\":%s}".formatted(end, response(asked)));
    }

    private static Reply audio(Asked asked) {
        return asked.body().contains("json") || !asked.body().contains("response_format")
                ? Reply.wholeJson("""
                        {"text":"Grüße %1$d","task":"transcribe","language":"german","duration":1.5,"segments":[]}
                        """.formatted(asked.number()))
                : Reply.wholeText("Grüße " + asked.number());
    }
}
