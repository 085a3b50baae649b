package dev.reprise.clients;

import java.util.List;

/** What OpenAI, Anthropic and Ollama answer, in the shapes that they have. */
public final class ProviderAnswers {

    public static final List<String> OPENAI_CHAT = List.of("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1763000000,"model":"gpt-4o-2024-08-06",
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hello, Wörld 🌍 \\u0000","refusal":null,
              "annotations":[{"type":"url_citation","url_citation":{"start_index":0,"end_index":5,"url":"http://a","title":"A"}}]},
              "logprobs":{"content":[{"token":"Hello","logprob":-0.31725305,"bytes":[72,101],"top_logprobs":[
               {"token":"Hello","logprob":-0.31725305,"bytes":[72]}]}],"refusal":null},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
              "prompt_tokens_details":{"cached_tokens":3,"audio_tokens":0},
              "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":0,"accepted_prediction_tokens":1,
               "rejected_prediction_tokens":2}},
             "service_tier":"default","system_fingerprint":"fp_6b68a8204b","unknown":{"nested":[1,2.5,null]}}""", """
            {"id":"chatcmpl-2","object":"chat.completion","created":1763000001,"model":"gpt-4o",
             "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
              {"id":"call_1","type":"function","function":{"name":"find","arguments":"{\\"number\\": 7}"}},
              {"id":"call_2","type":"function","function":{"name":"find","arguments":"{}"}}]},
              "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""", """
            {"id":"chatcmpl-3","object":"chat.completion","created":1763000002,"model":"gpt-4o","choices":[
              {"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"content_filter"},
              {"index":1,"message":{"role":"assistant","content":"","reasoning_content":"Hm.",
               "audio":{"id":"a","data":"AAA=","expires_at":1763000003,"transcript":"Hm"}},"finish_reason":"length"}]}""");

    public static final String OPENAI_EMBEDDING = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.0,1.0E-30,3]},
             {"object":"embedding","index":1,"embedding":[0.5]}],"model":"text-embedding-3-small",
             "usage":{"prompt_tokens":8,"total_tokens":8}}""";

    public static final List<String> ANTHROPIC = List.of("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
              {"type":"thinking","thinking":"Well…","signature":"c2ln"},
              {"type":"text","text":"Grüße","citations":[{"type":"char_location","cited_text":"a","document_index":0,
               "document_title":"D","start_char_index":0,"end_char_index":1}]}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5,
              "cache_creation_input_tokens":1,"cache_read_input_tokens":2}}""", """
            {"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
              {"type":"tool_use","id":"toolu_1","name":"find","input":{"number":7,"of":["a",{"b":null}],"at":1.5,"on":true}}],
             "stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":5}}""");

    public static final List<String> OLLAMA = List.of("""
            {"model":"llama3.2","created_at":"2026-11-12T10:15:30.123456789Z","message":{"role":"assistant",
             "content":"你好","thinking":"Hm."},"done_reason":"stop","done":true,"total_duration":4883583458,
             "load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":342546000,"eval_count":282,
             "eval_duration":4535599000}""", """
            {"model":"llama3.2","created_at":"2026-11-12T10:15:30Z","message":{"role":"assistant","content":"",
             "tool_calls":[{"function":{"name":"find","arguments":{"number":7,"of":[1,{"a":0.5}]}}}]},
             "done_reason":"stop","done":true}""");

    public static final String OLLAMA_EMBEDDING = """
            {"model":"all-minilm","embeddings":[[0.010071029,-0.0017594862],[0.5]],"total_duration":14143917,
             "load_duration":1019500,"prompt_eval_count":8}""";

    public static final String OLLAMA_STREAM = """
            {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Grüße "},"done":false}
            {"model":"llama3.2","created_at":"2026-01-01T00:00:01Z","message":{"role":"assistant","content":"你好 😀"},"done":false}
            {"model":"llama3.2","created_at":"2026-01-01T00:00:02Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"load_duration":1,"prompt_eval_count":3,"prompt_eval_duration":1,"eval_count":4,"eval_duration":2}
            """;

    private static final String OLLAMA_TOOLS = """
            {"model":"llama3.2","created_at":"2026-01-01T00:00:00.123456789Z","message":{"role":"assistant","content":"","thinking":"Hm."},"done":false}
            {"model":"llama3.2","created_at":"2026-01-01T00:00:01Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"find","arguments":{"number":7,"of":[1,{"a":0.5}]}}}]},"done":false}
            {"model":"llama3.2","created_at":"2026-01-01T00:00:02Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"eval_count":4}
            """;

    public static final List<String> OLLAMA_STREAMS = List.of(OLLAMA_STREAM, OLLAMA_TOOLS);

    private ProviderAnswers() {}
}
