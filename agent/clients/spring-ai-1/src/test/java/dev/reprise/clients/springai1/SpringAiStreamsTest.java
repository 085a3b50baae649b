package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** What the real clients stream. */
class SpringAiStreamsTest {

    private static final MultiValueMap<String, String> NONE = new LinkedMultiValueMap<>();
    private static final String SSE = "text/event-stream";

    private final StandInProvider provider = StandInProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void chunksAreGivenBack() throws Exception {
        for (ClientHttpConnector connector : connectors()) {
            for (String stream : Answers.OPENAI_STREAMS) {
                checkGivenBack(OpenAiApi.class, "chatCompletionStream", openAi(connector, stream));
            }
            for (String stream : Answers.ANTHROPIC_STREAMS) {
                checkGivenBack(AnthropicApi.class, "chatCompletionStream", anthropic(connector, stream));
            }
            for (String stream : Answers.OLLAMA_STREAMS) {
                checkGivenBack(OllamaApi.class, "streamingChat", ollama(connector, stream));
            }
        }
    }

    private static void checkGivenBack(Class<?> api, String method, Flux<?> stream) throws Exception {
        List<?> chunks = all(stream);
        PartsCodec codec = codec(api, method);
        byte[] content = codec.encode(chunks);
        List<?> decoded = (List<?>) codec.decode(content);

        assertThat(decoded)
                .hasSize(chunks.size())
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(chunks);
        assertThat(decoded.get(0)).isNotSameAs(chunks.get(0));
        assertThat(((List<?>) codec.decode(content)).get(0)).isNotSameAs(decoded.get(0));
    }

    /** The connection ended as it should, but the answer did not: of all this the clients say nothing. */
    @Test
    void aStreamThatBrokeOffIsNotKept() throws Exception {
        ClientHttpConnector connector = new JdkClientHttpConnector();
        for (String stream : Answers.OPENAI_STREAMS) {
            checkBrokenOff(
                    OpenAiApi.class, "chatCompletionStream", openAi(connector, before(stream, "\"finish_reason\":\"")));
        }
        for (String stream : Answers.ANTHROPIC_STREAMS) {
            String broken = before(stream, "\"message_delta\"");
            checkBrokenOff(AnthropicApi.class, "chatCompletionStream", anthropic(connector, broken));
            checkBrokenOff(
                    AnthropicApi.class, "chatCompletionStream", anthropic(connector, broken + Answers.ANTHROPIC_ERROR));
        }
        for (String stream : Answers.OLLAMA_STREAMS) {
            checkBrokenOff(OllamaApi.class, "streamingChat", ollama(connector, before(stream, "\"done\":true")));
        }
    }

    private static void checkBrokenOff(Class<?> api, String method, Flux<?> stream) throws Exception {
        List<?> chunks = all(stream);
        PartsCodec codec = codec(api, method);

        assertThatThrownBy(() -> codec.encode(chunks))
                .as(chunks.toString())
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
    }

    /** Returns the events before the first that contains a text. */
    private static String before(String events, String text) {
        int separator = events.lastIndexOf('\n', events.indexOf(text));
        return events.substring(0, separator + 1);
    }

    @Test
    void oneOfSeveralChoicesThatBrokeOffIsNotKept() throws Exception {
        checkBrokenOff(
                OpenAiApi.class,
                "chatCompletionStream",
                openAi(
                        new JdkClientHttpConnector(),
                        Answers.OPENAI_TWO_CHOICES.replace(
                                "\"index\":1,\"delta\":{},\"finish_reason\":\"length\"",
                                "\"index\":1,\"delta\":{},\"finish_reason\":null")));
    }

    @Test
    void aClientThatStreamedHasTheKeyItHadBefore() {
        for (Supplier<ClientHttpConnector> connector :
                List.<Supplier<ClientHttpConnector>>of(JdkClientHttpConnector::new, ReactorClientHttpConnector::new)) {
            provider.streams("/v1/chat/completions", SSE, Answers.OPENAI_STREAM)
                    .streams("/v1/messages", SSE, Answers.ANTHROPIC_STREAM)
                    .streams("/api/chat", "application/x-ndjson", Answers.OLLAMA_STREAM);
            OpenAiApi openAi = openAi(connector.get());
            AnthropicApi anthropic = anthropic(connector.get());
            OllamaApi ollama = ollama(connector.get());
            List<String> before = keys(openAi, anthropic, ollama);

            all(openAi.chatCompletionStream(openAiChat(), NONE));
            all(anthropic.chatCompletionStream(anthropicMessage(), NONE));
            all(ollama.streamingChat(ollamaChat()));

            assertThat(keys(openAi, anthropic, ollama))
                    .isEqualTo(before)
                    .isEqualTo(keys(openAi(connector.get()), anthropic(connector.get()), ollama(connector.get())))
                    .noneMatch(key -> key.startsWith("bypass:"));
        }
    }

    private static List<String> keys(OpenAiApi openAi, AnthropicApi anthropic, OllamaApi ollama) {
        return List.of(
                method(OpenAiApi.class, "chatCompletionStream").key(new Call(openAi, openAiChat(), NONE)),
                method(AnthropicApi.class, "chatCompletionStream").key(new Call(anthropic, anthropicMessage(), NONE)),
                method(OllamaApi.class, "streamingChat").key(new Call(ollama, ollamaChat())));
    }

    private static List<ClientHttpConnector> connectors() {
        return List.of(new JdkClientHttpConnector(), new ReactorClientHttpConnector());
    }

    private static <T> List<T> all(Flux<T> stream) {
        List<T> chunks = stream.collectList().block();
        assertThat(chunks).isNotEmpty();
        return chunks;
    }

    private static PartsCodec codec(Class<?> api, String name) throws Uncacheable {
        Method found = Arrays.stream(api.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        ParameterizedType flux = (ParameterizedType) found.getGenericReturnType();
        return new PartsCodec(new Codecs(FieldAccess.NONE)
                .codec(flux.getActualTypeArguments()[0], api, method(api, name).allow()));
    }

    private static CataloguedMethod method(Class<?> api, String name) {
        return CataloguedMethod.of("spring-ai", api.getName() + "#" + name);
    }

    private Flux<?> openAi(ClientHttpConnector connector, String events) {
        provider.streams("/v1/chat/completions", SSE, events);
        return openAi(connector).chatCompletionStream(openAiChat(), NONE);
    }

    private Flux<?> anthropic(ClientHttpConnector connector, String events) {
        provider.streams("/v1/messages", SSE, events);
        return anthropic(connector).chatCompletionStream(anthropicMessage(), NONE);
    }

    private Flux<?> ollama(ClientHttpConnector connector, String lines) {
        provider.streams("/api/chat", "application/x-ndjson", lines);
        return ollama(connector).streamingChat(ollamaChat());
    }

    private OpenAiApi openAi(ClientHttpConnector connector) {
        return OpenAiApi.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .webClientBuilder(WebClient.builder().clientConnector(connector))
                .build();
    }

    private AnthropicApi anthropic(ClientHttpConnector connector) {
        return AnthropicApi.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .webClientBuilder(WebClient.builder().clientConnector(connector))
                .build();
    }

    private OllamaApi ollama(ClientHttpConnector connector) {
        return OllamaApi.builder()
                .baseUrl(provider.url())
                .webClientBuilder(WebClient.builder().clientConnector(connector))
                .build();
    }

    private static OpenAiApi.ChatCompletionRequest openAiChat() {
        return new OpenAiApi.ChatCompletionRequest(
                List.of(new OpenAiApi.ChatCompletionMessage(
                        "Where is my order?", OpenAiApi.ChatCompletionMessage.Role.USER)),
                "gpt-4o",
                0.2,
                /* stream= */ true);
    }

    private static AnthropicApi.ChatCompletionRequest anthropicMessage() {
        return AnthropicApi.ChatCompletionRequest.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .messages(List.of(new AnthropicApi.AnthropicMessage(
                        List.of(new AnthropicApi.ContentBlock("Where is my order?")), AnthropicApi.Role.USER)))
                .stream(true)
                .build();
    }

    private static OllamaApi.ChatRequest ollamaChat() {
        return OllamaApi.ChatRequest.builder("llama3.2")
                .messages(List.of(OllamaApi.Message.builder(OllamaApi.Message.Role.USER)
                        .content("Where is my order?")
                        .build()))
                .stream(true)
                .build();
    }
}
