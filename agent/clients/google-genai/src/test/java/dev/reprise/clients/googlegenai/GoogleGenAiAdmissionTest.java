package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import dev.reprise.clients.CataloguedMethod;
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
        Set<FinishReason.Known> whole = Set.of(FinishReason.Known.STOP, FinishReason.Known.FINISH_REASON_UNSPECIFIED);
        for (FinishReason.Known reason : FinishReason.Known.values()) {
            String refusal = GENERATE.refusal(answer(reason.toString()));
            if (whole.contains(reason)) {
                assertThat(refusal).as(reason.toString()).isNull();
            } else {
                assertThat(refusal).as(reason.toString()).contains(reason + " in candidates.finishReason");
            }
        }
        assertThat(GENERATE.refusal(answer("OF_TOMORROW"))).isNull();
        assertThat(GENERATE.refusal(
                        GenerateContentResponse.fromJson("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")))
                .contains("promptFeedback.blockReason");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson("{\"candidates\":[]}")))
                .contains("is empty");
        assertThat(GENERATE.refusal(GenerateContentResponse.fromJson("{\"error\":{\"code\":500}}")))
                .contains("is empty");
    }

    @Test
    void embeddings() {
        assertThat(EMBED.refusal(EmbedContentResponse.fromJson("{\"embeddings\":[{\"values\":[0.5]}]}")))
                .isNull();
        assertThat(EMBED.refusal(EmbedContentResponse.fromJson("{}"))).contains("is empty");
    }

    private static GenerateContentResponse answer(String reason) {
        return GenerateContentResponse.fromJson(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Yes.\"}]},\"finishReason\":\"" + reason
                        + "\"}]}");
    }
}
