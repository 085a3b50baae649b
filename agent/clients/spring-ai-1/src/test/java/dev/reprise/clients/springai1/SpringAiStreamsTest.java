package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
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
            for (String stream : Events.OPENAI_STREAMS) {
                checkGivenBack(OpenAiApi.class, "chatCompletionStream", openAi(connector, stream));
            }
            for (String stream : Events.ANTHROPIC_STREAMS) {
                checkGivenBack(AnthropicApi.class, "chatCompletionStream", anthropic(connector, stream));
            }
            for (String stream : ProviderAnswers.OLLAMA_STREAMS) {
                checkGivenBack(OllamaApi.class, "streamingChat", ollama(connector, stream));
            }
        }
    }

    private static void checkGivenBack(Class<?> api, String method, Flux<?> stream) throws Exception {
        List<?> chunks = all(stream);
        PartsCodec codec = codec(api, method);
        byte[] content = codec.encode(chunks);
        List<?> decoded = new ArrayList<>((List<?>) codec.decode(content)); // The rhythm is no part of the comparison.

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
        for (String stream : Events.OPENAI_STREAMS) {
            checkBrokenOff(
                    OpenAiApi.class, "chatCompletionStream", openAi(connector, before(stream, "\"finish_reason\":\"")));
        }
        for (String stream : Events.ANTHROPIC_STREAMS) {
            String broken = before(stream, "\"message_delta\"");
            checkBrokenOff(AnthropicApi.class, "chatCompletionStream", anthropic(connector, broken));
            checkBrokenOff(
                    AnthropicApi.class, "chatCompletionStream", anthropic(connector, broken + Events.ANTHROPIC_ERROR));
        }
        for (String stream : ProviderAnswers.OLLAMA_STREAMS) {
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
                        Events.OPENAI_TWO_CHOICES.replace(
                                "\"index\":1,\"delta\":{},\"finish_reason\":\"length\"",
                                "\"index\":1,\"delta\":{},\"finish_reason\":null")));
    }

    @Test
    void aClientThatStreamedHasTheKeyItHadBefore() {
        for (Supplier<ClientHttpConnector> connector :
                List.<Supplier<ClientHttpConnector>>of(JdkClientHttpConnector::new, ReactorClientHttpConnector::new)) {
            provider.streams("/v1/chat/completions", SSE, Events.OPENAI_STREAM)
                    .streams("/v1/messages", SSE, Events.ANTHROPIC_STREAM)
                    .streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM);
            OpenAiApi openAi = openAi(connector.get());
            AnthropicApi anthropic = anthropic(connector.get());
            OllamaApi ollama = ollama(connector.get());
            List<String> before = keys(openAi, anthropic, ollama);

            all(openAi.chatCompletionStream(Requests.openAi(/* stream= */ true), NONE));
            all(anthropic.chatCompletionStream(Requests.anthropic(/* stream= */ true), NONE));
            all(ollama.streamingChat(Requests.ollama(/* stream= */ true)));

            assertThat(keys(openAi, anthropic, ollama))
                    .isEqualTo(before)
                    .isEqualTo(keys(openAi(connector.get()), anthropic(connector.get()), ollama(connector.get())))
                    .noneMatch(key -> key.startsWith("bypass:"));
        }
    }

    private static List<String> keys(OpenAiApi openAi, AnthropicApi anthropic, OllamaApi ollama) {
        return List.of(
                method(OpenAiApi.class, "chatCompletionStream")
                        .key(new Call(openAi, Requests.openAi(/* stream= */ true), NONE)),
                method(AnthropicApi.class, "chatCompletionStream")
                        .key(new Call(anthropic, Requests.anthropic(/* stream= */ true), NONE)),
                method(OllamaApi.class, "streamingChat").key(new Call(ollama, Requests.ollama(/* stream= */ true))));
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
        return openAi(connector).chatCompletionStream(Requests.openAi(/* stream= */ true), NONE);
    }

    private Flux<?> anthropic(ClientHttpConnector connector, String events) {
        provider.streams("/v1/messages", SSE, events);
        return anthropic(connector).chatCompletionStream(Requests.anthropic(/* stream= */ true), NONE);
    }

    private Flux<?> ollama(ClientHttpConnector connector, String lines) {
        provider.streams("/api/chat", "application/x-ndjson", lines);
        return ollama(connector).streamingChat(Requests.ollama(/* stream= */ true));
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
}
