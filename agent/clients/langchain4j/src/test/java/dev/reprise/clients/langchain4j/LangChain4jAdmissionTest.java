package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class LangChain4jAdmissionTest {

    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.chat.ChatModel+#doChat");
    private static final CataloguedMethod EMBEDDING =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.embedding.EmbeddingModel+#doEmbed");

    @Test
    void chats() {
        for (FinishReason reason : FinishReason.values()) {
            String refusal = CHAT.refusal(ChatResponse.builder()
                    .aiMessage(AiMessage.from("Yes."))
                    .finishReason(reason)
                    .build());
            if (reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER) {
                assertThat(refusal).contains(reason + " in metadata.finishReason");
            } else {
                assertThat(refusal).as(reason.toString()).isNull();
            }
        }
        AiMessage tools = AiMessage.from(
                ToolExecutionRequest.builder().name("refund").arguments("{}").build());
        assertThat(CHAT.refusal(ChatResponse.builder().aiMessage(tools).build()))
                .isNull();
        assertThat(CHAT.refusal(ChatResponse.builder()
                        .aiMessage(AiMessage.builder().text("").build())
                        .build()))
                .contains("is empty");
    }

    @Test
    void embeddings() {
        assertThat(EMBEDDING.refusal(EmbeddingResponse.builder()
                        .embeddings(List.of(Embedding.from(new float[] {0.5f})))
                        .build()))
                .isNull();
        assertThat(EMBEDDING.refusal(
                        EmbeddingResponse.builder().embeddings(List.of()).build()))
                .contains("is empty");
    }
}
