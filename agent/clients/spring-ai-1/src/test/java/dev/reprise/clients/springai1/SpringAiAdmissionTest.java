package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.ResponseEntity;

/** What the provider says of its own answers decides which are kept. */
class SpringAiAdmissionTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final CataloguedMethod OPENAI = method("openai.api.OpenAiApi#chatCompletionEntity");
    private static final CataloguedMethod OPENAI_STREAM = method("openai.api.OpenAiApi#chatCompletionStream");
    private static final CataloguedMethod EMBEDDINGS = method("openai.api.OpenAiApi#embeddings");
    private static final CataloguedMethod ANTHROPIC = method("anthropic.api.AnthropicApi#chatCompletionEntity");
    private static final CataloguedMethod ANTHROPIC_STREAM = method("anthropic.api.AnthropicApi#chatCompletionStream");
    private static final CataloguedMethod OLLAMA = method("ollama.api.OllamaApi#chat");
    private static final CataloguedMethod OLLAMA_STREAM = method("ollama.api.OllamaApi#streamingChat");
    private static final CataloguedMethod OLLAMA_EMBED = method("ollama.api.OllamaApi#embed");

    @Test
    void chatsOfOpenAi() throws Exception {
        assertThat(OPENAI.refusal(openAi("stop", "\"content\":\"Yes.\""))).isNull();
        assertThat(OPENAI.refusal(openAi("tool_calls", "\"content\":null"))).isNull();
        assertThat(OPENAI.refusal(openAi("length", "\"content\":\"Ye\"")))
                .contains("LENGTH in body.choices.finishReason");
        assertThat(OPENAI.refusal(openAi("content_filter", "\"content\":\"\""))).contains("CONTENT_FILTER");
        assertThat(OPENAI.refusal(openAi("stop", "\"refusal\":\"I cannot.\"")))
                .contains("body.choices.message.refusal");
        assertThat(OPENAI.refusal(ResponseEntity.ok(read("{}", OpenAiApi.ChatCompletion.class))))
                .contains("is empty");

        assertThat(OPENAI_STREAM.refusal(chunk("\"content\":\"Ye\"", "null"), chunk("", "\"stop\"")))
                .isNull();
        assertThat(OPENAI_STREAM.refusal(chunk("\"content\":\"Ye\"", "null"), chunk("", "\"length\"")))
                .contains("LENGTH");
        assertThat(OPENAI_STREAM.refusal(chunk("\"refusal\":\"I\"", "null"), chunk("", "\"stop\"")))
                .contains("choices.delta.refusal");
        OpenAiApi.ChatCompletionChunk usage = read("{\"choices\":[]}", OpenAiApi.ChatCompletionChunk.class);
        assertThat(OPENAI_STREAM.refusal(usage, usage)).contains("is empty");

        assertThat(EMBEDDINGS.refusal(ResponseEntity.ok(
                        read("{\"data\":[{\"index\":0,\"embedding\":[0.5]}]}", OpenAiApi.EmbeddingList.class))))
                .isNull();
        assertThat(EMBEDDINGS.refusal(ResponseEntity.ok(read("{\"data\":[]}", OpenAiApi.EmbeddingList.class))))
                .contains("is empty");
    }

    @Test
    void messagesOfAnthropic() throws Exception {
        assertThat(ANTHROPIC.refusal(ResponseEntity.ok(anthropic("end_turn", "{\"type\":\"text\",\"text\":\"Yes.\"}"))))
                .isNull();
        for (String reason : List.of("max_tokens", "refusal", "model_context_window_exceeded")) {
            AnthropicApi.ChatCompletionResponse cut = anthropic(reason, "{\"type\":\"text\",\"text\":\"Ye\"}");
            assertThat(ANTHROPIC.refusal(ResponseEntity.ok(cut))).contains(reason + " in body.stopReason");
            assertThat(ANTHROPIC_STREAM.refusal(cut)).contains(reason + " in stopReason");
        }
        assertThat(ANTHROPIC.refusal(ResponseEntity.ok(anthropic("end_turn", ""))))
                .contains("is empty");
        assertThat(ANTHROPIC_STREAM.refusal(anthropic("end_turn", ""))).contains("is empty");
    }

    @Test
    void chatsOfOllama() throws Exception {
        for (CataloguedMethod method : List.of(OLLAMA, OLLAMA_STREAM)) {
            assertThat(method.refusal(ollama("stop", "\"content\":\"Yes.\""))).isNull();
            assertThat(method.refusal(ollama("length", "\"content\":\"Ye\""))).contains("length in doneReason");
            assertThat(method.refusal(ollama("stop", "\"content\":\"\""))).contains("is empty");
            assertThat(method.refusal(ollama(
                            "stop",
                            "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"refund\",\"arguments\":{}}}]")))
                    .isNull();
        }
        assertThat(OLLAMA_EMBED.refusal(read("{\"embeddings\":[[0.5]]}", OllamaApi.EmbeddingsResponse.class)))
                .isNull();
        assertThat(OLLAMA_EMBED.refusal(read("{}", OllamaApi.EmbeddingsResponse.class)))
                .contains("is empty");
    }

    private static ResponseEntity<?> openAi(String reason, String message) throws Exception {
        return ResponseEntity.ok(read(
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"" + reason + "\",\"message\":{" + message + "}}]}",
                OpenAiApi.ChatCompletion.class));
    }

    private static OpenAiApi.ChatCompletionChunk chunk(String delta, String reason) throws Exception {
        return read(
                "{\"choices\":[{\"index\":0,\"finish_reason\":" + reason + ",\"delta\":{" + delta + "}}]}",
                OpenAiApi.ChatCompletionChunk.class);
    }

    private static AnthropicApi.ChatCompletionResponse anthropic(String reason, String content) throws Exception {
        return read(
                "{\"content\":[" + content + "],\"stop_reason\":\"" + reason + "\"}",
                AnthropicApi.ChatCompletionResponse.class);
    }

    private static OllamaApi.ChatResponse ollama(String reason, String message) throws Exception {
        return read(
                "{\"message\":{\"role\":\"assistant\"," + message + "},\"done\":true,\"done_reason\":\"" + reason
                        + "\"}",
                OllamaApi.ChatResponse.class);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return JSON.readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai." + name);
    }
}
