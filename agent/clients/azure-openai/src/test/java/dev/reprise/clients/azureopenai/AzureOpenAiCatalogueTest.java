package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class AzureOpenAiCatalogueTest {

    @Test
    void theMethodsThatReturnWhatTheProviderSaidAreFound() {
        assertThat(CataloguedMethod.woven("azure-openai", OpenAIAsyncClient.class))
                .containsExactlyInAnyOrderElementsOf(CataloguedMethod.woven("azure-openai", OpenAIClient.class));
        assertThat(CataloguedMethod.woven("azure-openai", OpenAIClient.class))
                .containsExactlyInAnyOrder(
                        "getChatCompletions",
                        "getChatCompletionsStream",
                        "getChatCompletionsStream",
                        "getCompletions",
                        "getCompletionsStream",
                        "getCompletionsStream",
                        "getEmbeddings",
                        "getImageGenerations",
                        "getAudioTranscription",
                        "getAudioTranscriptionText",
                        "getAudioTranslation",
                        "getAudioTranslationText");
    }
}
