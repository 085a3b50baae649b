package dev.reprise.clients.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ollama's. */
public final class OllamaProtocol implements Protocol {

    @Override
    public @Nullable Reply answer(Asked asked) {
        return switch (asked.path()) {
            case "/api/chat" -> said(asked, "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}");
            case "/api/generate" -> said(asked, "\"response\":\"%s\"");
            case "/api/embed" -> Reply.wholeJson("""
                    {"model":"all-minilm","embeddings":[[0.25,-0.5,%d]],"total_duration":14,"load_duration":1,
                    "prompt_eval_count":8}""".formatted(asked.number()).replace("\n", ""));
            default -> null;
        };
    }

    @Override
    public String error() {
        return "{\"error\":\"bad request\"}";
    }

    private static Reply said(Asked asked, String field) {
        String text = "Grüße " + asked.number();
        return asked.streamed()
                ? Reply.lines(List.of(
                        part(asked, field.formatted(text)),
                        part(asked, field.formatted(", 你好 😀")),
                        end(asked, field.formatted(""))))
                : Reply.json(end(asked, field.formatted(text)));
    }

    private static String part(Asked asked, String field) {
        return """
                {"model":"llama3.2","created_at":"2026-01-01T00:00:00.%09dZ",%s,"done":false}""".formatted(asked.number(), field);
    }

    /** One line: some clients read line by line. */
    private static String end(Asked asked, String field) {
        return """
                {"model":"llama3.2","created_at":"2026-01-01T00:00:01.%1$09dZ",%2$s,"done":true,"done_reason":"%3$s",
                "total_duration":50,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":2,"eval_count":%1$d,
                "eval_duration":3}""".formatted(asked.number(), field, asked.end("stop", "length")).replace("\n", "");
    }
}
