package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import dev.reprise.clients.CataloguedMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureOpenAiCatalogueTest {

    @Test
    void theMethodsThatReturnWhatTheProviderSaidAreFound() {
        List<String> later = new ArrayList<>(CataloguedMethod.woven("azure-openai", OpenAIAsyncClient.class));

        assertThat(later.remove("generateSpeechFromText")).isTrue();
        assertThat(later)
                .containsExactlyInAnyOrderElementsOf(CataloguedMethod.woven("azure-openai", OpenAIClient.class))
                .containsExactlyInAnyOrder(
                        "getChatCompletions",
                        "getChatCompletionsWithResponse",
                        "getChatCompletionsStream",
                        "getChatCompletionsStream",
                        "getChatCompletionsStreamWithResponse",
                        "getCompletions",
                        "getCompletionsWithResponse",
                        "getCompletionsStream",
                        "getCompletionsStream",
                        "getEmbeddings",
                        "getEmbeddingsWithResponse",
                        "getImageGenerations",
                        "getImageGenerationsWithResponse",
                        "getAudioTranscriptionWithResponse",
                        "getAudioTranscriptionTextWithResponse",
                        "getAudioTranslationWithResponse",
                        "getAudioTranslationTextWithResponse");
    }
}
