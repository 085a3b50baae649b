package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateImagesResponse;
import com.google.genai.types.SegmentImageResponse;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class GoogleGenAiAdmissionTest {

    private static final CataloguedMethod GENERATE =
            CataloguedMethod.of("google-genai", "com.google.genai.Models#privateGenerateContent");
    private static final CataloguedMethod EMBED =
            CataloguedMethod.of("google-genai", "com.google.genai.AsyncModels#privateEmbedContent");

    @Test
    void generatedContent() {
        Set<FinishReason.Known> whole = Set.of(FinishReason.Known.STOP);
        for (FinishReason.Known reason : FinishReason.Known.values()) {
            String refusal = GENERATE.refusal(answer(reason.toString()));
            if (whole.contains(reason)) {
                assertThat(refusal).as(reason.toString()).isNull();
            } else {
                assertThat(refusal).as(reason.toString()).contains(reason + " in candidates.finishReason");
            }
        }
        assertThat(GENERATE.refusal(answer("OF_TOMORROW"))).contains("OF_TOMORROW in candidates.finishReason");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"half\"}]}}]}")))
                .contains("nothing in candidates.finishReason");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"STOP\"}]}")))
                .contains("is empty");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson("{\"candidates\":[{\"content\":{\"parts\":"
                        + "[{\"functionCall\":{\"name\":\"f\",\"args\":{}}}]},\"finishReason\":\"STOP\"}]}")))
                .isNull();
        assertThat(GENERATE.refusal(
                        GenerateContentResponse.fromJson("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")))
                .contains("promptFeedback.blockReason");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson("{\"candidates\":[]}")))
                .contains("is empty");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson("{\"error\":{\"code\":500}}")))
                .contains("is empty");
    }

    /** The answer says that it could not look something up, which it can a moment later. */
    @Test
    void contentWhoseToolsFailed() {
        String content =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Perhaps.\"}%s]},\"finishReason\":\"STOP\"%s}]}";

        assertThat(
                        GENERATE.refusal(
                                GenerateContentResponse.fromJson(
                                        content.formatted(
                                                "",
                                                ",\"urlContextMetadata\":{\"urlMetadata\":[{\"urlRetrievalStatus\":\"URL_RETRIEVAL_STATUS_ERROR\"}]}"))))
                .contains("URL_RETRIEVAL_STATUS_ERROR");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson(content.formatted(
                        ",{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_DEADLINE_EXCEEDED\"}}", ""))))
                .contains("OUTCOME_DEADLINE_EXCEEDED");
        assertThat(
                        GENERATE.refusal(
                                GenerateContentResponse.fromJson(
                                        content.formatted(
                                                ",{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_OK\"}}",
                                                ",\"urlContextMetadata\":{\"urlMetadata\":[{\"urlRetrievalStatus\":\"URL_RETRIEVAL_STATUS_SUCCESS\"}]}"))))
                .isNull();
    }

    @Test
    void embeddings() {
        assertThat(EMBED.refusal(EmbedContentResponse.fromJson("{\"embeddings\":[{\"values\":[0.5]}]}")))
                .isNull();
        assertThat(EMBED.refusal(EmbedContentResponse.fromJson("{}"))).contains("is empty");
    }

    @Test
    void streams() {
        CataloguedMethod stream =
                CataloguedMethod.of("google-genai", "com.google.genai.AsyncModels#privateGenerateContentStream");
        GenerateContentResponse chunk =
                GenerateContentResponse.fromJson("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Ye\"}]}}]}");
        GenerateContentResponse usage = GenerateContentResponse.fromJson("{\"usageMetadata\":{\"totalTokenCount\":3}}");

        assertThat(stream.refusal(chunk, usage, answer("STOP"))).isNull();
        assertThat(stream.refusal(chunk, answer("MAX_TOKENS"))).contains("MAX_TOKENS in candidates.finishReason");
        assertThat(stream.refusal(chunk, answer("SAFETY"))).contains("SAFETY");
        assertThat(stream.refusal(usage, usage)).contains("is empty");
        assertThat(stream.refusal(chunk, usage)).contains("nothing in candidates.finishReason");
    }

    @Test
    void images() {
        String image = "{\"generatedImages\":[{\"image\":{\"%s\":\"YQ==\"}}%s]}";
        for (String name :
                List.of("privateGenerateImages", "privateEditImage", "privateUpscaleImage", "recontextImage")) {
            CataloguedMethod method = CataloguedMethod.of("google-genai", "com.google.genai.Models#" + name);

            assertThat(method.refusal(GenerateImagesResponse.fromJson(image.formatted("imageBytes", ""))))
                    .isNull();
            assertThat(method.refusal(GenerateImagesResponse.fromJson(
                            image.formatted("imageBytes", ",{\"raiFilteredReason\":\"no\"}"))))
                    .contains("raiFilteredReason");
            assertThat(method.refusal(GenerateImagesResponse.fromJson(image.formatted("gcsUri", ""))))
                    .contains("gcsUri");
            assertThat(method.refusal(
                            GenerateImagesResponse.fromJson(image.formatted("imageBytes", ",{\"image\":{}}"))))
                    .contains("nothing in generatedImages.image.imageBytes");
            assertThat(method.refusal(GenerateImagesResponse.fromJson("{}")))
                    .contains("nothing in generatedImages.image.imageBytes");
        }
        CataloguedMethod segment = CataloguedMethod.of("google-genai", "com.google.genai.Models#segmentImage");
        assertThat(segment.refusal(
                        SegmentImageResponse.fromJson("{\"generatedMasks\":[{\"mask\":{\"imageBytes\":\"YQ==\"}}]}")))
                .isNull();
        assertThat(segment.refusal(SegmentImageResponse.fromJson("{\"generatedMasks\":[]}")))
                .contains("nothing in generatedMasks.mask.imageBytes");
    }

    private static GenerateContentResponse answer(String reason) {
        return GenerateContentResponse.fromJson(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Yes.\"}]},\"finishReason\":\"" + reason
                        + "\"}]}");
    }
}
