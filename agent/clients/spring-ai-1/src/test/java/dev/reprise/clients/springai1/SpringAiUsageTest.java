package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.ResponseEntity;

class SpringAiUsageTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final String OPENAI =
            "{\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],\"usage\":{\"prompt_tokens\":2006,"
                    + "\"completion_tokens\":300,\"total_tokens\":2306,\"prompt_tokens_details\":{\"cached_tokens\":1920}}}";
    private static final ModelUse BY_OPENAI = new ModelUse("gpt-4o-2024-08-06", 1, 1, 2006, 300, 1920, 0);
    private static final String ANTHROPIC = "{\"model\":\"claude-sonnet-4-5-20250929\",\"usage\":{\"input_tokens\":50,"
            + "\"cache_creation_input_tokens\":1000,\"cache_read_input_tokens\":8000,\"output_tokens\":503}}";
    private static final ModelUse BY_ANTHROPIC =
            new ModelUse("claude-sonnet-4-5-20250929", 1, 1, 9050, 503, 8000, 1000);
    private static final String OLLAMA =
            "{\"model\":\"llama3\",\"done\":true,\"prompt_eval_count\":26,\"eval_count\":298}";
    private static final ModelUse BY_OLLAMA = new ModelUse("llama3", 1, 1, 26, 298, 0, 0);

    @Test
    void ofOpenAis() throws Exception {
        ResponseEntity<?> embeddings = ResponseEntity.ok(read(
                "{\"model\":\"text-embedding-3-small\",\"data\":[],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}",
                OpenAiApi.EmbeddingList.class));

        assertThat(method("openai.api.OpenAiApi#chatCompletionEntity")
                        .use(ResponseEntity.ok(read(OPENAI, OpenAiApi.ChatCompletion.class))))
                .isEqualTo(BY_OPENAI);
        assertThat(method("openai.api.OpenAiApi#chatCompletionStream")
                        .use(
                                read("{\"choices\":[]}", OpenAiApi.ChatCompletionChunk.class),
                                read(OPENAI, OpenAiApi.ChatCompletionChunk.class)))
                .isEqualTo(BY_OPENAI);
        assertThat(method("openai.api.OpenAiApi#embeddings").use(embeddings))
                .isEqualTo(new ModelUse("text-embedding-3-small", 1, 1, 8, 0, 0, 0));
    }

    @Test
    void ofAnthropics() throws Exception {
        AnthropicApi.ChatCompletionResponse answer = read(ANTHROPIC, AnthropicApi.ChatCompletionResponse.class);

        assertThat(method("anthropic.api.AnthropicApi#chatCompletionEntity").use(ResponseEntity.ok(answer)))
                .isEqualTo(BY_ANTHROPIC);
        assertThat(method("anthropic.api.AnthropicApi#chatCompletionStream").use(answer))
                .isEqualTo(BY_ANTHROPIC);
    }

    @Test
    void ofOllamas() throws Exception {
        OllamaApi.ChatResponse answer = read(OLLAMA, OllamaApi.ChatResponse.class);

        assertThat(method("ollama.api.OllamaApi#chat").use(answer)).isEqualTo(BY_OLLAMA);
        assertThat(method("ollama.api.OllamaApi#streamingChat").use(answer)).isEqualTo(BY_OLLAMA);
        assertThat(method("ollama.api.OllamaApi#embed")
                        .use(read(
                                OLLAMA.replace("\"done\":true", "\"embeddings\":[]"),
                                OllamaApi.EmbeddingsResponse.class)))
                .isEqualTo(new ModelUse("llama3", 1, 1, 26, 0, 0, 0));
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return JSON.readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai." + name);
    }
}
