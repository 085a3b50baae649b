package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each provider counts what its own cache had in its own way, and LangChain4j passes that on. */
class LangChain4jUsageTest {

    private static final CataloguedMethod CHAT = method("chat.ChatModel+#doChat");
    private static final CataloguedMethod STREAM =
            method("chat.StreamingChatModel+#doChat(dev.langchain4j.model.chat.request.ChatRequest, dev");

    @Test
    void ofModelsThatTellOfNoCache() {
        assertThat(CHAT.use(answer("llama3", new TokenUsage(12, 3))))
                .isEqualTo(new ModelUse("llama3", 1, 1, 12, 3, 0, 0));
        assertThat(CHAT.use(answer("llama3", null))).isEqualTo(new ModelUse("llama3", 1, 0, 0, 0, 0, 0));
    }

    @Test
    void ofOpenAisModelsWhoseCacheIsAPartOfTheInput() {
        OpenAiTokenUsage usage = OpenAiTokenUsage.builder()
                .inputTokenCount(2006)
                .inputTokensDetails(
                        InputTokensDetails.builder().cachedTokens(1920).build())
                .outputTokenCount(300)
                .totalTokenCount(2306)
                .build();

        assertThat(CHAT.use(answer("gpt-4o-2024-08-06", usage)))
                .isEqualTo(new ModelUse("gpt-4o-2024-08-06", 1, 1, 2006, 300, 1920, 0));
    }

    @Test
    void ofAnthropicsModelsWhoseCacheIsBesideTheInput() {
        AnthropicTokenUsage usage = AnthropicTokenUsage.builder()
                .inputTokenCount(50)
                .outputTokenCount(503)
                .cacheCreationInputTokens(1000)
                .cacheReadInputTokens(8000)
                .build();
        ModelUse use = new ModelUse("claude-sonnet-4-5-20250929", 1, 1, 9050, 503, 8000, 1000);

        assertThat(CHAT.use(answer("claude-sonnet-4-5-20250929", usage))).isEqualTo(use);
        assertThat(STREAM.use("Ye", "s", answer("claude-sonnet-4-5-20250929", usage)))
                .as("of what a handler is given")
                .isEqualTo(use);
    }

    @Test
    void ofEmbeddings() {
        Response<List<Embedding>> answer = Response.from(List.of(Embedding.from(new float[] {1})), new TokenUsage(8));

        assertThat(method("embedding.EmbeddingModel+#embedAll").use(answer).input())
                .isEqualTo(8);
    }

    private static ChatResponse answer(String model, TokenUsage usage) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("Yes."))
                .modelName(model)
                .tokenUsage(usage)
                .build();
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("langchain4j", "dev.langchain4j.model." + name);
    }
}
