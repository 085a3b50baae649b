package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.backends.Backend;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.JsonValue;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpClientExecute;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.Interceptor;
import com.anthropic.helpers.BetaFallbackState;
import com.anthropic.helpers.BetaRefusalFallbackInterceptor;
import com.anthropic.models.beta.messages.BetaRequestMcpServerUrlDefinition;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Model;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AnthropicKeysTest {

    private static final String SERVICES = "com.anthropic.services.blocking.";
    private static final CataloguedMethod CREATE = method("MessageServiceImpl#create");
    private static final CataloguedMethod BETA = method("beta.MessageServiceImpl#create");
    private static final CataloguedMethod RAW = method("MessageServiceImpl$WithRawResponseImpl#create");
    private static final CataloguedMethod COUNT = method("MessageServiceImpl#countTokens");
    private static final CataloguedMethod BETA_COUNT = method("beta.MessageServiceImpl#countTokens");
    private static final CataloguedMethod RAW_COUNT = method("MessageServiceImpl$WithRawResponseImpl#countTokens");

    private final AnthropicClient client = client(builder -> builder);
    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        check(CREATE, client.messages(), full(MessageCreateParams.class));
        check(
                RAW,
                client.messages().withRawResponse(),
                List.of(full(MessageCreateParams.class).get(0)));
        check(BETA, client.beta().messages(), full(com.anthropic.models.beta.messages.MessageCreateParams.class));
        check(COUNT, client.messages(), full(MessageCountTokensParams.class));
        check(
                RAW_COUNT,
                client.messages().withRawResponse(),
                List.of(full(MessageCountTokensParams.class).get(0)));
        check(
                BETA_COUNT,
                client.beta().messages(),
                full(com.anthropic.models.beta.messages.MessageCountTokensParams.class));

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object service, List<?> requests) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except(
                        "com.anthropic.core.RequestOptions#(timeout|openTelemetry|qualifiers|streamAccumulator|apiCallOtelContext)",
                        "timeouts and telemetry")
                .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                .except(".*WithRawResponseImpl#\\w+Handler", "reads answers as the options beside it say")
                .except("com.anthropic.core.http.Headers#size", "counts the headers")
                .except(
                        "this\\..*headers\\.map\\.\\{(key )?(User-Agent|X-Stainless-.*)}",
                        "names the machine and the library's version")
                .except(
                        "com.anthropic.backends.AnthropicBackend#jsonMapper|com.anthropic.core.ClientOptions#(originalHttpClient|httpClient|jsonMapper|"
                                + "checkJacksonVersionCompatibility|streamHandlerExecutor|sleeper|clock|timeout|"
                                + "maxRetries|logLevel|openTelemetry.*)",
                        "how a call is made and watched, not what is asked");
        for (Object request : requests) {
            metamorphosis.change(new Call(service, request, RequestOptions.none()));
        }
        changed += metamorphosis.check();
    }

    @Test
    void theSameRequestMadeInAnotherOrderHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            MessageCreateParams one = samples(choice).full(MessageCreateParams.class);
            MessageCreateParams other = samples(choice).reversed().full(MessageCreateParams.class);

            assertThat(other.toString()).isEqualTo(one.toString());
            assertThat(key(client, other)).isEqualTo(key(client, one)).doesNotStartWith("bypass:");
        }
    }

    @Test
    void equalClientsShareAndClientsThatDifferInOneOptionNever() {
        List<UnaryOperator<AnthropicOkHttpClient.Builder>> builds = List.of(
                b -> b,
                b -> b.baseUrl("http://127.0.0.1:9/other"),
                b -> b.apiKey("other"),
                b -> b.putHeader("x-tenant", "a"),
                b -> b.putHeader("x-tenant", "b"),
                b -> b.putQueryParam("q", "1"));
        MessageCreateParams request = samples(0).full(MessageCreateParams.class);
        Set<String> keys = new HashSet<>();
        builds.forEach(build -> keys.add(key(client(build), request)));

        assertThat(keys).hasSize(builds.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(key(client(b -> b), request)).isIn(keys);
    }

    @Test
    void aClientThatWasUsedHasTheSameKey() {
        MessageCreateParams request = samples(0).full(MessageCreateParams.class);
        String before = key(client, request);

        client.messages().withRawResponse();
        client.messages().batches();
        request.toString();
        request.hashCode();

        assertThat(key(client, request)).isEqualTo(before);
    }

    @Test
    void aRequestThatGoesOnInAContainerIsStateful() {
        MessageCreateParams request = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("hi")
                .container("container_1")
                .build();

        assertThat(key(client, request)).startsWith("bypass: 0.container is stateful");
        assertThat(RAW.key(new Call(client.messages().withRawResponse(), request, RequestOptions.none())))
                .startsWith("bypass: 0.container is stateful");
    }

    @Test
    void aRequestThatNamesMcpServersInItsBodyIsStateful() {
        MessageCreateParams request = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("What did I order?")
                .putAdditionalBodyProperty(
                        "mcp_servers", JsonValue.from(List.of(Map.of("type", "url", "url", "http://127.0.0.1:9/mcp"))))
                .build();

        assertThat(key(client, request)).startsWith("bypass: 0.mcpServers is stateful");
    }

    @Test
    void aRequestThatLetsTheProviderCallMcpServersIsStateful() {
        var request = com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("What did I order?")
                .addMcpServer(BetaRequestMcpServerUrlDefinition.builder()
                        .name("orders")
                        .url("http://127.0.0.1:9/mcp")
                        .build())
                .build();

        assertThat(BETA.key(new Call(client.beta().messages(), request, RequestOptions.none())))
                .startsWith("bypass: 0.mcpServers is stateful");
        var counted = com.anthropic.models.beta.messages.MessageCountTokensParams.builder()
                .model("claude-sonnet-4-5")
                .addUserMessage("What did I order?")
                .mcpServers(request.mcpServers().orElseThrow())
                .build();
        assertThat(BETA_COUNT.key(new Call(client.beta().messages(), counted, RequestOptions.none())))
                .startsWith("bypass: 0.mcpServers is stateful");
    }

    @Test
    void aConversationThatIsPinnedToAFallbackHasNoKeyOfItsOwn() {
        AnthropicClient falling = client(builder -> builder.addInterceptor(BetaRefusalFallbackInterceptor.builder()
                .addFallback(Model.CLAUDE_OPUS_4_5)
                .build()));
        Object request = samples(0).full(com.anthropic.models.beta.messages.MessageCreateParams.class);
        RequestOptions pinned = RequestOptions.builder()
                .fallbackState(BetaFallbackState.create())
                .build();

        assertThat(BETA.key(new Call(falling.beta().messages(), request, RequestOptions.none())))
                .doesNotStartWith("bypass:");
        assertThat(BETA.key(new Call(falling.beta().messages(), request, pinned)))
                .startsWith("bypass: 1.fallbackState ");
    }

    @Test
    void aFallbackOfWhichTheClientHasWarnedDoesNotChangeTheKey() throws ReflectiveOperationException {
        Interceptor fallback = BetaRefusalFallbackInterceptor.builder()
                .addFallback(Model.CLAUDE_OPUS_4_5)
                .build();
        AnthropicClient falling = client(builder -> builder.addInterceptor(fallback));
        MessageCreateParams request = samples(0).full(MessageCreateParams.class);
        String before = key(falling, request);

        Field warned = BetaRefusalFallbackInterceptor.class.getDeclaredField("warnedMissingState");
        warned.setAccessible(true);
        ((AtomicBoolean) warned.get(fallback)).set(true);

        assertThat(key(falling, request)).isEqualTo(before).doesNotStartWith("bypass:");
    }

    @Test
    void aCallThatValidatesItsAnswerDoesNotShareWithOneThatDoesNot() {
        MessageCreateParams request = samples(0).full(MessageCreateParams.class);
        RequestOptions validating =
                RequestOptions.builder().responseValidation(true).build();
        RequestOptions hurried =
                RequestOptions.builder().timeout(Duration.ofSeconds(1)).build();

        assertThat(CREATE.key(new Call(client.messages(), request, validating)))
                .doesNotStartWith("bypass:")
                .isNotEqualTo(key(client, request));
        assertThat(CREATE.key(new Call(client.messages(), request, hurried))).isEqualTo(key(client, request));
    }

    @Test
    void whatTheServicesOwnCodeMayChangeInEachRequestHasNoKey() {
        Map<String, AnthropicClient> clients = Map.of(
                "this.clientOptions.interceptors",
                client(builder -> builder.addInterceptor(new OfTheService())),
                "this.clientOptions.interceptors is a dev.reprise.clients.anthropicjava.AnthropicKeysTest$Executing",
                client(builder -> builder.addInterceptor(Interceptor.syncOnly(new Executing()))),
                "this.clientOptions.interceptors is a lambda of",
                client(builder -> builder.addInterceptor(
                        Interceptor.syncOnly((next, request, options) -> next.execute(request, options)))),
                "this.clientOptions.backend",
                AnthropicOkHttpClient.builder().backend(new OfTheService()).build(),
                "this.clientOptions.originalHttpClient.httpClient",
                new AnthropicClientImpl(
                        ClientOptions.builder().httpClient(new OfTheService()).build()));
        MessageCreateParams request = samples(0).full(MessageCreateParams.class);

        clients.forEach((place, supplied) -> assertThat(key(supplied, request)).startsWith("bypass: " + place + " "));
    }

    /** What adds a header that depends on the thread, say. */
    private static final class OfTheService implements Interceptor, HttpClient, Backend {

        @Override
        public HttpClient intercept(HttpClient next) {
            return next;
        }

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String baseUrl() {
            return "http://127.0.0.1:9";
        }

        @Override
        public void close() {}
    }

    /** Another way to do the same. */
    private static final class Executing implements HttpClientExecute {

        @Override
        public HttpResponse execute(HttpClient next, HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    private static String key(AnthropicClient client, Object request) {
        return CREATE.key(new Call(client.messages(), request, RequestOptions.none()));
    }

    private static <T> List<T> full(Class<T> type) {
        List<T> requests = new ArrayList<>();
        for (int choice = 0; choice < 6; choice++) {
            requests.add(samples(choice).full(type));
        }
        return requests;
    }

    private static Samples samples(int choice) {
        String builder = MessageCreateParams.Builder.class.getName() + "#";
        String betaBuilder = com.anthropic.models.beta.messages.MessageCreateParams.Builder.class.getName() + "#";
        String betaCounted = com.anthropic.models.beta.messages.MessageCountTokensParams.Builder.class.getName() + "#";
        return new Samples(4, choice)
                .give(JsonValue.class, samples -> JsonValue.from(Map.of("a", List.of(1, "b"), "c", 0.5)))
                // What makes a call stateful has no key, and some options set what another one sets, too.
                .leaveOut(
                        builder + "container",
                        builder + "body",
                        builder + "enabledThinking",
                        builder + "toolToolChoice")
                .leaveOut(
                        betaBuilder + "container",
                        betaBuilder + "thread",
                        betaBuilder + "continueThread",
                        betaBuilder + "mcpServers",
                        betaBuilder + "body")
                .leaveOut(
                        MessageCountTokensParams.Builder.class.getName() + "#body",
                        betaCounted + "body",
                        betaCounted + "mcpServers");
    }

    private static AnthropicClient client(UnaryOperator<AnthropicOkHttpClient.Builder> more) {
        return more.apply(AnthropicOkHttpClient.builder().apiKey("key").baseUrl("http://127.0.0.1:9"))
                .build();
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("anthropic-java", SERVICES + name);
    }
}
