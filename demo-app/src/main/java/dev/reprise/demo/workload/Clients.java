package dev.reprise.demo.workload;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.reprise.demo.service.Assistant;
import dev.reprise.demo.service.Embedder;
import dev.reprise.demo.service.LangChain4jAssistant;
import dev.reprise.demo.service.LangChain4jEmbedder;
import dev.reprise.demo.service.OpenAiAssistant;
import dev.reprise.demo.service.OpenAiEmbedder;

/** The real clients, set up as a service would. */
final class Clients implements AutoCloseable {

    static final String CHAT_MODEL = "gpt-4.1";
    private static final String EMBEDDING_MODEL = "text-embedding-3-small";
    private static final String API_KEY = "sk-demo";

    private final String baseUrl;
    private final OpenAIClient openAi;

    Clients(String baseUrl) {
        this.baseUrl = baseUrl;
        this.openAi =
                OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(API_KEY).build();
    }

    OpenAIClient openAi() {
        return openAi;
    }

    Assistant assistant(Conversation.Client client) {
        return switch (client) {
            case LANGCHAIN4J ->
                new LangChain4jAssistant(OpenAiChatModel.builder()
                        .baseUrl(baseUrl)
                        .apiKey(API_KEY)
                        .modelName(CHAT_MODEL)
                        .temperature(0.2)
                        .build());
            case OPENAI_JAVA -> new OpenAiAssistant(openAi, CHAT_MODEL);
        };
    }

    Embedder embedder(Conversation.Client client) {
        return switch (client) {
            case LANGCHAIN4J ->
                new LangChain4jEmbedder(OpenAiEmbeddingModel.builder()
                        .baseUrl(baseUrl)
                        .apiKey(API_KEY)
                        .modelName(EMBEDDING_MODEL)
                        .build());
            case OPENAI_JAVA -> new OpenAiEmbedder(openAi, EMBEDDING_MODEL);
        };
    }

    @Override
    public void close() {
        openAi.close();
    }
}
