package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
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

    @Test
    void images() {
        CataloguedMethod one = method("image.ImageModel+#generate(java.lang.String)");
        CataloguedMethod several = method("image.ImageModel+#generate(java.lang.String, int)");
        Image here = Image.builder().base64Data("iVBORw==").build();
        Image elsewhere =
                Image.builder().url("https://example.org/soon-gone.png").build();

        assertThat(one.refusal(Response.from(here))).isNull();
        assertThat(one.refusal(Response.from(elsewhere))).contains("content.url");
        assertThat(several.refusal(Response.from(List.of(here, here)))).isNull();
        assertThat(several.refusal(Response.from(List.of(here, elsewhere)))).contains("content.url");
        assertThat(several.refusal(Response.from(List.of()))).contains("is empty");
    }

    @Test
    void languageModels() {
        CataloguedMethod language = method("language.LanguageModel+#generate");
        CataloguedMethod streamed = method("language.StreamingLanguageModel+#generate");
        for (FinishReason reason : FinishReason.values()) {
            Response<String> answer = Response.from("there was", new TokenUsage(1, 2), reason);
            if (reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER) {
                assertThat(language.refusal(answer)).contains(reason + " in finishReason");
                assertThat(streamed.refusal("there ", answer)).contains(reason + " in finishReason");
            } else {
                assertThat(language.refusal(answer)).as(reason.toString()).isNull();
                assertThat(streamed.refusal("there ", answer))
                        .as(reason.toString())
                        .isNull();
            }
        }
        assertThat(language.refusal(Response.from(""))).contains("is empty");
    }

    @Test
    void whatSaysNothingIsNotKept() {
        assertThat(method("scoring.ScoringModel+#scoreAll").refusal(Response.from(List.of(0.5))))
                .isNull();
        assertThat(method("scoring.ScoringModel+#scoreAll").refusal(Response.from(List.of())))
                .contains("is empty");
        assertThat(method("audio.AudioTranscriptionModel+#transcribe")
                        .refusal(AudioTranscriptionResponse.from("Hello")))
                .isNull();
        assertThat(method("audio.AudioTranscriptionModel+#transcribe").refusal(AudioTranscriptionResponse.from("")))
                .contains("is empty");
        assertThat(method("moderation.ModerationModel+#doModerate")
                        .refusal(ModerationResponse.builder()
                                .moderation(Moderation.notFlagged())
                                .build()))
                .isNull();
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("langchain4j", "dev.langchain4j.model." + name);
    }
}
