package dev.reprise.clients.springai2;

import dev.reprise.clients.matrix.AnthropicProtocol;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OllamaProtocol;
import dev.reprise.clients.matrix.OpenAiProtocol;
import dev.reprise.clients.matrix.Protocol;
import java.util.Arrays;
import java.util.List;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** The calls of Spring AI 2. */
public final class SpringAiRows {

    private final Matrix matrix;

    private SpringAiRows(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Protocol protocol = Protocol.of(new OpenAiProtocol(), new AnthropicProtocol(), new OllamaProtocol());
        Matrix.run(arguments, protocol, matrix -> {
            SpringAiRows rows = new SpringAiRows(matrix);
            rows.chats();
            rows.embeddings();
        });
    }

    private void chats() {
        chat(OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .build())
                .build());
        chat(AnthropicChatModel.builder()
                .options(AnthropicChatOptions.builder()
                        .baseUrl(matrix.url())
                        .apiKey("key")
                        .build())
                .build());
        chat(OllamaChatModel.builder().ollamaApi(ollama()).build());
    }

    private void chat(ChatModel model) {
        String name = model.getClass().getSimpleName();
        matrix.row(name + ".call", question -> Told.of(model.call(new Prompt(question))));
        matrix.row(name + ".stream", question -> Told.all(model.stream(new Prompt(question))))
                .cancelled(question -> Told.begun(model.stream(new Prompt(question))));
    }

    private void embeddings() {
        embedding(OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .build())
                .build());
        embedding(OllamaEmbeddingModel.builder().ollamaApi(ollama()).build());
    }

    private void embedding(EmbeddingModel model) {
        matrix.row(model.getClass().getSimpleName() + ".embedForResponse", question -> {
            EmbeddingResponse response = model.embedForResponse(List.of(question));
            return Arrays.toString(response.getResult().getOutput()) + " "
                    + response.getMetadata().getModel() + " "
                    + Told.of(response.getMetadata().getUsage());
        });
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(matrix.url()).build();
    }
}
