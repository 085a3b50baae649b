package dev.reprise.clients.springai1;

import java.util.List;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.api.OpenAiApi;

/** The same question to each provider. */
final class Requests {

    private Requests() {}

    static OpenAiApi.ChatCompletionRequest openAi(boolean stream) {
        return new OpenAiApi.ChatCompletionRequest(
                List.of(new OpenAiApi.ChatCompletionMessage(
                        "Where is my order?", OpenAiApi.ChatCompletionMessage.Role.USER)),
                "gpt-4o",
                0.2,
                stream);
    }

    static AnthropicApi.ChatCompletionRequest anthropic(boolean stream) {
        return AnthropicApi.ChatCompletionRequest.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .messages(List.of(new AnthropicApi.AnthropicMessage(
                        List.of(new AnthropicApi.ContentBlock("Where is my order?")), AnthropicApi.Role.USER)))
                .stream(stream)
                .build();
    }

    static OllamaApi.ChatRequest ollama(boolean stream) {
        return OllamaApi.ChatRequest.builder("llama3.2")
                .messages(List.of(OllamaApi.Message.builder(OllamaApi.Message.Role.USER)
                        .content("Where is my order?")
                        .build()))
                .stream(stream)
                .build();
    }
}
