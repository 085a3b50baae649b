package dev.reprise.demo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Composes the answers. Equal requests have equal answers, to the byte; different ones differ in text and id. */
final class Answers {

    /** One fixed moment, so that answers do not depend on the clock. */
    private static final long CREATED = 1_780_000_000L;

    private static final int DEFAULT_DIMENSIONS = 1536;
    private static final int MOST_DIMENSIONS = 3072;

    private Answers() {}

    static Answer to(Kind kind, String authorization, JsonNode body) throws Refusal {
        String model = body.path("model").asText();
        if (model.isEmpty()) {
            throw Refusal.parameter("model", "you must provide a model parameter");
        }
        if (body.path("stream").asBoolean()) {
            throw Refusal.parameter("stream", "this stand-in does not stream");
        }
        return switch (kind) {
            case CHAT -> chat(model, body, RequestDigest.of(kind.path(), authorization, body));
            case RESPONSES -> responses(model, body, RequestDigest.of(kind.path(), authorization, body));
            case EMBEDDINGS -> embeddings(model, body, authorization);
        };
    }

    private static Answer chat(String model, JsonNode body, RequestDigest digest) throws Refusal {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw Refusal.parameter("messages", "messages must be an array with at least one message");
        }
        String prose = Prose.of(digest);
        String text = Tokens.first(limit(body, "max_completion_tokens", "max_tokens"), prose);
        long input = Tokens.in(messages) + Tokens.in(body.path("tools"));
        long output = Tokens.in(text);

        ObjectNode json = object("chat.completion", "chatcmpl-" + digest.prefix(24), "created", model);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", text.equals(prose) ? "stop" : "length");
        json.put("system_fingerprint", "fp_" + digest.prefix(8));
        json.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        return new Answer(json, input, output);
    }

    private static Answer responses(String model, JsonNode body, RequestDigest digest) throws Refusal {
        JsonNode given = body.path("input");
        if (!given.isTextual() && given.isEmpty()) {
            throw Refusal.parameter("input", "input must be a text or an array of items");
        }
        String prose = Prose.of(digest);
        String text = Tokens.first(limit(body, "max_output_tokens"), prose);
        boolean complete = text.equals(prose);
        long input = Tokens.in(given) + Tokens.in(body.path("instructions")) + Tokens.in(body.path("tools"));
        long output = Tokens.in(text);

        ObjectNode json = object("response", "resp_" + digest.prefix(32), "created_at", model);
        json.put("status", complete ? "completed" : "incomplete").putNull("error");
        if (complete) {
            json.putNull("incomplete_details");
        } else {
            json.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        ObjectNode message = json.putArray("output")
                .addObject()
                .put("type", "message")
                .put("id", "msg_" + digest.prefix(32))
                .put("status", complete ? "completed" : "incomplete")
                .put("role", "assistant");
        message.putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", text)
                .putArray("annotations");
        json.set("instructions", body.path("instructions").isTextual() ? body.get("instructions") : json.nullNode());
        json.put("parallel_tool_calls", true).put("tool_choice", "auto").putArray("tools");
        json.putNull("temperature").putNull("top_p").putObject("metadata");
        ObjectNode usage = json.putObject("usage").put("input_tokens", input);
        usage.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
        usage.put("output_tokens", output);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", input + output);
        return new Answer(json, input, output);
    }

    private static Answer embeddings(String model, JsonNode body, String authorization) throws Refusal {
        JsonNode given = body.path("input");
        JsonNode texts = given.isTextual() ? array(given) : given;
        if (!texts.isArray() || texts.isEmpty()) {
            throw Refusal.parameter("input", "input must be a text or an array of texts");
        }
        int dimensions = body.path("dimensions").asInt(DEFAULT_DIMENSIONS);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw Refusal.parameter("dimensions", "dimensions must be between 1 and " + MOST_DIMENSIONS);
        }
        String format = body.path("encoding_format").asText("float");
        if (!List.of("float", "base64").contains(format)) {
            throw Refusal.parameter("encoding_format", "encoding_format must be float or base64");
        }

        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (JsonNode text : texts) {
            float[] vector = Vectors.of(text.asText(), digestOfItem(text, body, authorization), dimensions);
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (format.equals("base64")) {
                item.put("embedding", Vectors.base64(vector));
            } else {
                ArrayNode components = item.putArray("embedding");
                for (float component : vector) {
                    components.add(component);
                }
            }
        }
        long input = Tokens.in(texts);
        json.put("model", model).putObject("usage").put("prompt_tokens", input).put("total_tokens", input);
        return new Answer(json, input, 0);
    }

    /** As with the real thing, a vector depends neither on its neighbours in the batch nor on how it is written. */
    private static RequestDigest digestOfItem(JsonNode text, JsonNode body, String authorization) {
        ObjectNode alone = body.deepCopy();
        alone.set("input", text);
        alone.remove("encoding_format");
        return RequestDigest.of(Kind.EMBEDDINGS.path(), authorization, alone);
    }

    private static ObjectNode object(String type, String id, String created, String model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", type)
                .put(created, CREATED)
                .put("model", model);
    }

    private static ArrayNode array(JsonNode element) {
        return JsonNodeFactory.instance.arrayNode().add(element);
    }

    private static long limit(JsonNode body, String... names) {
        for (String name : names) {
            if (body.path(name).isNumber()) {
                return body.get(name).asLong();
            }
        }
        return Integer.MAX_VALUE;
    }
}
