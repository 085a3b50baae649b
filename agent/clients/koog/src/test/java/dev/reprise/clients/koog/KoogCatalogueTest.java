package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.koog.prompt.executor.clients.anthropic.AnthropicLLMClient;
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient;
import ai.koog.prompt.executor.ollama.client.OllamaClient;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class KoogCatalogueTest {

    @Test
    void theMethodsThatTalkToTheProviderAreFoundOnceEach() {
        assertThat(CataloguedMethod.woven("koog", OpenAILLMClient.class))
                .containsExactlyInAnyOrder("execute", "executeStreaming", "embed", "moderate");
        assertThat(CataloguedMethod.woven("koog", AnthropicLLMClient.class))
                .containsExactlyInAnyOrder("execute", "executeStreaming");
        assertThat(CataloguedMethod.woven("koog", OllamaClient.class)).containsExactlyInAnyOrder("embed", "embed");
    }
}
