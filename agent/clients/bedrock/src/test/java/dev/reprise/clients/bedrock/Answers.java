package dev.reprise.clients.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** What Bedrock answers to chats, to requests in a model's own form, and to the question how long a request is. */
final class Answers {

    static final String MODEL = "anthropic.claude-3-haiku-20240307-v1:0";
    static final String CONVERSE = "/model/anthropic.claude-3-haiku-20240307-v1:0/converse";
    static final String INVOKE = "/model/anthropic.claude-3-haiku-20240307-v1:0/invoke";
    static final String COUNT = "/model/anthropic.claude-3-haiku-20240307-v1:0/count-tokens";

    static final String CHAT = chat("end_turn", """
            {"text":"Grüße – 你好 \\ud83d\\ude00 \\"quoted\\""}""");

    static final List<String> CHATS = List.of(
            CHAT,
            chat("tool_use", """
            {"text":"Hm."},{"toolUse":{"toolUseId":"t1","name":"find_order",
              "input":{"number":42,"tags":["a",null,1.50,true],"deep":{"x":-1e-7,"big":123456789012345678901234567890}}}}"""),
            chat("guardrail_intervened", """
            {"text":"Sorry."}"""),
            chat("max_tokens", """
            {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}},
            {"reasoningContent":{"redactedContent":"AAECAw=="}},{"text":""}"""),
            chat("of_tomorrow", """
            {"image":{"format":"png","source":{"bytes":"AAECAw=="}}},{"ofTomorrow":{"a":[1]}}"""),
            """
            {"output":{"message":{"role":"assistant","content":[]}}}""",
            """
            {"ofTomorrow":{"a":[true]},"stopReason":null,"usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3},
             "additionalModelResponseFields":{"a":[1,"b",null,{"c":0.5}]},"performanceConfig":{"latency":"optimized"},
             "trace":{"guardrail":{"modelOutput":["x"],"inputAssessment":{"g":{"topicPolicy":{"topics":[
               {"name":"n","type":"DENY","action":"BLOCKED","detected":true}]}}}}}}""");

    static final String INVOKED = """
            {"completion":"Grüße – 你好 😀 \\"quoted\\"","of_tomorrow":[1.50]}""";

    static final String COUNTED = """
            {"inputTokens":42}""";

    static final String STREAM = "/model/anthropic.claude-3-haiku-20240307-v1:0/converse-stream";
    static final String INVOKE_STREAM = "/model/anthropic.claude-3-haiku-20240307-v1:0/invoke-with-response-stream";
    static final String EVENTS = "application/vnd.amazon.eventstream";

    static final List<String> CHAT_EVENTS = List.of(
            "messageStart {\"role\":\"assistant\"}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"Hm.\"}}}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"redactedContent\":\"AAEC\"}}}",
            "contentBlockStop {\"contentBlockIndex\":0}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"text\":\"Grüße – 你好 \\ud83d\\ude00\"}}",
            "contentBlockStop {\"contentBlockIndex\":1}",
            "contentBlockStart {\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"find_order\"}}}",
            "contentBlockDelta {\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"{\\\"number\\\": 42}\"}}}",
            "contentBlockStop {\"contentBlockIndex\":2}",
            "messageStop {\"stopReason\":\"tool_use\",\"additionalModelResponseFields\":{\"a\":[1,\"b\",null,{\"c\":0.5}]}}",
            "metadata {\"usage\":{\"inputTokens\":10,\"outputTokens\":5,\"totalTokens\":15,\"cacheReadInputTokens\":3},\"metrics\":{\"latencyMs\":1275}}");

    static final List<String> MODEL_EVENTS = List.of(
            model("{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Grüße\"}}"),
            model("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}"),
            model("{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":1}}"));

    private Answers() {}

    private static String model(String json) {
        return "chunk {\"bytes\":\"" + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))
                + "\"}";
    }

    /** Returns events as they are sent, each given as its type and its content. */
    static byte[] events(List<String> events) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (String event : events) {
            int end = event.indexOf(' ');
            boolean isError = event.startsWith("!");
            Map<String, HeaderValue> headers = Map.of(
                    ":message-type",
                    HeaderValue.fromString(isError ? "exception" : "event"),
                    isError ? ":exception-type" : ":event-type",
                    HeaderValue.fromString(event.substring(isError ? 1 : 0, end)),
                    ":content-type",
                    HeaderValue.fromString("application/json"));
            new Message(headers, event.substring(end + 1).getBytes(StandardCharsets.UTF_8)).encode(sent);
        }
        return sent.toByteArray();
    }

    private static String chat(String reason, String content) {
        return """
                {"metrics":{"latencyMs":1275},"output":{"message":{"content":[%s],"role":"assistant"}},"stopReason":"%s",
                 "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":3,"ofTomorrow":1}}""".formatted(content.strip(), reason);
    }
}
