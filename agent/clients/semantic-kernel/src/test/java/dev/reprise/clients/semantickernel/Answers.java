package dev.reprise.clients.semantickernel;

/** What a provider of OpenAI's models on Azure sends. */
final class Answers {

    static final String ANSWER = chat("""
            {"role":"assistant","content":"Grüße – it is on its way."}""", "stop");
    static final String TOOL = chat("""
            {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
             "function":{"name":"orders-find","arguments":"{\\"number\\": \\"42\\"}"}}]}""", "tool_calls");
    static final String STREAMED = """
            data: {"id":"c","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"It is"},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":" on its way."},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;
    static final String COMPLETED = """
            {"id":"cmpl","object":"text_completion","created":1767225600,"choices":[{"text":"upon a time","index":0,"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";
    static final String EMBEDDED = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.25,1e-7]},
             {"object":"embedding","index":1,"embedding":[0.2,-0.5,1e-3]}],"usage":{"prompt_tokens":5,"total_tokens":5}}""";
    static final String TRANSCRIBED = """
            {"text":"Grüße – 你好"}""";

    private Answers() {}

    private static String chat(String message, String reason) {
        return """
                {"id":"c","object":"chat.completion","created":1767225600,"model":"gpt-4o",
                 "choices":[{"index":0,"finish_reason":"%s","message":%s}],
                 "usage":{"prompt_tokens":26,"completion_tokens":8,"total_tokens":34}}""".formatted(reason, message.strip());
    }
}
