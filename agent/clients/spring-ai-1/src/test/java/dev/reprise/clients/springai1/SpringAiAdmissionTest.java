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
import org.springframework.ai.openai.api.OpenAiImageApi;
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
        assertThat(OPENAI.refusal(openAi(
                        "tool_calls",
                        "\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"f\",\"arguments\":\"{}\"}}]")))
                .isNull();
        assertThat(OPENAI.refusal(openAi("stop", "\"content\":\"\""))).contains("is empty");
        assertThat(OPENAI.refusal(ResponseEntity.ok(read(
                        "{\"choices\":[{\"index\":0,\"finish_reason\":null,\"message\":{\"content\":\"half\"}}]}",
                        OpenAiApi.ChatCompletion.class))))
                .contains("nothing in body.choices.finishReason");
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
        assertThat(OPENAI_STREAM.refusal(chunk("\"content\":\"Ye\"", "null"), chunk("", "null")))
                .contains("nothing in choices.finishReason");
        assertThat(OPENAI_STREAM.refusal(chunk("\"content\":\"\"", "null"), chunk("", "\"stop\"")))
                .contains("is empty");
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
        for (String reason :
                List.of("max_tokens", "refusal", "model_context_window_exceeded", "pause_turn", "of_tomorrow")) {
            AnthropicApi.ChatCompletionResponse cut = anthropic(reason, "{\"type\":\"text\",\"text\":\"Ye\"}");
            assertThat(ANTHROPIC.refusal(ResponseEntity.ok(cut))).contains(reason + " in body.stopReason");
            assertThat(ANTHROPIC_STREAM.refusal(cut)).contains(reason + " in stopReason");
        }
        for (String nothing : List.of(
                "",
                "{\"type\":\"text\",\"text\":\"\"}",
                "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}")) {
            assertThat(ANTHROPIC.refusal(ResponseEntity.ok(anthropic("end_turn", nothing))))
                    .contains("is empty");
        }
        assertThat(ANTHROPIC.refusal(ResponseEntity.ok(
                        anthropic("tool_use", "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}"))))
                .isNull();
        assertThat(ANTHROPIC_STREAM.refusal(anthropic("end_turn", ""))).contains("is empty");
    }

    @Test
    void chatsOfOllama() throws Exception {
        for (CataloguedMethod method : List.of(OLLAMA, OLLAMA_STREAM)) {
            assertThat(method.refusal(ollama("stop", "\"content\":\"Yes.\""))).isNull();
            for (String reason : List.of("length", "load", "of_tomorrow")) {
                assertThat(method.refusal(ollama(reason, "\"content\":\"Ye\""))).contains(reason + " in doneReason");
            }
            assertThat(method.refusal(read(
                            "{\"message\":{\"role\":\"assistant\",\"content\":\"Ye\"},\"done\":false}",
                            OllamaApi.ChatResponse.class)))
                    .contains("nothing in doneReason");
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

    @Test
    void imagesOfWhichEachIsThere() {
        CataloguedMethod images = method("openai.api.OpenAiImageApi#createImage");
        OpenAiImageApi.Data here = new OpenAiImageApi.Data(null, "aQ==", null);

        assertThat(images.refusal(images(here, here))).isNull();
        assertThat(images.refusal(images(here, new OpenAiImageApi.Data(null, "", null))))
                .contains("nothing in body.data.b64Json");
        assertThat(images.refusal(images(here, new OpenAiImageApi.Data(null, null, "A fox"))))
                .contains("nothing in body.data.b64Json");
        assertThat(images.refusal(images(here, new OpenAiImageApi.Data("https://example.org/1.png", null, null))))
                .contains("body.data.url");
        assertThat(images.refusal(images())).contains("nothing in body.data.b64Json");
    }

    private static ResponseEntity<?> images(OpenAiImageApi.Data... data) {
        return ResponseEntity.ok(new OpenAiImageApi.OpenAiImageResponse(1L, List.of(data)));
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
