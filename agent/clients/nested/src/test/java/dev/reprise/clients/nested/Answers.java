package dev.reprise.clients.nested;

/** What the providers answer. */
final class Answers {

    static final String CHAT = """
            {"id":"c","object":"chat.completion","created":1,"model":"model","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"It is on its way."}}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    static final String STREAM = chunk("{\"role\":\"assistant\",\"content\":\"It is \"}", "null")
            + chunk("{\"content\":\"on its way.\"}", "null")
            + chunk("{}", "\"stop\"")
            + "data: [DONE]\n\n";

    static final String EMBEDDING = """
            {"object":"list","model":"model","data":[{"object":"embedding","index":0,"embedding":"AAAAPwAAgD4="}],
             "usage":{"prompt_tokens":1,"total_tokens":1}}""";

    static final String CONVERSED = """
            {"output":{"message":{"role":"assistant","content":[{"text":"It is on its way."}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3},"metrics":{"latencyMs":1}}""";

    private Answers() {}

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"model\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }
}
