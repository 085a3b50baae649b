package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.language.LanguageModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What the models of each provider make of its answers comes back equal from an entry. */
class ProviderValuesTest {

    @Test
    void everyAnswerComesBackEqualAndAnotherObject() throws Exception {
        int carried = 0;
        try (StandInProvider provider = StandInProvider.start()) {
            Replies.teach(provider);
            for (Map.Entry<String, Callable<Object>> call :
                    ProviderCalls.of(provider.url()).entrySet()) {
                Method method = method(call.getKey());
                if (method != null) {
                    RoundTrip.of(
                            call.getValue().call(),
                            new Codecs(FieldAccess.NONE)
                                    .codec(
                                            method.getGenericReturnType(),
                                            method.getDeclaringClass(),
                                            List.of("dev.langchain4j.")));
                    carried++;
                }
            }
        }

        assertThat(carried).isEqualTo(30);
    }

    /** Returns the method by which a call of that name is answered, or null if in parts. */
    private static Method method(String call) throws NoSuchMethodException {
        String kind = call.substring(call.indexOf('-') + 1);
        return switch (kind) {
            case "embed" -> EmbeddingModel.class.getMethod("embed", String.class);
            case "embed-all" -> EmbeddingModel.class.getMethod("embedAll", List.class);
            case "embed-request" -> EmbeddingModel.class.getMethod("doEmbed", EmbeddingRequest.class);
            case "scoring" -> ScoringModel.class.getMethod("scoreAll", List.class, String.class);
            case "moderation" -> ModerationModel.class.getMethod("doModerate", ModerationRequest.class);
            case "image", "edit", "edit-masked" -> ImageModel.class.getMethod("generate", String.class);
            case "images" -> ImageModel.class.getMethod("generate", String.class, int.class);
            case "language" -> LanguageModel.class.getMethod("generate", String.class);
            case "transcription" ->
                AudioTranscriptionModel.class.getMethod("transcribe", AudioTranscriptionRequest.class);
            case "speech" -> TextToSpeechModel.class.getMethod("synthesize", TextToSpeechRequest.class);
            default -> kind.contains("stream") ? null : ChatModel.class.getMethod("doChat", ChatRequest.class);
        };
    }
}
