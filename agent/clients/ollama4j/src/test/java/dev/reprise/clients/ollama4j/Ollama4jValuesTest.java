package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.embed.OllamaEmbedResult;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.request.OllamaChatEndpointCaller;
import io.github.ollama4j.models.request.OllamaGenerateEndpointCaller;
import io.github.ollama4j.models.request.ThinkMode;
import io.github.ollama4j.models.response.OllamaResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class Ollama4jValuesTest {

    private final StandInProvider provider = StandInProvider.start();
    private final Ollama client = new Ollama(provider.url());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersOfChatsAreGivenBack() throws Exception {
        for (String answer : Answers.CHATS) {
            provider.answers("/api/chat", answer);
            OllamaChatResponseModel model = chat();

            RoundTrip.of(model, codec(OllamaChatResponseModel.class, OllamaChatEndpointCaller.class));
        }
    }

    @Test
    void generatedTextsAndEmbeddingsAreGivenBack() throws Exception {
        provider.answers("/api/generate", Answers.GENERATED).answers("/api/embed", Answers.EMBEDDED);

        RoundTrip.of(generate(), codec(OllamaResult.class, OllamaGenerateEndpointCaller.class));
        RoundTrip.of(
                client.embed(new OllamaEmbedRequest("all-minilm", List.of("a", "b"))),
                codec(OllamaEmbedResult.class, Ollama.class));
    }

    @Test
    void anAnswerThatBrokeOffIsNotKept() throws Exception {
        provider.answers("/api/generate", "{\"response\":\"Half an ans\",\"done\":false}")
                .answers("/api/chat", "{\"message\":{\"role\":\"assistant\",\"content\":\"Hal\"},\"done\":false}")
                .answers("/api/embed", "{\"error\":\"of a proxy\"}");
        ValueCodec generated = codec(OllamaResult.class, OllamaGenerateEndpointCaller.class);
        ValueCodec chats = codec(OllamaChatResponseModel.class, OllamaChatEndpointCaller.class);
        OllamaResult half = generate();
        OllamaChatResponseModel halfAChat = chat();

        assertThatThrownBy(() -> generated.encode(half))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
        assertThatThrownBy(() -> chats.encode(halfAChat)).isInstanceOf(Uncacheable.class);
        assertThatThrownBy(() -> codec(OllamaEmbedResult.class, Ollama.class).encode(new OllamaEmbedResult()))
                .isInstanceOf(Uncacheable.class);
    }

    private OllamaChatResponseModel chat() throws Exception {
        OllamaChatRequest request = OllamaChatRequest.builder()
                .withModel("llama3.2")
                .withMessage(OllamaChatMessageRole.USER, "Where is my order?")
                .build();
        return client.chat(request, null).getResponseModel();
    }

    private OllamaResult generate() throws Exception {
        return client.generate(
                OllamaGenerateRequest.builder()
                        .withModel("llama3.2")
                        .withPrompt("Where is my order?")
                        .withThink(ThinkMode.DISABLED)
                        .build(),
                null);
    }

    private static ValueCodec codec(Class<?> declared, Class<?> owner) throws Uncacheable {
        String name = owner.equals(Ollama.class) ? "#embed" : "#callSync";
        CataloguedMethod method = CataloguedMethod.of("ollama4j", owner.getName() + name);
        return new Codecs(FieldAccess.NONE).codec(declared, owner, method.allow());
    }
}
