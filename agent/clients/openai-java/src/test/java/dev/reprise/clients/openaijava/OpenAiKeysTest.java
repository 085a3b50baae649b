package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.models.ChatModel;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ComputerUsePreviewTool;
import com.openai.models.responses.CustomTool;
import com.openai.models.responses.FileSearchTool;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponsePrompt;
import com.openai.models.responses.Tool;
import com.openai.models.responses.WebSearchTool;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // The provider deprecated options that people still use.
class OpenAiKeysTest {

    private static final String SERVICES = "com.openai.services.blocking.";
    private static final CataloguedMethod CHAT = method("chat.ChatCompletionServiceImpl#create");
    private static final CataloguedMethod EMBEDDING = method("EmbeddingServiceImpl#create");
    private static final CataloguedMethod RESPONSE = method("ResponseServiceImpl#create");
    private static final CataloguedMethod TEXT = method("CompletionServiceImpl#create");
    private static final CataloguedMethod MODERATION = method("ModerationServiceImpl#create");
    private static final CataloguedMethod IMAGE = method("ImageServiceImpl#generate");
    private static final CataloguedMethod COUNT = method("responses.InputTokenServiceImpl#count");
    private static final CataloguedMethod RAW_TEXTS =
            method("CompletionServiceImpl$WithRawResponseImpl#createStreaming");
    private static final CataloguedMethod RAW_CHAT =
            method("chat.ChatCompletionServiceImpl$WithRawResponseImpl#create");
    private static final CataloguedMethod RAW_RESPONSES =
            method("ResponseServiceImpl$WithRawResponseImpl#createStreaming");

    private final OpenAIClient client = client();
    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        check(CHAT, client.chat().completions(), List.of(chat()));
        check(CHAT, client.chat().completions(), full(ChatCompletionCreateParams.class));
        check(EMBEDDING, client.embeddings(), full(EmbeddingCreateParams.class));
        check(RESPONSE, client.responses(), full(ResponseCreateParams.class));
        check(TEXT, client.completions(), full(CompletionCreateParams.class));
        check(MODERATION, client.moderations(), full(ModerationCreateParams.class));
        check(IMAGE, client.images(), full(ImageGenerateParams.class));
        check(COUNT, client.responses().inputTokens(), full(InputTokenCountParams.class));
        check(
                RAW_TEXTS,
                client.completions().withRawResponse(),
                List.of(full(CompletionCreateParams.class).get(0)));
        check(RAW_CHAT, client.chat().completions().withRawResponse(), List.of(chat()));
        check(
                RAW_RESPONSES,
                client.responses().withRawResponse(),
                List.of(full(ResponseCreateParams.class).get(0)));

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object service, List<?> requests) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("com.openai.core.RequestOptions#(timeout|disableTelemetry)", "timeouts and telemetry")
                .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                .except(".*WithRawResponseImpl#\\w+Handler", "reads answers as the options beside it say")
                .except("com.openai.core.http.Headers#size", "counts the headers")
                .except(
                        "this\\..*headers\\.map\\.\\{(key )?(User-Agent|X-Stainless-.*)}",
                        "names the machine and the library's version")
                .except(
                        "com.openai.core.ClientOptions#(originalHttpClient|httpClient|httpRequestAuthenticator|"
                                + "checkJacksonVersionCompatibility|jsonMapper|streamHandlerExecutor|sleeper|clock|"
                                + "timeout|maxRetries|logLevel|webSocketLifecycle|defaultUserAgent|disableTelemetry)",
                        "how a call is made, not what is asked");
        for (Object request : requests) {
            metamorphosis.change(new Call(service, request, RequestOptions.none()));
        }
        changed += metamorphosis.check();
    }

    private static <T> List<T> full(Class<T> type) {
        List<T> requests = new ArrayList<>();
        for (int choice = 0; choice < 6; choice++) {
            requests.add(samples(choice).full(type));
        }
        return requests;
    }

    @Test
    void aCallThatValidatesItsAnswerDoesNotShareWithOneThatDoesNot() {
        RequestOptions validating =
                RequestOptions.builder().responseValidation(true).build();
        RequestOptions hurried =
                RequestOptions.builder().timeout(Duration.ofSeconds(1)).build();

        assertThat(CHAT.key(new Call(client.chat().completions(), chat(), validating)))
                .doesNotStartWith("bypass:")
                .isNotEqualTo(key(CHAT, chat()));
        assertThat(CHAT.key(new Call(client.chat().completions(), chat(), hurried)))
                .isEqualTo(key(CHAT, chat()));
    }

    @Test
    void theSameRequestMadeInAnotherOrderHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            ChatCompletionCreateParams one = samples(choice).full(ChatCompletionCreateParams.class);
            ChatCompletionCreateParams other = samples(choice).reversed().full(ChatCompletionCreateParams.class);

            assertThat(other.toString()).isEqualTo(one.toString());
            assertThat(key(CHAT, other)).isEqualTo(key(CHAT, one)).doesNotStartWith("bypass:");
        }
    }

    @Test
    void aResponseForWhichTheProviderAsksOthersOrWhatItKeepsIsStateful() {
        Map<String, Tool> tools = Map.of(
                "0.tools.mcp",
                        Tool.ofMcp(Tool.Mcp.builder().serverLabel("orders").build()),
                "0.tools.fileSearch",
                        Tool.ofFileSearch(FileSearchTool.builder()
                                .addVectorStoreId("store_1")
                                .build()),
                "0.tools.codeInterpreter.container.string",
                        Tool.ofCodeInterpreter(Tool.CodeInterpreter.builder()
                                .container("container_1")
                                .build()));

        tools.forEach((place, tool) -> {
            assertThat(RESPONSE.key(new Call(client.responses(), asking(tool), RequestOptions.none())))
                    .startsWith("bypass: " + place + " is stateful");
            assertThat(countKey(counted -> counted.addTool(tool))).startsWith("bypass: " + place + " is stateful");
        });
        assertThat(RESPONSE.key(new Call(
                        client.responses(),
                        asking(Tool.ofCodeInterpreter(Tool.CodeInterpreter.builder()
                                .container(Tool.CodeInterpreter.Container.CodeInterpreterToolAuto.builder()
                                        .build())
                                .build())),
                        RequestOptions.none())))
                .doesNotStartWith("bypass:");
    }

    /** As they are given where the SDK does not know them yet. */
    @Test
    void toolsThatAreWrittenInJsonAreStatefulAsWell() {
        Map<String, Object> tools = Map.of(
                "0.tools.mcp",
                Map.of("type", "mcp", "server_label", "orders", "server_url", "http://127.0.0.1:9/mcp"),
                "0.tools.fileSearch",
                Map.of("type", "file_search", "vector_store_ids", List.of("store_1")),
                "0.tools.codeInterpreter.container.string",
                Map.of("type", "code_interpreter", "container", "container_1"),
                "0.tools.shell.environment.containerReference",
                Map.of("type", "shell", "environment", Map.of("type", "container_reference", "container_id", "c")));

        tools.forEach((place, tool) -> {
            JsonValue json = JsonValue.from(List.of(tool));
            assertThat(responseKey(request -> request.tools(json))).startsWith("bypass: " + place + " is stateful");
            assertThat(responseKey(request -> request.putAdditionalBodyProperty("tools", json)))
                    .startsWith("bypass: " + place + " is stateful");
            assertThat(responseKey(request -> request.input(
                            JsonValue.from(List.of(Map.of("type", "additional_tools", "tools", List.of(tool)))))))
                    .startsWith("bypass: 0.input.additionalTools." + place.substring(2) + " is stateful");
        });
        assertThat(responseKey(request -> request.tools(JsonValue.from(List.of(Map.of("type", "web_search"))))))
                .doesNotStartWith("bypass:");
        assertThat(responseKey(request -> request.tools(JsonValue.from(
                        List.of(Map.of("type", "code_interpreter", "container", Map.of("type", "auto")))))))
                .doesNotStartWith("bypass:");
    }

    @Test
    void toolsThatAreAddedInTheInputAreStatefulAsWell() {
        Tool mcp = Tool.ofMcp(Tool.Mcp.builder().serverLabel("orders").build());
        List<ResponseInputItem> input = List.of(ResponseInputItem.ofAdditionalTools(
                ResponseInputItem.AdditionalTools.builder().addTool(mcp).build()));

        assertThat(responseKey(request -> request.inputOfResponse(input)))
                .startsWith("bypass: 0.input.response.additionalTools.tools.mcp is stateful");
        assertThat(countKey(request -> request.inputOfResponseInputItems(input)))
                .startsWith("bypass: 0.input.responseInputItems.additionalTools.tools.mcp is stateful");
    }

    @Test
    void whatLiesAtTheProviderIsStateful() {
        assertThat(responseKey(request ->
                        request.prompt(ResponsePrompt.builder().id("pmpt_1").build())))
                .startsWith("bypass: 0.prompt is stateful");
        assertThat(key(
                        CHAT,
                        ChatCompletionCreateParams.builder()
                                .model("gpt-5")
                                .addUserMessage("What did I order?")
                                .putAdditionalBodyProperty(
                                        "data_sources", JsonValue.from(List.of(Map.of("type", "azure_search"))))
                                .build()))
                .startsWith("bypass: 0.dataSources is stateful");
    }

    private String responseKey(UnaryOperator<ResponseCreateParams.Builder> more) {
        ResponseCreateParams request = more.apply(
                        ResponseCreateParams.builder().model("gpt-5").input("What did I order?"))
                .build();
        return RESPONSE.key(new Call(client.responses(), request, RequestOptions.none()));
    }

    @Test
    void tokensOfWhatTheProviderKeepsAreCountedByIt() {
        assertThat(countKey(counted -> counted.previousResponseId("resp_1")))
                .startsWith("bypass: 0.previousResponseId is stateful");
        assertThat(countKey(counted -> counted.conversation("conv_1")))
                .startsWith("bypass: 0.conversation is stateful");
        assertThat(countKey(counted -> counted)).doesNotStartWith("bypass:");
    }

    private String countKey(UnaryOperator<InputTokenCountParams.Builder> more) {
        InputTokenCountParams request = more.apply(
                        InputTokenCountParams.builder().model("gpt-5").input("What did I order?"))
                .build();
        return COUNT.key(new Call(client.responses().inputTokens(), request, RequestOptions.none()));
    }

    private static ResponseCreateParams asking(Tool tool) {
        return ResponseCreateParams.builder()
                .model("gpt-5")
                .input("What did I order?")
                .addTool(tool)
                .build();
    }

    @Test
    void whatTheServicesOwnCodeMayChangeInEachRequestHasNoKey() {
        Interceptor interceptor = chain -> chain.proceed(chain.request());
        Map<String, OpenAIClient> clients = Map.of(
                "this.clientOptions.originalHttpClient.$$delegate_0.httpClient.okHttpClient.interceptors",
                builder().addInterceptor(interceptor).build(),
                "this.clientOptions.originalHttpClient.$$delegate_0.httpClient.okHttpClient.networkInterceptors",
                builder()
                        .okHttpClient(new OkHttpClient.Builder()
                                .addNetworkInterceptor(interceptor)
                                .build())
                        .build(),
                "this.clientOptions.originalHttpClient.httpClient",
                new OpenAIClientImpl(ClientOptions.builder()
                        .httpClient(new OfTheService())
                        .apiKey("key")
                        .build()));

        clients.forEach((place, supplied) -> assertThat(
                        CHAT.key(new Call(supplied.chat().completions(), chat(), RequestOptions.none())))
                .startsWith("bypass: " + place + " "));
    }

    /** What adds a header that depends on the thread, say. */
    private static final class OfTheService implements HttpClient {

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void aJsonMapperOfTheServicesOwnMayWriteAnotherRequest() {
        OpenAIClient own = builder()
                .jsonMapper(ObjectMappers.jsonMapper()
                        .rebuild()
                        .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                        .build())
                .build();
        OpenAIClient sdks = builder().jsonMapper(ObjectMappers.jsonMapper()).build();

        assertThat(CHAT.key(call(own)))
                .startsWith("bypass: this.clientOptions.jsonMapper is a JSON mapper of the service's own");
        assertThat(CHAT.key(call(sdks))).isEqualTo(CHAT.key(call(builder().build())));
    }

    private static Call call(OpenAIClient client) {
        return new Call(client.chat().completions(), chat(), RequestOptions.none());
    }

    @Test
    void aClientOverAnOkHttpClientOfTheServiceHasTheKeyOfAnyOther() {
        OpenAIClient over = builder().okHttpClient(new OkHttpClient()).build();

        assertThat(CHAT.key(new Call(over.chat().completions(), chat(), RequestOptions.none())))
                .isEqualTo(key(CHAT, chat()))
                .doesNotStartWith("bypass:");
    }

    @Test
    void aRequestForAnHttpResponseIsAsStatefulAsAnother() {
        ResponseCreateParams goesOn = ResponseCreateParams.builder()
                .model("gpt-5-mini")
                .input("And then?")
                .previousResponseId("resp_1")
                .build();

        assertThat(RAW_RESPONSES.key(new Call(client().responses().withRawResponse(), goesOn, RequestOptions.none())))
                .startsWith("bypass: 0.previousResponseId is stateful");
    }

    @Test
    void aServiceThatWasUsedHasTheKeyItHadBefore() {
        Object service = client.chat().completions().withRawResponse();
        String before = RAW_CHAT.key(new Call(service, chat(), RequestOptions.none()));

        client.chat().completions().withRawResponse().messages();

        assertThat(RAW_CHAT.key(new Call(service, chat(), RequestOptions.none())))
                .isEqualTo(before)
                .isEqualTo(RAW_CHAT.key(
                        new Call(client().chat().completions().withRawResponse(), chat(), RequestOptions.none())))
                .doesNotStartWith("bypass:");
    }

    private String key(CataloguedMethod method, Object request) {
        return method.key(new Call(client().chat().completions(), request, RequestOptions.none()));
    }

    private static Samples samples(int choice) {
        return new Samples(4, choice)
                .give(JsonValue.class, samples -> JsonValue.from(Map.of("a", List.of(1, "b"), "c", 0.5)))
                // What makes a call stateful has no key, and two options set what another one sets, too.
                .give(Tool.class, samples -> tool(choice, samples))
                .leaveOut(options(
                        "chat.completions.ChatCompletionCreateParams", "store", "body", "jsonSchemaResponseFormat"))
                .leaveOut(options(
                        "responses.ResponseCreateParams",
                        "store",
                        "background",
                        "previousResponseId",
                        "conversation",
                        "prompt",
                        "body"))
                .leaveOut(options(
                        "responses.inputtokens.InputTokenCountParams", "previousResponseId", "conversation", "body"))
                .leaveOut(options("completions.CompletionCreateParams", "body"))
                .leaveOut(options("moderations.ModerationCreateParams", "body"))
                .leaveOut(options("images.ImageGenerateParams", "body"));
    }

    private static Tool tool(int choice, Samples samples) {
        return switch (choice) {
            case 0 -> Tool.ofFunction(samples.full(FunctionTool.class));
            case 1 -> Tool.ofWebSearch(samples.full(WebSearchTool.class));
            case 2 -> Tool.ofCustom(samples.full(CustomTool.class));
            case 3 -> Tool.ofImageGeneration(samples.full(Tool.ImageGeneration.class));
            case 4 -> Tool.ofComputerUsePreview(samples.full(ComputerUsePreviewTool.class));
            default ->
                Tool.ofCodeInterpreter(Tool.CodeInterpreter.builder()
                        .container(samples.full(Tool.CodeInterpreter.Container.CodeInterpreterToolAuto.class))
                        .build());
        };
    }

    private static String[] options(String type, String... options) {
        return Stream.of(options)
                .map(option -> "com.openai.models." + type + "$Builder#" + option)
                .toArray(String[]::new);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("openai-java", SERVICES + name);
    }

    private static OpenAIClient client() {
        return builder().build();
    }

    private static OpenAIOkHttpClient.Builder builder() {
        return OpenAIOkHttpClient.builder()
                .apiKey("key")
                .baseUrl("http://127.0.0.1:9/v1")
                .organization("org")
                .project("project")
                .putHeader("x-tenant", "a")
                .putQueryParam("q", "1");
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_4O)
                .addSystemMessage("You are careful.")
                .addUserMessage("Where is my order?")
                .addAssistantMessage("Which one?")
                .addUserMessage("The second.")
                .temperature(0.2)
                .topP(0.9)
                .n(1)
                .seed(5)
                .maxCompletionTokens(100)
                .frequencyPenalty(0.1)
                .presencePenalty(0.1)
                .logprobs(true)
                .topLogprobs(2)
                .reasoningEffort(ReasoningEffort.LOW)
                .stop("END")
                .user("someone")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("find")
                        .description("Finds an order")
                        .strict(true)
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(
                                                Map.of("number", Map.of("type", "string", "enum", List.of("a", "b")))))
                                .build())
                        .build())
                .putAdditionalHeader("x-one", "1")
                .putAdditionalQueryParam("two", "2")
                .putAdditionalBodyProperty("three", JsonValue.from(List.of(3, true, 0.5, "x")))
                .build();
    }
}
