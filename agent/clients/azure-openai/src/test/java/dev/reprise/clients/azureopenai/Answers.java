package dev.reprise.clients.azureopenai;

import java.util.List;

/** What the provider answers, with fields that the library does not know. */
final class Answers {

    private static final String FILTERED = """
            {"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":true,"severity":"high"},
             "jailbreak":{"filtered":false,"detected":false},"of_tomorrow":{"a":[1]}}""";

    static final String CHAT = chat("""
            {"role":"assistant","content":"Grüße – 你好 \\ud83d\\ude00 \\"quoted\\"","refusal":null,"annotations":[]}""", "stop");

    static final List<String> CHATS = List.of(
            CHAT,
            chat("""
                    {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
                     "function":{"name":"find_order","arguments":"{\\"number\\": 42}"}},
                     {"id":"call_2","type":"of_tomorrow","custom":{"input":"x"}}]}""", "tool_calls"),
            chat("""
                    {"role":"assistant","content":null,"refusal":"I cannot."}""", "content_filter"),
            chat("""
                    {"role":"assistant","content":"","audio":{"id":"a","expires_at":1767225600,"data":"aGk=",
                     "transcript":"hi"},"function_call":{"name":"f","arguments":"{}"}}""", "of_tomorrow"),
            chat("""
                    {"role":"assistant","content":"It is on its way.","context":{"intent":"[\\"order\\"]",
                     "citations":[{"content":"c","title":"t","url":"http://a","filepath":"f","chunk_id":"1"}]}}""", "length"),
            """
            {"id":"c","object":"chat.completion","created":1,"choices":[{"index":0,"finish_reason":null,
             "message":{"role":"assistant","content":"x"}}]}""");

    static final String COMPLETED = """
            {"id":"cmpl","object":"text_completion","created":1767225600,"model":"gpt-35","system_fingerprint":"fp",
             "prompt_filter_results":[{"prompt_index":0,"content_filter_results":%s}],
             "choices":[{"text":"Grüße – 你好 \\ud83d\\ude00","index":0,"finish_reason":"stop","content_filter_results":%s,
              "logprobs":{"tokens":["a"],"token_logprobs":[-0.1],"top_logprobs":[{"a":-0.1}],"text_offset":[0]}}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"of_tomorrow":1}""".formatted(FILTERED, FILTERED);

    static final List<String> EMBEDDED = List.of("""
            {"object":"list","model":"ada","data":[{"object":"embedding","index":0,"embedding":"zczMPQAAgL6Vv9Yz"},
             {"object":"embedding","index":1,"embedding":"AABAQAAAAAAAAIA/"}],
             "usage":{"prompt_tokens":5,"total_tokens":5}}""", """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.25,1e-7]}],
             "usage":{"prompt_tokens":5,"total_tokens":5}}""");

    static final String DRAWN = """
            {"created":1767225600,"data":[{"b64_json":"aGk=","revised_prompt":"a cat",
             "content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}""";

    static final String DRAWN_ELSEWHERE = """
            {"created":1767225600,"data":[{"url":"http://127.0.0.1/image.png"}]}""";

    static final String TRANSCRIBED = """
            {"task":"transcribe","language":"german","duration":1.5,"text":"Grüße – 你好","segments":[{"id":0,"seek":0,
             "start":0.0,"end":1.25,"text":"Grüße","tokens":[1,2],"temperature":0.1,"avg_logprob":-0.5,
             "compression_ratio":1.1,"no_speech_prob":0.01}],"words":[{"word":"Grüße","start":0.0,"end":0.5}]}""";

    /** The first event tells of the prompt and the last of the usage, both without a choice. */
    static final String STREAMED = events(
            """
            {"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":%s}]}""".formatted(FILTERED.replace("\n", "")),
            part("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
            part("{\"content\":\"Grüße \"}", "null"),
            part("{\"content\":\"– 你好\"}", "null"),
            part("{}", "\"stop\""),
            """
            {"id":"c","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""");

    static final String BROKEN = events(part("{\"role\":\"assistant\",\"content\":\"It is\"}", "null"));

    private Answers() {}

    private static String part(String delta, String reason) {
        return """
                {"id":"c","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta, reason);
    }

    private static String events(String... data) {
        StringBuilder events = new StringBuilder();
        for (String each : data) {
            events.append("data: ").append(each).append("\n\n");
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    private static String chat(String message, String reason) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"gpt-4o","system_fingerprint":"fp",
                 "service_tier":"default","prompt_filter_results":[{"prompt_index":0,"content_filter_results":%s}],
                 "choices":[{"index":0,"finish_reason":"%s","message":%s,"content_filter_results":%s,
                  "logprobs":{"content":[{"token":"a","logprob":-0.125,"bytes":[97],"top_logprobs":[
                   {"token":"b","logprob":-1.5,"bytes":null}]}],"refusal":null}}],
                 "usage":{"prompt_tokens":26,"completion_tokens":8,"total_tokens":34,
                  "prompt_tokens_details":{"cached_tokens":3,"audio_tokens":0},
                  "completion_tokens_details":{"reasoning_tokens":4,"accepted_prediction_tokens":1}},
                 "of_tomorrow":{"a":[true,null,1.50]}}""".formatted(FILTERED, reason, message, FILTERED);
    }
}
