package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.again;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LangChain4jValuesTest {

    @Test
    void chatResponsesKeepTheirMetadataSubclassRawResponseAndToolCalls() throws Exception {
        var response = LangChainAnswers.chat("Grüße");

        var again = again("chat", response, "dev.langchain4j.");

        assertThat(again).isNotSameAs(response);
        assertThat(again.aiMessage()).isEqualTo(response.aiMessage());
        assertThat(again.aiMessage().toolExecutionRequests().get(0).name()).isEqualTo("weather");
        assertThat(again.finishReason()).isSameAs(FinishReason.STOP);
        assertThat(again.metadata()).isInstanceOf(OpenAiChatResponseMetadata.class);
        var metadata = (OpenAiChatResponseMetadata) again.metadata();
        assertThat(metadata.tokenUsage()).isInstanceOf(OpenAiTokenUsage.class).isEqualTo(response.tokenUsage());
        assertThat(metadata.rawHttpResponse().body()).isEqualTo("{\"id\": \"chatcmpl-1\"}");
        assertThat(metadata.rawHttpResponse().headers()).isEqualTo(Map.of("content-type", List.of("application/json")));
        assertThat(metadata.rawHttpResponse().headers().get("Content-Type"))
                .isEqualTo(((OpenAiChatResponseMetadata) response.metadata())
                        .rawHttpResponse()
                        .headers()
                        .get("Content-Type"));
        assertThat(metadata.rawServerSentEvents())
                .isEqualTo(((OpenAiChatResponseMetadata) response.metadata()).rawServerSentEvents());
        assertThat(metadata.created()).isEqualTo(1_790_000_000L);
    }

    @Test
    void withoutLeaveTheSubclassIsRefusedByName() {
        assertThatThrownBy(() -> again("chat", LangChainAnswers.chat("x")))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("answer.metadata is a dev.langchain4j.model.openai.OpenAiChatResponseMetadata");
    }

    @Test
    void embeddingsAreCopies() throws Exception {
        var response = EmbeddingResponse.builder()
                .embeddings(List.of(Embedding.from(new float[] {1.5f, -0.0f}), Embedding.from(new float[] {3})))
                .modelName("text-embedding-3-small")
                .tokenUsage(new TokenUsage(3))
                .build();

        var again = again("embeddings", response, "dev.langchain4j.");
        again.embeddings().get(1).normalize();

        assertThat(again.embeddings().get(0)).isEqualTo(response.embeddings().get(0));
        assertThat(response.embeddings().get(1).vector()).containsExactly(3);
        assertThat(again.tokenUsage()).isEqualTo(response.tokenUsage());
    }

    @Test
    void responsesOfEmbeddingsAreCarried() throws Exception {
        var response = Response.from(Embedding.from(new float[] {1, 2}), new TokenUsage(2), FinishReason.STOP);

        assertThat(again("embedding", response)).isEqualTo(response);
    }
}
