package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import dev.reprise.clients.SpringHttp;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.Authenticator;
import java.net.CookieManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.ThinkOption;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.OkHttp3ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.json.Jackson2JsonEncoder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

class SpringAiKeysTest {

    private static final CataloguedMethod OPENAI_CHAT = method("openai.api.OpenAiApi#chatCompletionEntity");
    private static final CataloguedMethod OPENAI_EMBEDDING = method("openai.api.OpenAiApi#embeddings");
    private static final CataloguedMethod ANTHROPIC_CHAT = method("anthropic.api.AnthropicApi#chatCompletionEntity");
    private static final CataloguedMethod OLLAMA_CHAT = method("ollama.api.OllamaApi#chat");
    private static final CataloguedMethod OLLAMA_EMBEDDING = method("ollama.api.OllamaApi#embed");

    private static final CataloguedMethod OPENAI_STREAM = method("openai.api.OpenAiApi#chatCompletionStream");
    private static final CataloguedMethod ANTHROPIC_STREAM = method("anthropic.api.AnthropicApi#chatCompletionStream");
    private static final CataloguedMethod OLLAMA_STREAM = method("ollama.api.OllamaApi#streamingChat");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        for (int choice = 0; choice < 6; choice++) {
            check(OPENAI_CHAT, openAi().build(), openAiChat(samples(choice)), headers());
            check(OPENAI_EMBEDDING, openAi().build(), samples(choice).full(OpenAiApi.EmbeddingRequest.class));
            check(ANTHROPIC_CHAT, anthropic().build(), anthropicChat(samples(choice)), headers());
            check(OLLAMA_CHAT, ollama().build(), samples(choice).full(OllamaApi.ChatRequest.class));
            check(OLLAMA_EMBEDDING, ollama().build(), samples(choice).full(OllamaApi.EmbeddingsRequest.class));
            check(OPENAI_STREAM, openAi().build(), openAiChat(samples(choice)), headers());
            check(ANTHROPIC_STREAM, anthropic().build(), anthropicChat(samples(choice)), headers());
            check(OLLAMA_STREAM, ollama().build(), samples(choice).full(OllamaApi.ChatRequest.class));
        }
        System.out.println(changed + " changed calls of Spring AI 1 had another key");

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object api, Object... arguments) {
        boolean streams =
                List.of(OPENAI_STREAM, ANTHROPIC_STREAM, OLLAMA_STREAM).contains(method);
        Metamorphosis metamorphosis = SpringHttp.exempt(new Metamorphosis(method::key), streams)
                .except(".*Api#(chunkMerger|streamHelper)", "the library's own, the same for all")
                .except(".*Api#responseErrorHandler", "makes exceptions, which are never kept");
        metamorphosis.change(new Call(api, arguments));
        changed += metamorphosis.check();
    }

    @Test
    void theSameRequestMadeInAnotherOrderForAnEqualClientHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            Samples one = samples(choice);
            Samples other = samples(choice).reversed();

            same(OPENAI_CHAT, openAi().build(), openAi().build(), openAiChat(one), openAiChat(other));
            same(ANTHROPIC_CHAT, anthropic().build(), anthropic().build(), anthropicChat(one), anthropicChat(other));
            same(
                    OLLAMA_CHAT,
                    ollama().build(),
                    ollama().build(),
                    one.full(OllamaApi.ChatRequest.class),
                    other.full(OllamaApi.ChatRequest.class));
        }
    }

    private static void same(
            CataloguedMethod method, Object api, Object equalApi, Object request, Object equalRequest) {
        String key = method.key(new Call(api, request, headers()));

        assertThat(method.key(new Call(equalApi, equalRequest, reversedHeaders())))
                .isEqualTo(key)
                .doesNotStartWith("bypass:");
    }

    @Test
    void clientsThatDifferInOneThingNeverShareAnEntry() {
        List<Consumer<OpenAiApi.Builder>> differences = List.of(
                builder -> {},
                builder -> builder.baseUrl("http://127.0.0.1:10"),
                builder -> builder.baseUrl("http://127.0.0.1:9/path"),
                builder -> builder.apiKey("other"),
                builder -> builder.headers(new LinkedMultiValueMap<>()),
                builder -> builder.headers(single("OpenAI-Organization", "other")),
                builder -> builder.completionsPath("/v2/chat"),
                builder -> builder.restClientBuilder(rest().defaultHeader("x-tenant", "a")),
                builder -> builder.restClientBuilder(rest().defaultHeader("x-tenant", "b")),
                builder -> builder.restClientBuilder(rest().defaultHeader("x-tenant", "a", "b")),
                builder -> builder.restClientBuilder(rest().defaultCookie("tenant", "a")),
                builder ->
                        builder.restClientBuilder(rest().uriBuilderFactory(new DefaultUriBuilderFactory("http://a"))),
                builder -> builder.restClientBuilder(
                        rest().uriBuilderFactory(new DefaultUriBuilderFactory("http://a?version=2"))));
        Map<String, Integer> keys = new TreeMap<>();
        for (Consumer<OpenAiApi.Builder> difference : differences) {
            OpenAiApi.Builder builder = openAi();
            difference.accept(builder);
            keys.put(OPENAI_CHAT.key(new Call(builder.build(), openAiChat(samples(0)), headers())), keys.size());
        }

        assertThat(keys).hasSize(differences.size()).noneSatisfy((key, number) -> assertThat(key)
                .startsWith("bypass:"));
    }

    @Test
    void theAddressThatOllamaAndAnthropicKeepInTheirHttpClientIsInTheKey() {
        OllamaApi.ChatRequest chat = samples(0).full(OllamaApi.ChatRequest.class);
        AnthropicApi.ChatCompletionRequest message = anthropicChat(samples(0));

        assertThat(List.of(
                        OLLAMA_CHAT.key(new Call(ollama().build(), chat)),
                        OLLAMA_CHAT.key(
                                new Call(ollama().baseUrl("http://127.0.0.1:10").build(), chat)),
                        ANTHROPIC_CHAT.key(new Call(anthropic().build(), message, headers())),
                        ANTHROPIC_CHAT.key(
                                new Call(anthropic().baseUrl("http://a").build(), message, headers())),
                        ANTHROPIC_CHAT.key(new Call(anthropic().apiKey("b").build(), message, headers())),
                        ANTHROPIC_CHAT.key(
                                new Call(anthropic().anthropicVersion("b").build(), message, headers())),
                        ANTHROPIC_CHAT.key(
                                new Call(anthropic().anthropicBetaFeatures("b").build(), message, headers())),
                        ANTHROPIC_CHAT.key(
                                new Call(anthropic().completionsPath("/b").build(), message, headers()))))
                .doesNotHaveDuplicates()
                .noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void clientsOfStreamsThatDifferInOneThingNeverShareAnEntry() {
        List<Consumer<OpenAiApi.Builder>> differences = List.of(
                builder -> {},
                builder -> builder.baseUrl("http://127.0.0.1:10"),
                builder -> builder.apiKey("other"),
                builder -> builder.headers(single("OpenAI-Organization", "other")),
                builder -> builder.completionsPath("/v2/chat"),
                web(builder -> builder.defaultHeader("x-tenant", "a")),
                web(builder -> builder.defaultHeader("x-tenant", "b")),
                web(builder -> builder.defaultCookie("tenant", "a")),
                web(builder -> builder.uriBuilderFactory(new DefaultUriBuilderFactory("http://a"))),
                web(builder -> builder.clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().headers(headers -> headers.set("x-tenant", "a"))))),
                web(builder -> builder.clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().headers(headers -> headers.set("x-tenant", "b"))))));
        List<String> keys = new ArrayList<>();
        for (Consumer<OpenAiApi.Builder> difference : differences) {
            String key = stream(difference);
            keys.add(key);

            assertThat(stream(difference)).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void whatCodeOfTheServiceMayChangeInTheRequestsOfStreamsIsRefused() {
        Map<String, Consumer<OpenAiApi.Builder>> supplied = Map.of(
                "filterFunctions", web(builder -> builder.filter((request, next) -> next.exchange(request))),
                "defaultRequest", web(builder -> builder.defaultRequest(request -> {})),
                "uriBuilderFactory", web(builder -> builder.uriBuilderFactory(new Balancing())),
                "exchangeFunction", web(builder -> builder.exchangeFunction(request -> Mono.empty())),
                "exchangeFunction.connector",
                        web(builder -> builder.clientConnector((method, uri, request) -> Mono.empty())),
                "exchangeFunction.connector.httpClient.config.doOnRequest",
                        web(builder -> builder.clientConnector(new ReactorClientHttpConnector(
                                HttpClient.create().doOnRequest((request, connection) -> {})))));

        supplied.forEach((path, set) -> assertThat(stream(set)).startsWith("bypass: this.webClient." + path + " "));
    }

    @Test
    void anEncoderOfTheServiceThatWritesTheRequestsOfStreamsIsRefused() {
        assertThat(stream(web(builder ->
                        builder.codecs(codecs -> codecs.customCodecs().register(new AddingEncoder())))))
                .startsWith("bypass: this.webClient.exchangeFunction.strategies.writers[")
                .contains("].encoder is a " + AddingEncoder.class.getName() + " of the service's own");
    }

    /** It is made at the first use, and anew after each stop: what is there before is not what will be asked. */
    @Test
    void aConnectorThatMakesItsHttpClientLaterIsRefused() {
        for (Function<HttpClient, HttpClient> mapper : List.<Function<HttpClient, HttpClient>>of(
                Function.identity(), client -> client.headers(headers -> headers.set("x-tenant", "a")))) {
            assertThat(stream(web(builder -> builder.clientConnector(
                            new ReactorClientHttpConnector(new ReactorResourceFactory(), mapper)))))
                    .startsWith("bypass: this.webClient.exchangeFunction.connector.mapper ");
        }
    }

    @Test
    void aClientOfTheJdkThatAddsToRequestsIsRefused() {
        Map<String, java.net.http.HttpClient.Builder> adding = Map.of(
                "authenticator",
                java.net.http.HttpClient.newBuilder().authenticator(new Authenticator() {}),
                "cookieHandler",
                java.net.http.HttpClient.newBuilder().cookieHandler(new CookieManager()));

        adding.forEach((what, client) -> assertThat(
                        stream(web(builder -> builder.clientConnector(new JdkClientHttpConnector(client.build())))))
                .startsWith("bypass: this.webClient.exchangeFunction.connector.httpClient." + what + " "));
        assertThat(stream(web(builder -> builder.clientConnector(new JdkClientHttpConnector()))))
                .isEqualTo(stream(web(builder ->
                        builder.clientConnector(new JdkClientHttpConnector(java.net.http.HttpClient.newBuilder()
                                .connectTimeout(Duration.ofSeconds(1))
                                .build())))))
                .doesNotStartWith("bypass:");
    }

    @Test
    void theClientOfTheOtherCallsDoesNotCount() {
        Consumer<OpenAiApi.Builder> own =
                rest(builder -> builder.requestInterceptor((request, body, next) -> next.execute(request, body)));

        assertThat(stream(own)).isEqualTo(stream(builder -> {}));
    }

    private static String stream(Consumer<OpenAiApi.Builder> set) {
        OpenAiApi.Builder builder = openAi();
        set.accept(builder);
        return OPENAI_STREAM.key(new Call(builder.build(), openAiChat(samples(0)), headers()));
    }

    private static Consumer<OpenAiApi.Builder> web(Function<WebClient.Builder, WebClient.Builder> set) {
        return builder -> builder.webClientBuilder(set.apply(WebClient.builder()));
    }

    @Test
    void whatCodeOfTheServiceMayChangeAtEachRequestIsRefused() {
        Map<String, Consumer<OpenAiApi.Builder>> supplied = Map.of(
                "this.apiKey", builder -> builder.apiKey(() -> "token of the hour"),
                "this.restClient.interceptors",
                        rest(builder ->
                                builder.requestInterceptor((request, body, next) -> next.execute(request, body))),
                "this.restClient.messageConverters",
                        rest(builder ->
                                builder.messageConverters(converters -> converters.add(0, new AddingConverter()))),
                "this.restClient.initializers", rest(builder -> builder.requestInitializer(request -> {})),
                "this.restClient.defaultRequest", rest(builder -> builder.defaultRequest(request -> {})),
                "this.restClient.clientRequestFactory",
                        rest(builder -> builder.requestFactory(
                                (uri, method) -> new JdkClientHttpRequestFactory().createRequest(uri, method))),
                "this.restClient.uriBuilderFactory", rest(builder -> builder.uriBuilderFactory(new Balancing())));
        supplied.forEach((path, set) -> {
            OpenAiApi.Builder builder = openAi();
            set.accept(builder);

            assertThat(OPENAI_CHAT.key(new Call(builder.build(), openAiChat(samples(0)), headers())))
                    .startsWith("bypass: " + path + " ");
        });
    }

    /** Write another body than the fields of a request tell. */
    private static final class AddingConverter extends MappingJackson2HttpMessageConverter {}

    private static final class AddingEncoder extends Jackson2JsonEncoder {}

    /** Clients that add a header to each request, by all the libraries that Spring can go through. */
    @Test
    void whatAnHttpClientAddsToRequestsCounts() {
        List<Function<String, ClientHttpRequestFactory>> libraries = List.of(
                account -> new HttpComponentsClientHttpRequestFactory(HttpClientBuilder.create()
                        .setDefaultHeaders(List.of(new BasicHeader("x-account", account)))
                        .build()),
                account -> new ReactorClientHttpRequestFactory(
                        HttpClient.create().headers(headers -> headers.set("x-account", account))));
        List<String> keys = new ArrayList<>();
        for (Function<String, ClientHttpRequestFactory> library : libraries) {
            String key = over(library.apply("a"));
            keys.add(key);
            keys.add(over(library.apply("b")));

            assertThat(over(library.apply("a"))).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
    }

    @SuppressWarnings("removal") // People use it until it is gone.
    @Test
    void anHttpClientThatHasCodeOfTheServiceHasNoKey() {
        Map<ClientHttpRequestFactory, String> clients = Map.of(
                new HttpComponentsClientHttpRequestFactory(HttpClientBuilder.create()
                        .addRequestInterceptorFirst((request, entity, context) -> {})
                        .build()),
                "requestInterceptors",
                new HttpComponentsClientHttpRequestFactory(HttpClientBuilder.create()
                        .addExecInterceptorFirst("own", (request, scope, chain) -> chain.proceed(request, scope))
                        .build()),
                "handler",
                new OkHttp3ClientHttpRequestFactory(new OkHttpClient.Builder()
                        .addInterceptor(chain -> chain.proceed(chain.request()))
                        .build()),
                "interceptors",
                new ReactorClientHttpRequestFactory(HttpClient.create().doOnRequest((request, connection) -> {})),
                "doOnRequest",
                new ReactorClientHttpRequestFactory(
                        HttpClient.create().headersWhen(headers -> Mono.just(headers.set("x-account", "a")))),
                "deferredConf",
                new JettyClientHttpRequestFactory(),
                "clientRequestFactory");

        clients.forEach((client, place) -> assertThat(over(client))
                .as(place)
                .startsWith("bypass: this.restClient.")
                .contains(place));
    }

    private static String over(ClientHttpRequestFactory client) {
        OpenAiApi.Builder builder = openAi();
        rest(rest -> rest.requestFactory(client)).accept(builder);
        return OPENAI_CHAT.key(new Call(builder.build(), openAiChat(samples(0)), headers()));
    }

    @Test
    void anHttpClientWhoseAddressCannotBeReadIsRefused() {
        OllamaApi api = ollama().restClientBuilder(unreadable()).build();

        assertThat(OLLAMA_CHAT.key(new Call(api, samples(0).full(OllamaApi.ChatRequest.class))))
                .startsWith("bypass: this.restClient ")
                .contains("whose address cannot be read");
    }

    @Test
    void aCallThatAsksTheProviderToKeepSomethingIsStateful() {
        OpenAiApi.ChatCompletionRequest stored = samples(0).full(OpenAiApi.ChatCompletionRequest.class);

        assertThat(OPENAI_CHAT.key(new Call(openAi().build(), stored, headers())))
                .startsWith("bypass: 0.store is stateful");
        assertThat(ANTHROPIC_CHAT.key(new Call(
                        anthropic().build(), samples(0).full(AnthropicApi.ChatCompletionRequest.class), headers())))
                .startsWith("bypass: 0.container is stateful");
    }

    private static Consumer<OpenAiApi.Builder> rest(Function<RestClient.Builder, RestClient.Builder> set) {
        return builder -> builder.restClientBuilder(set.apply(rest()));
    }

    private static RestClient.Builder rest() {
        return RestClient.builder();
    }

    /** A builder of the service that makes clients of a class of the service. */
    private static RestClient.Builder unreadable() {
        RestClient client = RestClient.create("http://127.0.0.1:9");
        Supplier<Object> clients = () -> java.lang.reflect.Proxy.newProxyInstance(
                SpringAiKeysTest.class.getClassLoader(),
                new Class<?>[] {RestClient.class},
                (proxy, method, arguments) -> method.invoke(client, arguments));
        return (RestClient.Builder) java.lang.reflect.Proxy.newProxyInstance(
                SpringAiKeysTest.class.getClassLoader(),
                new Class<?>[] {RestClient.Builder.class},
                (proxy, method, arguments) -> method.getName().equals("build") ? clients.get() : proxy);
    }

    private static final class Balancing extends DefaultUriBuilderFactory {}

    private static OpenAiApi.Builder openAi() {
        return OpenAiApi.builder()
                .baseUrl("http://127.0.0.1:9")
                .apiKey("key")
                .headers(single("OpenAI-Organization", "org"))
                .completionsPath("/v1/chat/completions")
                .embeddingsPath("/v1/embeddings");
    }

    private static AnthropicApi.Builder anthropic() {
        return AnthropicApi.builder().baseUrl("http://127.0.0.1:9").apiKey("key");
    }

    private static OllamaApi.Builder ollama() {
        return OllamaApi.builder().baseUrl("http://127.0.0.1:9");
    }

    private static MultiValueMap<String, String> headers() {
        MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
        headers.add("x-one", "1");
        headers.add("x-two", "2");
        return headers;
    }

    private static MultiValueMap<String, String> reversedHeaders() {
        MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
        headers.add("x-two", "2");
        headers.add("x-one", "1");
        return headers;
    }

    private static HttpHeaders single(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(name, value);
        return headers;
    }

    private static Samples samples(int choice) {
        return new Samples(6, choice)
                .give(ThinkOption.class, samples -> new ThinkOption.ThinkLevel("low"))
                .give(AnthropicApi.ToolChoice.class, samples -> new AnthropicApi.ToolChoiceTool("find", true));
    }

    private static OpenAiApi.ChatCompletionRequest openAiChat(Samples samples) {
        return without(samples.full(OpenAiApi.ChatCompletionRequest.class), "store");
    }

    private static AnthropicApi.ChatCompletionRequest anthropicChat(Samples samples) {
        return without(samples.full(AnthropicApi.ChatCompletionRequest.class), "container");
    }

    /** Returns a record without what makes a call stateful, and so leaves it without a key. */
    private static <T> T without(T record, String name) {
        List<Object> values = new ArrayList<>();
        RecordComponent[] components = record.getClass().getRecordComponents();
        try {
            for (RecordComponent component : components) {
                values.add(
                        component.getName().equals(name)
                                ? null
                                : component.getAccessor().invoke(record));
            }
            @SuppressWarnings("unchecked")
            Constructor<T> canonical = (Constructor<T>) record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            return canonical.newInstance(values.toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai." + name);
    }
}
