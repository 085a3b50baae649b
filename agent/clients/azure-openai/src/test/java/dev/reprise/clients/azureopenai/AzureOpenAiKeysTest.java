package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AudioTranslationOptions;
import com.azure.ai.openai.models.AzureChatExtensionConfiguration;
import com.azure.ai.openai.models.AzureSearchChatExtensionConfiguration;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolCall;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinition;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinitionFunction;
import com.azure.ai.openai.models.ChatCompletionsJsonSchemaResponseFormat;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatCompletionsResponseFormat;
import com.azure.ai.openai.models.ChatCompletionsTextResponseFormat;
import com.azure.ai.openai.models.ChatCompletionsToolCall;
import com.azure.ai.openai.models.ChatCompletionsToolDefinition;
import com.azure.ai.openai.models.ChatMessageAudioContentItem;
import com.azure.ai.openai.models.ChatMessageContentItem;
import com.azure.ai.openai.models.ChatMessageImageContentItem;
import com.azure.ai.openai.models.ChatMessageRefusalContentItem;
import com.azure.ai.openai.models.ChatMessageTextContentItem;
import com.azure.ai.openai.models.ChatRequestAssistantMessage;
import com.azure.ai.openai.models.ChatRequestDeveloperMessage;
import com.azure.ai.openai.models.ChatRequestFunctionMessage;
import com.azure.ai.openai.models.ChatRequestMessage;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestToolMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.ai.openai.models.FunctionCall;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.SpeechGenerationOptions;
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.KeyCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.http.policy.HostPolicy;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.PortPolicy;
import com.azure.core.http.policy.ProtocolPolicy;
import com.azure.core.http.policy.RedirectPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Context;
import com.azure.core.util.Header;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import dev.reprise.clients.StandInProvider;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AzureOpenAiKeysTest {

    private static final CataloguedMethod CHAT = method("getChatCompletions");
    private static final CataloguedMethod COMPLETIONS = method("getCompletions");
    private static final CataloguedMethod EMBEDDINGS = method("getEmbeddings");
    private static final CataloguedMethod SPEECH =
            CataloguedMethod.of("azure-openai", "com.azure.ai.openai.OpenAIAsyncClient#generateSpeechFromText");
    private static final CataloguedMethod IMAGES = method("getImageGenerations");
    private static final List<CataloguedMethod> TRANSCRIPTIONS =
            List.of(method("getAudioTranscriptionWith"), method("getAudioTranscriptionTextWith"));
    private static final List<CataloguedMethod> TRANSLATIONS =
            List.of(method("getAudioTranslationWith"), method("getAudioTranslationTextWith"));

    private static final String PIPELINE = "this.serviceClient.httpPipeline";

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        OpenAIClient client = client(AzureOpenAiKeysTest::everything);
        for (int choice = 0; choice < 8; choice++) {
            Samples samples = samples(choice);
            check(CHAT, client, "gpt", samples.full(ChatCompletionsOptions.class));
            check(COMPLETIONS, client, "gpt", samples.full(CompletionsOptions.class));
            check(EMBEDDINGS, client, "gpt", samples.full(EmbeddingsOptions.class));
            check(IMAGES, client, "gpt", samples.full(ImageGenerationOptions.class));
            for (CataloguedMethod method : TRANSCRIPTIONS) {
                check(
                        method,
                        client,
                        "whisper",
                        "a.wav",
                        samples.full(AudioTranscriptionOptions.class),
                        requestOptions());
            }
            for (CataloguedMethod method : TRANSLATIONS) {
                check(
                        method,
                        client,
                        "whisper",
                        "a.wav",
                        samples.full(AudioTranslationOptions.class),
                        requestOptions());
            }
            check(SPEECH, laterClient(), "tts", samples.full(SpeechGenerationOptions.class));
        }
        check(
                method("getChatCompletionsWithResponse"),
                client,
                "gpt",
                samples(0).full(ChatCompletionsOptions.class),
                requestOptions());
        check(CHAT, openAi(), "gpt", samples(0).full(ChatCompletionsOptions.class));
        System.out.println(changed + " changed calls of azure-ai-openai had another key");

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object... call) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except(
                        ".*OpenAIClientImpl#(service|serializerAdapter)",
                        "made of the pipeline, always in the same way")
                .except(
                        ".*OpenAI(Async)?Client#openAIServiceClient",
                        "not there beside a client of Azure, nor to be set")
                .except(".*\\.HttpPipeline#tracer", "watches calls")
                .except(
                        ".*(NettyAsyncHttpClient|OkHttpAsyncHttpClient|JdkHttpClient)#.*",
                        "connections, which have a test of their own")
                .except(
                        ".*policy\\.(RequestId|UserAgent|AddDate|AddHeadersFromContext|Cookie|Timeout|Retry)Policy#.*",
                        "names the call or the library's version, tries again, or finds the provider's server again")
                .except(".*policy\\.HttpLoggingPolicy#.*", "watches calls")
                .except(".*policy\\.(Host|Port|Protocol)Policy#inner", "does what the other fields say")
                .except(".*\\.Header#cachedStringValue", "made of the values at the first need")
                .except(".*\\.(StringContent)#bytes", "made of the text at the first need")
                .except(".*\\.SerializableContent#.*", "once it is written, the JSON is kept; has a test of its own")
                .except(".*RequestOptions#requestCallback", "code of the library, which has a test of its own")
                .except(".*\\.Context#valuesMap", "made of the rest at the first need")
                .except(".*Audio[A-Za-z]*Options#(model|filename)", "set by the call itself, from its other arguments");
        metamorphosis.change(new Call(call[0], java.util.Arrays.copyOfRange(call, 1, call.length)));
        changed += metamorphosis.check();
    }

    @Test
    void theSameRequestMadeInAnotherOrderForAnEqualClientHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            String one = chat(client(AzureOpenAiKeysTest::everything), samples(choice));
            String other = chat(
                    client(AzureOpenAiKeysTest::everything), samples(choice).reversed());

            assertThat(other).isEqualTo(one).doesNotStartWith("bypass:");
        }
    }

    @Test
    void clientsThatDifferInOneThingNeverShareAnEntry() {
        List<UnaryOperator<OpenAIClientBuilder>> builds = List.of(
                b -> b,
                b -> b.endpoint("https://other.openai.azure.com"),
                b -> b.credential(new AzureKeyCredential("other")),
                b -> b.serviceVersion(OpenAIServiceVersion.V2024_06_01),
                b -> b.clientOptions(headers("x-tenant", "a")),
                b -> b.clientOptions(headers("x-tenant", "b")),
                b -> b.addPolicy(new HostPolicy("other")),
                b -> b.addPolicy(new PortPolicy(1, true)),
                b -> b.addPolicy(new ProtocolPolicy("http", true)),
                b -> b.endpoint(null));
        Set<String> keys = new HashSet<>();
        builds.forEach(build -> keys.add(chat(client(build), samples(0))));

        assertThat(keys).hasSize(builds.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(chat(client(b -> b), samples(0))).isIn(keys);
        Set<String> later = new HashSet<>();
        builds.forEach(build -> later.add(later(build)));
        builds.forEach(build -> later.add(later(build)));
        assertThat(later).hasSize(builds.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(later(b -> b.addPolicy((context, next) -> next.process()))).startsWith("bypass:");
    }

    private static String later(UnaryOperator<OpenAIClientBuilder> build) {
        return CataloguedMethod.of("azure-openai", "com.azure.ai.openai.OpenAIAsyncClient#getChatCompletions")
                .key(new Call(
                        build.apply(new OpenAIClientBuilder()
                                        .endpoint("https://one.openai.azure.com")
                                        .credential(new AzureKeyCredential("key")))
                                .buildAsyncClient(),
                        "gpt",
                        samples(0).full(ChatCompletionsOptions.class)));
    }

    @Test
    void whatWatchesCallsOrTriesThemAgainDoesNotCount() {
        String key = chat(client(b -> b), samples(0));

        assertThat(chat(client(b -> b.retryPolicy(new RetryPolicy())), samples(0)))
                .isEqualTo(key);
        assertThat(chat(
                        client(b -> b.httpLogOptions(
                                new HttpLogOptions().setLogLevel(HttpLogDetailLevel.BODY_AND_HEADERS))),
                        samples(0)))
                .isEqualTo(key);
    }

    @Test
    void aKeyThatIsRotatedIsFollowed() {
        AzureKeyCredential credential = new AzureKeyCredential("one");
        OpenAIClient client = client(b -> b.credential(credential));
        String before = chat(client, samples(0));

        credential.update("two");

        assertThat(chat(client, samples(0)))
                .isNotEqualTo(before)
                .isEqualTo(chat(client(b -> b.credential(new AzureKeyCredential("two"))), samples(0)));
    }

    @Test
    void aClientAndARequestThatWereUsedHaveTheSameKey() {
        try (StandInProvider provider = StandInProvider.start()) {
            provider.answers("/openai/deployments/gpt/chat/completions", Answers.CHATS.get(0))
                    .answers("/openai/deployments/whisper/audio/transcriptions", Answers.TRANSCRIBED);
            OpenAIClient client = Clients.ofAzure(provider.url());
            ChatCompletionsOptions chat = new ChatCompletionsOptions(new ArrayList<>(
                            List.of(new ChatRequestSystemMessage("Be brief."), new ChatRequestUserMessage("hi"))))
                    .setTools(List.of(tool(new Order("id"))));
            AudioTranscriptionOptions audio = new AudioTranscriptionOptions(new byte[] {1, 2, 3})
                    .setResponseFormat(AudioTranscriptionFormat.JSON);
            String before = CHAT.key(new Call(client, "gpt", chat));
            RequestOptions options = new RequestOptions();
            String audioBefore = TRANSCRIPTIONS.get(0).key(new Call(client, "whisper", "a.wav", audio, options));

            client.getChatCompletions("gpt", chat);
            client.getAudioTranscriptionWithResponse("whisper", "a.wav", audio, options);

            assertThat(provider.requests()).isEqualTo(2);
            assertThat(CHAT.key(new Call(client, "gpt", chat)))
                    .isEqualTo(before)
                    .doesNotStartWith("bypass:");
            assertThat(TRANSCRIPTIONS.get(0).key(new Call(client, "whisper", "a.wav", audio, options)))
                    .isEqualTo(audioBefore)
                    .doesNotStartWith("bypass:");
        }
    }

    @Test
    void anObjectCountsByTheJsonThatIsSent() {
        OpenAIClient client = client(b -> b);
        Order order = new Order("id");
        ChatCompletionsOptions sent = question().setTools(List.of(tool(order)));
        String key = CHAT.key(new Call(client, "gpt", sent));
        order.id = "other";

        assertThat(CHAT.key(new Call(client, "gpt", question().setTools(List.of(tool(new Order("id")))))))
                .isEqualTo(key)
                .doesNotStartWith("bypass:");
        assertThat(CHAT.key(new Call(client, "gpt", question().setTools(List.of(tool(new Order("other")))))))
                .isNotEqualTo(key);
        // The library keeps the JSON that it made first.
        assertThat(CHAT.key(new Call(client, "gpt", sent))).isEqualTo(key);
    }

    @Test
    void whatIsReadAtTheTimeOfTheCallHasNoKey() {
        OpenAIClient client = client(b -> b);
        Map<String, BinaryData> contents = Map.of(
                "is read from a file at the time of the call", BinaryData.fromFile(Path.of("pom.xml")),
                "is a lambda of com.azure.core.implementation.util.InputStreamContent",
                        BinaryData.fromStream(new java.io.ByteArrayInputStream(new byte[] {1})));

        contents.forEach((reason, content) -> assertThat(
                        CHAT.key(new Call(client, "gpt", question().setTools(List.of(tool(content))))))
                .startsWith("bypass: 1.tools[0].function.parameters.content")
                .contains(reason));
    }

    @Test
    void whatTheProviderKeepsIsStateful() {
        OpenAIClient client = client(b -> b);
        AzureChatExtensionConfiguration search = samples(0).full(AzureSearchChatExtensionConfiguration.class);

        assertThat(CHAT.key(new Call(client, "gpt", question().setStore(true))))
                .startsWith("bypass: 1.store is stateful");
        assertThat(CHAT.key(new Call(client, "gpt", question().setStore(false))))
                .doesNotStartWith("bypass:");
        assertThat(CHAT.key(new Call(client, "gpt", question().setDataSources(List.of(search)))))
                .startsWith("bypass: 1.dataSources is stateful");
    }

    @Test
    void whatTheServicesOwnCodeMayChangeInEachRequestHasNoKey() {
        OkHttpClient intercepting = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()))
                .build();
        Map<String, UnaryOperator<OpenAIClientBuilder>> builds = new LinkedHashMap<>();
        builds.put(
                PIPELINE + ".pipelinePolicies has a " + getClass().getName() + "$$Lambda",
                b -> b.addPolicy((context, next) -> next.process()));
        builds.put(
                PIPELINE + ".httpClient is a " + OfTheService.class.getName(), b -> b.httpClient(new OfTheService()));
        builds.put(
                PIPELINE + ".httpClient.httpClient.interceptors has a",
                b -> b.httpClient(new OkHttpAsyncHttpClientBuilder(intercepting).build()));
        builds.put(
                PIPELINE + ".httpClient.nettyClient.config.doOnRequest has a",
                b -> b.httpClient(new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create()
                                .doOnRequest((request, connection) -> request.addHeader("x-tenant", "a")))
                        .build()));
        builds.put(
                PIPELINE + ".pipelinePolicies[0].credential is a " + Vault.class.getName(),
                b -> b.credential(new Vault()));
        builds.put(PIPELINE + ".pipelinePolicies[0].cache gets a token", b -> b.credential((KeyCredential) null)
                .credential(request -> Mono.just(new AccessToken("token", OffsetDateTime.MAX))));
        builds.put(
                PIPELINE + ".pipelinePolicies[0].redirectStrategy is a",
                b -> b.pipeline(new HttpPipelineBuilder()
                        .policies(new RedirectPolicy(new Elsewhere()))
                        .build()));
        builds.put(
                PIPELINE + ".pipelinePolicies[1].requestLogger is a",
                b -> b.httpLogOptions(new HttpLogOptions().setRequestLogger((logger, context) -> Mono.empty())));

        builds.forEach(
                (reason, build) -> assertThat(chat(client(build), samples(0))).startsWith("bypass: " + reason));
    }

    @Test
    void ordinaryConnectionsOfEachKindAreNotRefused() {
        for (HttpClient connections : List.of(
                new NettyAsyncHttpClientBuilder().build(),
                new OkHttpAsyncHttpClientBuilder().build(),
                new JdkHttpClientBuilder().build())) {
            OpenAIClient client = client(b -> b.httpClient(connections));

            assertThat(chat(client, samples(0))).doesNotStartWith("bypass:").isEqualTo(chat(client, samples(0)));
        }
    }

    @Test
    void headersThatAnHttpClientAddsCount() {
        Set<String> keys = new HashSet<>();
        for (String tenant : List.of("a", "b")) {
            HttpClient connections = new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create()
                            .headers(headers -> headers.add("x-tenant", tenant)))
                    .build();
            keys.add(chat(client(b -> b.httpClient(connections)), samples(0)));
        }

        assertThat(keys).hasSize(2).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void whatTheOptionsOfACallDoToItsRequestCounts() {
        List<RequestOptions> all = new ArrayList<>(List.of(
                new RequestOptions().setHeader("x-tenant", "a"),
                new RequestOptions().setHeader("x-tenant", "b"),
                new RequestOptions().addHeader("x-tenant", "a"),
                new RequestOptions().addHeader("x-tenant", "a").addHeader("x-tenant", "b"),
                new RequestOptions().setHeader("Accept", "a"),
                new RequestOptions().setHeader("accept", null),
                new RequestOptions().addQueryParam("a", "b"),
                new RequestOptions().addQueryParam("a", "%20", true),
                new RequestOptions().addQueryParam("a", "%20", false),
                new RequestOptions().setContext(new Context("azure-http-headers-key", new HttpHeaders().set("a", "b"))),
                new RequestOptions().setContext(new Context("a", "b")),
                new RequestOptions().setContext(new Context("a", "c")),
                new RequestOptions().setContext(new Context("a", "b").addData("c", "d"))));
        Set<String> keys = new HashSet<>();
        all.forEach(options -> keys.add(withResponse(options)));

        assertThat(keys).hasSize(all.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(withResponse(new RequestOptions())).isNotIn(keys).doesNotStartWith("bypass:");
        assertThat(withResponse(null)).isNotIn(keys).doesNotStartWith("bypass:");
    }

    @Test
    void optionsOfACallThatAreMadeAnewHaveTheSameKey() {
        assertThat(withResponse(requestOptions())).isEqualTo(withResponse(requestOptions()));
        assertThat(withResponse(new RequestOptions()
                        .setHeader(HttpHeaderName.fromString("x-b"), "2")
                        .setHeader("X-A", "1")))
                .isEqualTo(
                        withResponse(new RequestOptions().setHeader("x-a", "1").setHeader("x-b", "2")));
    }

    @Test
    void optionsOfACallThatMayDoAnythingToItsRequestHaveNoKey() {
        assertThat(withResponse(new RequestOptions().addRequestCallback(request -> request.setHeader("a", "b"))))
                .startsWith(
                        "bypass: 2.requestCallback is a lambda of " + getClass().getName());
        assertThat(withResponse(new RequestOptions()
                        .setHeader("a", "b")
                        .addRequestCallback(new Changing())
                        .setHeader("c", "d")))
                .startsWith("bypass: 2.requestCallback is a " + Changing.class.getName());
        assertThat(withResponse(new RequestOptions().setBody(BinaryData.fromString("{\"store\":true}"))))
                .startsWith("bypass: 2.requestCallback sets another body");
    }

    private static final class Changing implements java.util.function.Consumer<HttpRequest> {

        @Override
        public void accept(HttpRequest request) {
            throw new IllegalStateException("called");
        }
    }

    private static String withResponse(RequestOptions options) {
        return method("getChatCompletionsWithResponse").key(new Call(client(b -> b), "gpt", question(), options));
    }

    private static RequestOptions requestOptions() {
        return new RequestOptions()
                .setHeader(HttpHeaderName.fromString("x-tenant"), "a")
                .addQueryParam("a", "b")
                .setContext(new Context("a", "b").addData("c", "d"));
    }

    private static OpenAIAsyncClient laterClient() {
        return everything(new OpenAIClientBuilder()
                        .endpoint("https://one.openai.azure.com")
                        .credential(new AzureKeyCredential("key")))
                .buildAsyncClient();
    }

    private static final class OfTheService implements HttpClient {

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.empty();
        }
    }

    private static final class Vault extends KeyCredential {

        Vault() {
            super("first");
        }
    }

    private static final class Elsewhere implements com.azure.core.http.policy.RedirectStrategy {

        @Override
        public boolean shouldAttemptRedirect(
                com.azure.core.http.HttpPipelineCallContext context,
                HttpResponse response,
                int tries,
                Set<String> attempted) {
            return true;
        }

        @Override
        public HttpRequest createRedirectRequest(HttpResponse response) {
            return response.getRequest();
        }

        @Override
        public int getMaxAttempts() {
            return 1;
        }
    }

    /** What becomes JSON. */
    public static final class Order {

        private String id;

        Order(String id) {
            this.id = id;
        }

        /** Returns what is written. */
        public String getId() {
            return id;
        }
    }

    private static ChatCompletionsOptions question() {
        return new ChatCompletionsOptions(new ArrayList<>(List.of(new ChatRequestUserMessage("Where is my order?"))));
    }

    private static ChatCompletionsToolDefinition tool(Object schema) {
        return new ChatCompletionsFunctionToolDefinition(new ChatCompletionsFunctionToolDefinitionFunction("find")
                .setParameters(schema instanceof BinaryData data ? data : BinaryData.fromObject(schema)));
    }

    private static String chat(OpenAIClient client, Samples samples) {
        return CHAT.key(new Call(client, "gpt", samples.full(ChatCompletionsOptions.class)));
    }

    private static OpenAIClientBuilder everything(OpenAIClientBuilder builder) {
        return builder.clientOptions(headers("x-tenant", "a"))
                .serviceVersion(OpenAIServiceVersion.V2024_08_01_PREVIEW)
                .addPolicy(new HostPolicy("host"))
                .addPolicy(new PortPolicy(1, true))
                .addPolicy(new ProtocolPolicy("http", true));
    }

    private static OpenAIClient openAi() {
        return new OpenAIClientBuilder()
                .credential(new KeyCredential("key"))
                .clientOptions(headers("OpenAI-Organization", "a"))
                .buildClient();
    }

    private static ClientOptions headers(String name, String value) {
        return new ClientOptions().setHeaders(List.of(new Header(name, value), new Header("x-two", List.of("1", "2"))));
    }

    private static OpenAIClient client(UnaryOperator<OpenAIClientBuilder> build) {
        return build.apply(new OpenAIClientBuilder()
                        .endpoint("https://one.openai.azure.com")
                        .credential(new AzureKeyCredential("key")))
                .buildClient();
    }

    private static Samples samples(int choice) {
        return new Samples(6, choice)
                .leaveOut(
                        ChatCompletionsOptions.class.getName() + "#setStore",
                        ChatCompletionsOptions.class.getName() + "#setDataSources")
                .give(ChatCompletionsOptions.class, samples -> chatOptions(samples, choice))
                .give(
                        BinaryData.class,
                        samples -> choice % 2 == 0
                                ? BinaryData.fromString("{\"type\":\"object\"}")
                                : choice % 4 == 1
                                        ? BinaryData.fromBytes(new byte[] {'{', '}'})
                                        : BinaryData.fromObject(Map.of("type", "object")))
                .give(
                        ChatCompletionsResponseFormat.class,
                        samples -> choice % 2 == 0
                                ? samples.full(ChatCompletionsJsonSchemaResponseFormat.class)
                                : new ChatCompletionsTextResponseFormat())
                .give(
                        ChatCompletionsToolCall.class,
                        samples -> new ChatCompletionsFunctionToolCall("id", new FunctionCall("find", "{}")))
                .give(
                        ChatCompletionsToolDefinition.class,
                        samples -> samples.full(ChatCompletionsFunctionToolDefinition.class));
    }

    private static ChatCompletionsOptions chatOptions(Samples samples, int choice) {
        List<ChatMessageContentItem> items = new ArrayList<>(List.of(
                samples.full(ChatMessageTextContentItem.class), samples.full(ChatMessageImageContentItem.class)));
        items.add(samples.full(ChatMessageAudioContentItem.class));
        ChatRequestAssistantMessage said = samples.full(ChatRequestAssistantMessage.class);
        said.setToolCalls(
                new ArrayList<>(List.of(new ChatCompletionsFunctionToolCall("id", new FunctionCall("find", "{}")))));
        List<ChatRequestMessage> messages = new ArrayList<>(List.of(
                samples.full(ChatRequestSystemMessage.class),
                samples.full(ChatRequestDeveloperMessage.class),
                new ChatRequestUserMessage("Where is my order? " + choice),
                new ChatRequestUserMessage(items).setName("name"),
                said,
                new ChatRequestAssistantMessage(new ArrayList<>(
                        List.<ChatMessageContentItem>of(samples.full(ChatMessageRefusalContentItem.class)))),
                samples.full(ChatRequestToolMessage.class),
                samples.full(ChatRequestFunctionMessage.class)));
        ChatCompletionsOptions options = new ChatCompletionsOptions(messages);
        samples.fill(options);
        return options;
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("azure-openai", "com.azure.ai.openai.OpenAIClient#" + name);
    }
}
