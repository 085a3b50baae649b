package dev.reprise.clients.ollama4j;

import java.util.List;

/** What Ollama answers. */
final class Answers {

    static final String CHAT = chat("""
            {"role":"assistant","content":"Grüße – 你好 \\ud83d\\ude00 \\"quoted\\""}""");
    static final List<String> CHATS = List.of(CHAT, chat("""
            {"role":"assistant","content":"","thinking":"Hm.","tool_calls":[{"id":"call_1","function":
             {"name":"find_order","arguments":{"number":42,"price":1.50,"tags":["a",null,true],"in":{"a":{}}}}}]}"""), chat("""
            {"role":"assistant","content":"Yes.","images":null,"of_tomorrow":[1]}"""));

    static final String GENERATED = """
            {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","response":"Grüße – 你好 \\ud83d\\ude00","done":true,
             "done_reason":"stop","context":[1,2,3],"total_duration":50,"load_duration":1,"prompt_eval_count":26,
             "prompt_eval_duration":2,"eval_count":8,"eval_duration":3,"of_tomorrow":{}}""".replace("\n", "");

    static final String EMBEDDED = """
            {"model":"all-minilm","embeddings":[[0.1,-0.25,1e-7],[3,0,1]],"total_duration":14,"load_duration":1,
             "prompt_eval_count":8}""".replace("\n", "");

    private Answers() {}

    /** One line: the client reads line by line. */
    private static String chat(String message) {
        return """
                {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":%s,"done_reason":"stop","done":true,
                 "total_duration":50,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":2,"eval_count":8,
                 "eval_duration":3,"of_tomorrow":{"a":[true]}}""".formatted(message.strip()).replace("\n", "");
    }
}
