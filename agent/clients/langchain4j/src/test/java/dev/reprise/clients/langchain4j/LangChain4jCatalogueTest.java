package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.cohere.CohereScoringModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiModerationModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaLanguageModel;
import dev.langchain4j.model.ollama.OllamaStreamingLanguageModel;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiStreamingLanguageModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The methods that the catalogue names are those of the library. */
class LangChain4jCatalogueTest {

    @Test
    void theMethodsOfModelsAreWoven() {
        assertThat(woven(AnthropicChatModel.class)).containsExactly("doChat");
        assertThat(woven(AnthropicStreamingChatModel.class)).containsExactly("doChat");
        assertThat(woven(OllamaChatModel.class)).containsExactly("doChat");
        assertThat(woven(GoogleAiGeminiChatModel.class)).containsExactly("doChat");
        assertThat(woven(CohereScoringModel.class)).containsExactly("scoreAll");
        assertThat(woven(OpenAiModerationModel.class)).containsExactly("doModerate");
        assertThat(woven(MistralAiModerationModel.class)).containsExactly("doModerate");
        assertThat(woven(OpenAiImageModel.class)).containsExactly("generate", "generate", "edit", "edit");
        assertThat(woven(OpenAiLanguageModel.class)).containsExactly("generate");
        assertThat(woven(OpenAiStreamingLanguageModel.class)).containsExactly("generate");
        assertThat(woven(OpenAiAudioTranscriptionModel.class)).containsExactly("transcribe");
        assertThat(woven(OpenAiTextToSpeechModel.class)).containsExactly("synthesize");
    }

    /** Above an {@code embedAll} that tells listeners, nobody would hear of an answer from an entry. */
    @Test
    void embeddingsAreWovenBelowTheirListeners() {
        assertThat(woven(EmbeddingModel.class)).containsExactly("doEmbed");
        assertThat(woven(MistralAiEmbeddingModel.class)).containsExactly("embedAll");
        assertThat(woven(GoogleAiEmbeddingModel.class))
                .hasSize(3)
                .contains("doEmbed")
                .anyMatch(name -> name.startsWith("lambda$embed$"))
                .anyMatch(name -> name.startsWith("lambda$embedAll$"));
    }

    @Test
    void languageModelsThatDoNotSayHowTheirAnswerEndedAreLeftAlone() {
        assertThat(woven(OllamaLanguageModel.class)).isEmpty();
        assertThat(woven(OllamaStreamingLanguageModel.class)).isEmpty();
    }

    private static List<String> woven(Class<?> type) {
        return CataloguedMethod.woven("langchain4j", type);
    }
}
