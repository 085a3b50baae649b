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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class LangChain4jAdmissionTest {

    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.chat.ChatModel+#doChat");
    private static final CataloguedMethod STREAM = CataloguedMethod.of(
            "langchain4j",
            "dev.langchain4j.model.chat.StreamingChatModel+#doChat(dev.langchain4j.model.chat.request.ChatRequest, ");
    private static final CataloguedMethod EMBEDDING =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.embedding.EmbeddingModel+#doEmbed");

    @Test
    void chats() {
        for (FinishReason reason : FinishReason.values()) {
            String refusal = CHAT.refusal(ChatResponse.builder()
                    .aiMessage(AiMessage.from("Yes."))
                    .finishReason(reason)
                    .build());
            if (reason == FinishReason.STOP || reason == FinishReason.TOOL_EXECUTION) {
                assertThat(refusal).as(reason.toString()).isNull();
            } else {
                assertThat(refusal).contains(reason + " in metadata.finishReason");
            }
        }
        assertThat(CHAT.refusal(
                        ChatResponse.builder().aiMessage(AiMessage.from("half")).build()))
                .contains("nothing in metadata.finishReason");
        assertThat(STREAM.refusal(
                        "half",
                        ChatResponse.builder().aiMessage(AiMessage.from("half")).build()))
                .contains("nothing in metadata.finishReason");
        assertThat(STREAM.refusal("Yes.", answer(AiMessage.from("Yes.")))).isNull();
        AiMessage tools = AiMessage.from(
                ToolExecutionRequest.builder().name("refund").arguments("{}").build());
        assertThat(CHAT.refusal(answer(tools))).isNull();
        assertThat(CHAT.refusal(answer(AiMessage.builder()
                        .attributes(Map.of("generated_images", List.of("a cat")))
                        .build())))
                .isNull();
        assertThat(CHAT.refusal(answer(AiMessage.builder().text("").build()))).contains("is empty");
        assertThat(CHAT.refusal(answer(AiMessage.builder()
                        .text("")
                        .thinking("Hm.")
                        .attributes(Map.of("thinking_signature", "s"))
                        .build())))
                .contains("is empty");
    }

    /** They say so of each answer that calls tools, also of one that was cut. */
    @Test
    void chatsOfProvidersWhoseToolCallsMayBeCut() {
        for (String type : List.of("googleai.GoogleAiGeminiChatModel", "ollama.OllamaChatModel")) {
            CataloguedMethod chat = CataloguedMethod.of(
                    "langchain4j", "dev.langchain4j.model.chat.ChatModel+#doChat", "dev.langchain4j.model." + type);

            assertThat(chat.refusal(answer(AiMessage.from("Yes.")))).isNull();
            assertThat(chat.refusal(ChatResponse.builder()
                            .aiMessage(AiMessage.from(ToolExecutionRequest.builder()
                                    .name("refund")
                                    .arguments("{}")
                                    .build()))
                            .finishReason(FinishReason.TOOL_EXECUTION)
                            .build()))
                    .contains("TOOL_EXECUTION in metadata.finishReason");
        }
    }

    private static ChatResponse answer(AiMessage message) {
        return ChatResponse.builder()
                .aiMessage(message)
                .finishReason(FinishReason.STOP)
                .build();
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
        assertThat(several.refusal(Response.from(List.of()))).contains("nothing in content.base64Data");
        for (Image empty :
                List.of(Image.builder().base64Data("").build(), Image.builder().build())) {
            assertThat(one.refusal(Response.from(empty))).contains("nothing in content.base64Data");
            assertThat(several.refusal(Response.from(List.of(here, empty)))).contains("nothing in content.base64Data");
        }
    }

    @Test
    void languageModels() {
        CataloguedMethod language = method("language.LanguageModel+#generate");
        CataloguedMethod streamed = method("language.StreamingLanguageModel+#generate");
        for (FinishReason reason : FinishReason.values()) {
            Response<String> answer = Response.from("there was", new TokenUsage(1, 2), reason);
            if (reason == FinishReason.STOP) {
                assertThat(language.refusal(answer)).isNull();
                assertThat(streamed.refusal("there ", answer)).isNull();
            } else {
                assertThat(language.refusal(answer)).contains(reason + " in finishReason");
                assertThat(streamed.refusal("there ", answer)).contains(reason + " in finishReason");
            }
        }
        assertThat(language.refusal(Response.from("", null, FinishReason.STOP))).contains("is empty");
        assertThat(language.refusal(Response.from("half"))).contains("nothing in finishReason");
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
