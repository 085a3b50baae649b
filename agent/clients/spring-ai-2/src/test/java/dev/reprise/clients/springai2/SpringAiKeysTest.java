package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import dev.reprise.clients.SpringHttp;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.ThinkOption;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.web.client.ApiVersionInserter;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

class SpringAiKeysTest {

    private static final CataloguedMethod OPENAI_CHAT =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.chat.ChatCompletionServiceImpl#create");
    private static final CataloguedMethod OPENAI_EMBEDDING =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.EmbeddingServiceImpl#create");
    private static final CataloguedMethod OPENAI_IMAGE =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.ImageServiceImpl#generate");
    private static final CataloguedMethod OPENAI_MODERATION =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.ModerationServiceImpl#create");
    private static final CataloguedMethod OPENAI_SPEECH =
            CataloguedMethod.of("openai-java", "com.openai.services.blocking.audio.SpeechServiceImpl#create");
    private static final CataloguedMethod OLLAMA_CHAT =
            CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#chat");
    private static final CataloguedMethod OLLAMA_STREAM =
            CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#streamingChat");
    private static final CataloguedMethod OLLAMA_EMBEDDING =
            CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#embed");

    private static final CataloguedMethod ANTHROPIC_CHAT = CataloguedMethod.of(
            "anthropic-java", "com.anthropic.services.blocking.MessageServiceImpl$WithRawResponseImpl#create");
    private static final CataloguedMethod ANTHROPIC_STREAM = CataloguedMethod.of(
            "anthropic-java",
            "com.anthropic.services.async.MessageServiceAsyncImpl$WithRawResponseImpl#createStreaming");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        OpenAIClient openAi = client(options().build());
        for (int choice = 0; choice < 6; choice++) {
            Samples samples = samples(choice);
            check(
                    OPENAI_CHAT,
                    openAi.chat().completions(),
                    samples.full(ChatCompletionCreateParams.class),
                    RequestOptions.none());
            check(
                    OPENAI_EMBEDDING,
                    openAi.embeddings(),
                    samples.full(EmbeddingCreateParams.class),
                    RequestOptions.none());
            check(OPENAI_IMAGE, openAi.images(), samples.full(ImageGenerateParams.class), RequestOptions.none());
            check(
                    OPENAI_MODERATION,
                    openAi.moderations(),
                    samples.full(ModerationCreateParams.class),
                    RequestOptions.none());
            check(
                    OPENAI_SPEECH,
                    openAi.audio().speech(),
                    samples.full(SpeechCreateParams.class),
                    RequestOptions.none());
            check(
                    ANTHROPIC_CHAT,
                    messages(anthropic(anthropicOptions().build())),
                    samples.full(MessageCreateParams.class),
                    com.anthropic.core.RequestOptions.none());
            check(
                    ANTHROPIC_STREAM,
                    messagesLater(anthropic(anthropicOptions().build())),
                    samples.full(MessageCreateParams.class),
                    com.anthropic.core.RequestOptions.none());
            check(OLLAMA_CHAT, ollama().build(), samples.full(OllamaApi.ChatRequest.class));
            check(OLLAMA_STREAM, ollama().build(), samples.full(OllamaApi.ChatRequest.class));
            check(OLLAMA_EMBEDDING, ollama().build(), samples.full(OllamaApi.EmbeddingsRequest.class));
        }
        System.out.println(changed + " changed calls of Spring AI 2 had another key");

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object receiver, Object... arguments) {
        Metamorphosis metamorphosis = SpringHttp.exempt(new Metamorphosis(method::key), method == OLLAMA_STREAM)
                .except(
                        "com.(openai|anthropic).core.RequestOptions#(timeout|disableTelemetry|openTelemetry|qualifiers|streamAccumulator|apiCallOtelContext)",
                        "timeouts and telemetry")
                .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                .except(".*WithRawResponseImpl#\\w+Handler", "reads answers as the options beside it say")
                .except("com.(openai|anthropic).core.http.Headers#size", "counts the headers")
                .except(
                        "this\\..*headers\\.map\\.\\{(key )?(User-Agent|X-Stainless-.*)}",
                        "names the machine and the library's version")
                .except(
                        "com.openai.core.ClientOptions#originalHttpClient|"
                                + "com.(openai|anthropic).core.ClientOptions#(httpClient|httpRequestAuthenticator|"
                                + "checkJacksonVersionCompatibility|jsonMapper|streamHandlerExecutor|sleeper|clock|"
                                + "timeout|maxRetries|logLevel)",
                        "how a call is made, not what is asked")
                .except(".*SpringAiAnthropicHttpClient#(okHttpClient|ownsDispatcherExecutor)", "connections")
                .except("com.anthropic.backends.AnthropicBackend#jsonMapper", "how a body is written and read");
        metamorphosis.change(new Call(receiver, arguments));
        changed += metamorphosis.check();
    }

    @Test
    void modelsOfOpenAiThatDifferInOneThingNeverShareAnEntry() {
        List<Consumer<OpenAiChatOptions.Builder>> differences = List.of(
                builder -> {},
                builder -> builder.baseUrl("http://127.0.0.1:10/v1"),
                builder -> builder.apiKey("other"),
                builder -> builder.organizationId("other"),
                builder -> builder.customHeaders(Map.of("x-tenant", "a")),
                builder -> builder.customHeaders(Map.of("x-tenant", "b")));
        Map<String, Integer> keys = new TreeMap<>();
        for (Consumer<OpenAiChatOptions.Builder> difference : differences) {
            OpenAiChatOptions.Builder options = options();
            difference.accept(options);
            keys.put(chatKey(client(options.build())), keys.size());
        }

        assertThat(keys).hasSize(differences.size());
        assertThat(keys.keySet()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(chatKey(client(options().build())))
                .isEqualTo(chatKey(client(options().build())));
    }

    @Test
    void modelsOfAnthropicThatDifferInOneThingNeverShareAnEntry() {
        List<Consumer<AnthropicChatOptions.Builder>> differences = List.of(
                builder -> {},
                builder -> builder.baseUrl("http://127.0.0.1:10"),
                builder -> builder.apiKey("other"),
                builder -> builder.customHeaders(Map.of("x-tenant", "a")),
                builder -> builder.customHeaders(Map.of("x-tenant", "b")));
        Map<String, Integer> keys = new TreeMap<>();
        for (Consumer<AnthropicChatOptions.Builder> difference : differences) {
            AnthropicChatOptions.Builder options = anthropicOptions();
            difference.accept(options);
            AnthropicChatModel model = anthropic(options.build());
            keys.put(messageKey(ANTHROPIC_CHAT, messages(model)), keys.size());
            keys.put(messageKey(ANTHROPIC_STREAM, messagesLater(model)), keys.size());
        }

        assertThat(keys).hasSize(2 * differences.size());
        assertThat(keys.keySet()).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void aCallWithSkillsOfAnthropicIsStateful() {
        MessageCreateParams skills = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("Make a table")
                .putAdditionalBodyProperty(
                        "container",
                        com.anthropic.core.JsonValue.from(Map.of("skills", List.of(Map.of("skill_id", "xlsx")))))
                .build();

        assertThat(ANTHROPIC_CHAT.key(new Call(
                        messages(anthropic(anthropicOptions().build())),
                        skills,
                        com.anthropic.core.RequestOptions.none())))
                .startsWith("bypass: 0.container is stateful");
    }

    private static String messageKey(CataloguedMethod method, Object service) {
        return method.key(new Call(
                service, samples(0).full(MessageCreateParams.class), com.anthropic.core.RequestOptions.none()));
    }

    /** Returns the service that a model asks. */
    static Object messages(AnthropicChatModel model) {
        return ((AnthropicClient) field(model, "anthropicClient")).messages().withRawResponse();
    }

    /** Returns the service that a model asks for streams. */
    static Object messagesLater(AnthropicChatModel model) {
        return ((AnthropicClientAsync) field(model, "anthropicClientAsync"))
                .messages()
                .withRawResponse();
    }

    private static AnthropicChatModel anthropic(AnthropicChatOptions options) {
        return AnthropicChatModel.builder().options(options).build();
    }

    private static AnthropicChatOptions.Builder anthropicOptions() {
        return AnthropicChatOptions.builder()
                .baseUrl("http://127.0.0.1:9")
                .apiKey("key")
                .customHeaders(Map.of("a-first", "1"));
    }

    private static String chatKey(OpenAIClient client) {
        return OPENAI_CHAT.key(new Call(
                client.chat().completions(), samples(0).full(ChatCompletionCreateParams.class), RequestOptions.none()));
    }

    @Test
    void clientsOfOllamaThatDifferInOneThingNeverShareAnEntry() {
        List<String> keys = List.of(
                key(ollama()),
                key(ollama().baseUrl("http://127.0.0.1:10")),
                key(ollama().restClientBuilder(RestClient.builder().defaultHeader("x-tenant", "a"))),
                key(ollama().restClientBuilder(RestClient.builder().defaultHeader("x-tenant", "b"))),
                key(ollama().restClientBuilder(RestClient.builder()
                        .defaultApiVersion("1")
                        .apiVersionInserter(ApiVersionInserter.useHeader("x-version")))),
                key(ollama().restClientBuilder(RestClient.builder()
                        .defaultApiVersion("2")
                        .apiVersionInserter(ApiVersionInserter.useHeader("x-version")))));

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(key(ollama())).isEqualTo(keys.get(0));
    }

    @Test
    void whatCodeOfTheServiceMayChangeAtEachRequestIsRefused() {
        assertThat(key(ollama().restClientBuilder(
                                RestClient.builder().apiVersionInserter(new ApiVersionInserter() {}))))
                .startsWith("bypass: this.restClient.apiVersionInserter ");
        assertThat(key(ollama().restClientBuilder(RestClient.builder()
                        .requestInterceptor((request, body, next) -> next.execute(request, body)))))
                .startsWith("bypass: this.restClient.interceptors ");
    }

    @Test
    void clientsOfStreamsOfOllamaThatDifferInOneThingNeverShareAnEntry() {
        List<String> keys = List.of(
                streamKey(builder -> {}),
                OLLAMA_STREAM.key(call(ollama().baseUrl("http://127.0.0.1:10").build())),
                streamKey(builder -> builder.defaultHeader("x-tenant", "a")),
                streamKey(builder -> builder.defaultHeader("x-tenant", "b")),
                streamKey(builder -> builder.defaultCookie("tenant", "a")),
                streamKey(builder ->
                        builder.defaultApiVersion("1").apiVersionInserter(ApiVersionInserter.useHeader("x-version"))),
                streamKey(builder ->
                        builder.defaultApiVersion("2").apiVersionInserter(ApiVersionInserter.useHeader("x-version"))));

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(streamKey(builder -> {})).isEqualTo(keys.get(0));
    }

    @Test
    void whatCodeOfTheServiceMayChangeInTheRequestsOfStreamsIsRefused() {
        Map<String, Consumer<WebClient.Builder>> supplied = Map.of(
                "filterFunctions", builder -> builder.filter((request, next) -> next.exchange(request)),
                "defaultRequest", builder -> builder.defaultRequest(request -> {}),
                "apiVersionInserter", builder -> builder.apiVersionInserter(new ApiVersionInserter() {}),
                "exchangeFunction", builder -> builder.exchangeFunction(request -> Mono.empty()),
                "exchangeFunction.connector",
                        builder -> builder.clientConnector((method, uri, request) -> Mono.empty()));

        supplied.forEach((path, set) -> assertThat(streamKey(set)).startsWith("bypass: this.webClient." + path + " "));
    }

    private static String streamKey(Consumer<WebClient.Builder> set) {
        WebClient.Builder builder = WebClient.builder();
        set.accept(builder);
        return OLLAMA_STREAM.key(call(ollama().webClientBuilder(builder).build()));
    }

    private static Call call(OllamaApi api) {
        return new Call(api, samples(0).full(OllamaApi.ChatRequest.class));
    }

    @ParameterizedTest
    @CsvSource({
        "spring-ai, org.springframework.ai.ollama.api.OllamaApi, chat streamingChat embed",
        "anthropic-java, com.anthropic.services.blocking.MessageServiceImpl$WithRawResponseImpl, create createStreaming countTokens",
        "anthropic-java, com.anthropic.services.async.MessageServiceAsyncImpl$WithRawResponseImpl, create createStreaming countTokens",
        "openai-java, com.openai.services.blocking.chat.ChatCompletionServiceImpl, create createStreaming",
        "openai-java, com.openai.services.blocking.EmbeddingServiceImpl, create",
        "openai-java, com.openai.services.blocking.ImageServiceImpl, generate edit createVariation",
        "openai-java, com.openai.services.blocking.ModerationServiceImpl, create",
        "openai-java, com.openai.services.blocking.audio.SpeechServiceImpl, create",
        "openai-java, com.openai.services.blocking.audio.TranscriptionServiceImpl, create",
    })
    void theMethodsThatTalkToTheProviderAreFound(String client, String type, String methods) throws Exception {
        assertThat(CataloguedMethod.woven(client, Class.forName(type)))
                .containsExactlyInAnyOrderElementsOf(List.of(methods.split(" ")));
    }

    private static String key(OllamaApi.Builder client) {
        return OLLAMA_CHAT.key(new Call(client.build(), samples(0).full(OllamaApi.ChatRequest.class)));
    }

    private static OllamaApi.Builder ollama() {
        return OllamaApi.builder().baseUrl("http://127.0.0.1:9");
    }

    private static OpenAiChatOptions.Builder options() {
        return OpenAiChatOptions.builder()
                .baseUrl("http://127.0.0.1:9/v1")
                .apiKey("key")
                .organizationId("org")
                .model("gpt-4o");
    }

    /** Returns the client that Spring AI makes of a model's options. */
    static OpenAIClient client(OpenAiChatOptions options) {
        return (OpenAIClient) field(OpenAiChatModel.builder().options(options).build(), "openAiClient");
    }

    private static Object field(Object model, String name) {
        try {
            Field field = model.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(model);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private static Samples samples(int choice) {
        return new Samples(4, choice)
                .give(JsonValue.class, samples -> JsonValue.from(Map.of("a", List.of(1, "b"), "c", 0.5)))
                .give(
                        com.anthropic.core.JsonValue.class,
                        samples -> com.anthropic.core.JsonValue.from(Map.of("a", List.of(1, "b"), "c", 0.5)))
                .give(ThinkOption.class, samples -> new ThinkOption.ThinkLevel("low"))
                .leaveOut(
                        "com.openai.models.chat.completions.ChatCompletionCreateParams$Builder#store",
                        "com.openai.models.chat.completions.ChatCompletionCreateParams$Builder#body",
                        "com.anthropic.models.messages.MessageCreateParams$Builder#container",
                        "com.anthropic.models.messages.MessageCreateParams$Builder#body");
    }
}
