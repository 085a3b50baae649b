package dev.reprise.clients.bedrock;

import java.util.List;

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

    private Answers() {}

    private static String chat(String reason, String content) {
        return """
                {"metrics":{"latencyMs":1275},"output":{"message":{"content":[%s],"role":"assistant"}},"stopReason":"%s",
                 "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":3,"ofTomorrow":1}}""".formatted(content.strip(), reason);
    }
}
