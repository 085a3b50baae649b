package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.OpenAiChatOptions;

class SpringAiValuesTest {

    private final StandInProvider provider = StandInProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersOfOpenAiAreGivenBack() throws Exception {
        OpenAIClient client = SpringAiKeysTest.client(OpenAiChatOptions.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .build());
        for (String answer : Answers.OPENAI_CHAT) {
            provider.answers("/v1/chat/completions", answer);

            check(
                    client.chat()
                            .completions()
                            .create(ChatCompletionCreateParams.builder()
                                    .model("gpt-4o")
                                    .addUserMessage("Where is my order?")
                                    .build()),
                    ChatCompletion.class);
        }
        provider.answers("/v1/embeddings", Answers.OPENAI_EMBEDDING);

        check(
                client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("text-embedding-3-small")
                                .input("a")
                                .build()),
                CreateEmbeddingResponse.class);
    }

    @Test
    void answersOfOllamaAreGivenBack() throws Exception {
        for (String answer : Answers.OLLAMA) {
            provider.answers("/api/chat", answer);

            check(ollama().chat(ollamaChat()), OllamaApi.ChatResponse.class);
        }
        provider.answers("/api/embed", Answers.OLLAMA_EMBEDDING);

        check(
                ollama().embed(new OllamaApi.EmbeddingsRequest(
                        "all-minilm", List.of("a", "b"), null, null, null, null)),
                OllamaApi.EmbeddingsResponse.class);
    }

    @Test
    void aClientThatWasUsedHasTheKeyItHadBefore() {
        provider.answers("/api/chat", Answers.OLLAMA.get(0));
        CataloguedMethod chat = CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#chat");
        OllamaApi ollama = ollama();
        String before = chat.key(new Call(ollama, ollamaChat()));

        ollama.chat(ollamaChat());

        assertThat(chat.key(new Call(ollama, ollamaChat()))).isEqualTo(before).doesNotStartWith("bypass:");
    }

    private static void check(Object answer, Class<?> declared) throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, declared, List.of());
        byte[] content = codec.encode(answer);
        Object decoded = codec.decode(content);

        assertThat(decoded).isNotSameAs(answer).hasSameClassAs(answer);
        if (declared.getName().startsWith("com.openai.")) {
            assertThat(decoded).isEqualTo(answer).hasToString(answer.toString());
        } else {
            assertThat(decoded)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(answer);
        }
        assertThat(codec.decode(content)).isNotSameAs(decoded);
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(provider.url()).build();
    }

    private static OllamaApi.ChatRequest ollamaChat() {
        return OllamaApi.ChatRequest.builder("llama3.2")
                .messages(List.of(OllamaApi.Message.builder(OllamaApi.Message.Role.USER)
                        .content("Where is my order?")
                        .build()))
                .stream(false)
                .build();
    }
}
