package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpringAiCatalogueTest {

    @ParameterizedTest
    @CsvSource({
        "org.springframework.ai.openai.api.OpenAiApi, chatCompletionEntity chatCompletionStream embeddings",
        "org.springframework.ai.openai.api.OpenAiImageApi, createImage",
        "org.springframework.ai.openai.api.OpenAiModerationApi, createModeration",
        "org.springframework.ai.openai.api.OpenAiAudioApi, createSpeech createTranscription createTranslation",
        "org.springframework.ai.anthropic.api.AnthropicApi, chatCompletionEntity chatCompletionStream",
        "org.springframework.ai.ollama.api.OllamaApi, chat streamingChat embed",
    })
    void theMethodsThatTalkToTheProviderAreFound(String type, String methods) throws Exception {
        assertThat(CataloguedMethod.woven("spring-ai", Class.forName(type)))
                .containsExactlyInAnyOrderElementsOf(List.of(methods.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.ai.openai.OpenAiChatModel",
                "org.springframework.ai.openai.OpenAiEmbeddingModel",
                "org.springframework.ai.anthropic.AnthropicChatModel",
                "org.springframework.ai.ollama.OllamaChatModel",
                "org.springframework.ai.openai.OpenAiImageModel",
                "org.springframework.ai.openai.api.OpenAiFileApi",
            })
    void whatHoldsTheToolLoopOrHasEffectsIsLeftAlone(String type) throws Exception {
        assertThat(CataloguedMethod.woven("spring-ai", Class.forName(type))).isEmpty();
    }
}
