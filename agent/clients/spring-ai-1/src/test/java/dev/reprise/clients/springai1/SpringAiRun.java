package dev.reprise.clients.springai1;

import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.api.OpenAiApi;

/** A service that asks each provider the same twice, and prints how many requests came there. */
final class SpringAiRun {

    private SpringAiRun() {}

    /** Takes the port of the provider, and whether it is to end each stream before its end. */
    public static void main(String[] arguments) {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0))
                    .answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING)
                    .answers("/v1/messages", ProviderAnswers.ANTHROPIC.get(0))
                    .answers("/api/chat", ProviderAnswers.OLLAMA.get(0))
                    .answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING)
                    .streams("/v1/chat/completions", "text/event-stream", Events.OPENAI_STREAM)
                    .streams("/v1/messages", "text/event-stream", Events.ANTHROPIC_STREAM)
                    .streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM);
            if (arguments.length > 1 && Boolean.parseBoolean(arguments[1])) {
                provider.streams("/v1/chat/completions", "text/event-stream", cut(Events.OPENAI_STREAM, 4))
                        .streams("/v1/messages", "text/event-stream", cut(Events.ANTHROPIC_STREAM, 9))
                        .streams("/api/chat", "application/x-ndjson", cut(ProviderAnswers.OLLAMA_STREAM, 2));
            }
            for (ChatModel model : chatModels(provider.url())) {
                int before = provider.requests();
                List<String> one = streamed(model);
                List<String> other = streamed(model);
                System.out.println(model.getClass().getSimpleName() + "Stream " + (provider.requests() - before) + " "
                        + one.equals(other) + " " + other);
            }
            for (ChatModel model : chatModels(provider.url())) {
                int before = provider.requests();
                ChatResponse one = model.call(new Prompt("Where is my order?"));
                ChatResponse other = model.call(new Prompt("Where is my order?"));
                System.out.println(model.getClass().getSimpleName() + " " + (provider.requests() - before) + " "
                        + one.getResults().equals(other.getResults()) + " "
                        + one.getMetadata()
                                .getUsage()
                                .equals(other.getMetadata().getUsage()) + " "
                        + other.getResult().getOutput().getText());
            }
            OtherModels.teach(provider);
            OtherModels.calls(provider.url()).forEach((name, call) -> {
                int before = provider.requests();
                String one = call.get();
                String other = call.get();
                System.out.println(name + " " + (provider.requests() - before) + " " + one.equals(other) + " " + other);
            });
            for (EmbeddingModel model : embeddingModels(provider.url())) {
                int before = provider.requests();
                EmbeddingResponse one = model.embedForResponse(List.of("a", "b"));
                EmbeddingResponse other = model.embedForResponse(List.of("a", "b"));
                System.out.println(model.getClass().getSimpleName() + " " + (provider.requests() - before) + " "
                        + one.getResults().equals(other.getResults()) + " "
                        + other.getResults().size());
            }
        }
    }

    private static String cut(String stream, int lines) {
        return stream.lines().limit(lines).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The chunks, each with its text, its reason to end and its tokens. */
    private static List<String> streamed(ChatModel model) {
        return model.stream(new Prompt("Where is my order?"))
                .map(chunk -> chunk.getResult() == null
                        ? "usage " + chunk.getMetadata().getUsage().getTotalTokens()
                        : chunk.getResult().getOutput().getText() + " "
                                + chunk.getResult().getMetadata().getFinishReason() + " "
                                + chunk.getMetadata().getUsage().getTotalTokens())
                .collectList()
                .block();
    }

    private static List<ChatModel> chatModels(String url) {
        return List.of(
                OpenAiChatModel.builder()
                        .openAiApi(
                                OpenAiApi.builder().baseUrl(url).apiKey("key").build())
                        .defaultOptions(OpenAiChatOptions.builder()
                                .model("gpt-4o")
                                .temperature(0.2)
                                .build())
                        .build(),
                AnthropicChatModel.builder()
                        .anthropicApi(AnthropicApi.builder()
                                .baseUrl(url)
                                .apiKey("key")
                                .build())
                        .build(),
                OllamaChatModel.builder()
                        .ollamaApi(OllamaApi.builder().baseUrl(url).build())
                        .defaultOptions(
                                OllamaChatOptions.builder().model("llama3.2").build())
                        .build());
    }

    private static List<EmbeddingModel> embeddingModels(String url) {
        return List.of(
                new OpenAiEmbeddingModel(
                        OpenAiApi.builder().baseUrl(url).apiKey("key").build()),
                OllamaEmbeddingModel.builder()
                        .ollamaApi(OllamaApi.builder().baseUrl(url).build())
                        .build());
    }
}
