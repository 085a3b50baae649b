package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicSkill;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.Response;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LangChain4jKeysTest {

    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.chat.ChatModel+#doChat");
    private static final CataloguedMethod STREAMED = CataloguedMethod.of(
            "langchain4j",
            "dev.langchain4j.model.chat.StreamingChatModel+#doChat(dev.langchain4j.model.chat.request.ChatRequest, ");
    private static final CataloguedMethod EMBEDDING =
            CataloguedMethod.of("langchain4j", "dev.langchain4j.model.embedding.EmbeddingModel+#doEmbed");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        OpenAiChatModel.OpenAiChatModelBuilder chat = OpenAiChatModel.builder();
        samples(0)
                .leaveOut(OpenAiChatModel.OpenAiChatModelBuilder.class.getName() + "#defaultRequestParameters")
                .fill(chat);
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streamed = OpenAiStreamingChatModel.builder();
        samples(0)
                .leaveOut(OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder.class.getName()
                        + "#defaultRequestParameters")
                .fill(streamed);
        OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder embedding = OpenAiEmbeddingModel.builder();
        samples(0).fill(embedding);
        for (int choice = 0; choice < 6; choice++) {
            check(CHAT, chat.build(), request(samples(choice)));
            check(STREAMED, streamed.build(), request(samples(choice)));
            check(EMBEDDING, embedding.build(), samples(choice).full(EmbeddingRequest.class));
        }

        assertThat(changed).isGreaterThan(2_000);
    }

    @Test
    void theSameRequestMadeInAnotherOrderHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            ChatRequest one = request(samples(choice));
            ChatRequest other = request(samples(choice).reversed());

            assertThat(CHAT.key(new Call(null, other)))
                    .isEqualTo(CHAT.key(new Call(null, one)))
                    .doesNotStartWith("bypass:");
        }
    }

    @Test
    void aCallThatAsksTheProviderToKeepSomethingIsStateful() {
        String stored = key(OpenAiChatRequestParameters.builder().store(true).build());
        String custom = key(OpenAiChatRequestParameters.builder()
                .customParameters(Map.of("store", true))
                .build());
        String followUp = key(OpenAiResponsesChatRequestParameters.builder()
                .previousResponseId("resp_1")
                .build());
        String notStored =
                key(OpenAiChatRequestParameters.builder().store(false).build());

        assertThat(stored).startsWith("bypass: 0.parameters.store");
        assertThat(custom).startsWith("bypass: 0.parameters.customParameters.store");
        assertThat(followUp).startsWith("bypass: 0.parameters.previousResponseId");
        assertThat(notStored).doesNotStartWith("bypass:");
    }

    @Test
    void aCallForWhichTheProviderAsksOthersOrWhatItKeepsIsStateful() {
        for (String what : List.of("server_url", "connector_id", "vector_store_ids")) {
            assertThat(key(OpenAiResponsesChatRequestParameters.builder()
                            .serverTools(List.of(Map.of("type", "any", what, List.of("orders"))))
                            .build()))
                    .startsWith("bypass: 0.parameters.serverTools.");
        }
        assertThat(key(OpenAiResponsesChatRequestParameters.builder()
                        .serverTools(List.of(Map.of("type", "code_interpreter", "container", "container_1")))
                        .build()))
                .startsWith("bypass: 0.parameters.serverTools.container.string");
        assertThat(key(OpenAiResponsesChatRequestParameters.builder()
                        .serverTools(List.of(Map.of("type", "web_search")))
                        .build()))
                .doesNotStartWith("bypass:");
        for (String what : List.of("container", "mcp_servers")) {
            assertThat(key(anthropic(builder -> builder.customParameters(Map.of(what, "orders")))))
                    .startsWith("bypass: this.customParameters.");
        }
        assertThat(key(anthropic(builder -> builder.skills(AnthropicSkill.PPTX))))
                .startsWith("bypass: this.skills");
        assertThat(key(anthropic(builder -> builder))).doesNotStartWith("bypass:");
    }

    private static String key(AnthropicChatModel model) {
        return CHAT.key(new Call(
                model,
                ChatRequest.builder().messages(UserMessage.from("Go on.")).build()));
    }

    private static AnthropicChatModel anthropic(UnaryOperator<AnthropicChatModel.AnthropicChatModelBuilder> more) {
        return more.apply(AnthropicChatModel.builder()
                        .apiKey("key")
                        .modelName("claude-sonnet-4-5")
                        .baseUrl("http://127.0.0.1:9"))
                .build();
    }

    private static String key(ChatRequestParameters parameters) {
        return CHAT.key(new Call(
                null,
                ChatRequest.builder()
                        .messages(UserMessage.from("Go on."))
                        .parameters(parameters)
                        .build()));
    }

    /** An answer holds a vector for each text, in their order; another batch never gets it. */
    @Test
    void everyBatchOfTextsHasAKeyOfItsOwn() {
        List<List<TextSegment>> batches = new ArrayList<>(List.of(List.of()));
        Set<String> keys = new HashSet<>();
        for (int next = 0; next < batches.size(); next++) {
            List<TextSegment> batch = batches.get(next);
            if (!batch.isEmpty()) {
                keys.add(EMBEDDING.key(new Call(
                        null, EmbeddingRequest.builder().textSegments(batch).build())));
            }
            for (String text : batch.size() < 6 ? List.of("a", "b", "ab") : List.<String>of()) {
                List<TextSegment> longer = new ArrayList<>(batch);
                longer.add(TextSegment.from(text));
                batches.add(longer);
            }
        }

        assertThat(keys).hasSize(3 + 9 + 27 + 81 + 243 + 729).noneMatch(key -> key.startsWith("bypass:"));
    }

    private void check(CataloguedMethod method, Object model, Object request) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("dev.langchain4j.http.client.log.LoggingHttpClient#log", "a logger")
                .except(".*DimensionAwareEmbeddingModel#dimension", "found out by a first call and then remembered")
                .except("dev.langchain4j.http.client.jdk.JdkHttpClient#delegate", "connections")
                .except("dev.langchain4j.http.client.jdk.JdkHttpClient#readTimeout", "how long a call may take")
                .except("dev.langchain4j.model..*#listeners", "watch calls and do not change them");
        metamorphosis.change(new Call(model, request));
        changed += metamorphosis.check();
    }

    @Test
    void aClientOfTheJdkThatSaysWhoItIsHasNoKey() {
        String plain = over(new JdkHttpClientBuilder());

        assertThat(over(new JdkHttpClientBuilder().connectTimeout(Duration.ofSeconds(3))))
                .isEqualTo(plain)
                .doesNotStartWith("bypass:");
        assertThat(over(new JdkHttpClientBuilder()
                        .httpClientBuilder(HttpClient.newBuilder().authenticator(new Authenticator() {}))))
                .startsWith("bypass: this.client.httpClient.delegate.authenticator ");
        assertThat(over(new JdkHttpClientBuilder()
                        .httpClientBuilder(HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY))))
                .isNotEqualTo(plain)
                .doesNotStartWith("bypass:");
    }

    @Test
    void howLongACallMayTakeIsNotInItsKey() {
        String brief = key(anthropic(builder -> builder.timeout(Duration.ofSeconds(3))));

        assertThat(key(anthropic(builder -> builder.timeout(Duration.ofMinutes(3)))))
                .isEqualTo(brief)
                .doesNotStartWith("bypass:");
        assertThat(key(anthropic(builder -> builder))).isEqualTo(brief);
        assertThat(over(new JdkHttpClientBuilder().readTimeout(Duration.ofSeconds(3))))
                .isEqualTo(over(new JdkHttpClientBuilder().readTimeout(Duration.ofSeconds(4))))
                .isEqualTo(over(new JdkHttpClientBuilder()))
                .doesNotStartWith("bypass:");
    }

    @Test
    void anHttpClientOfTheServiceHasNoKey() {
        HttpClientBuilder own = (HttpClientBuilder) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpClientBuilder.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "build" -> new OfTheService();
                    case "connectTimeout", "readTimeout" -> arguments == null ? null : proxy;
                    default -> throw new UnsupportedOperationException(method.getName());
                });

        assertThat(over(own)).startsWith("bypass: this.client.httpClient ").contains("which may ask anybody");
    }

    /** What adds a header that depends on the thread, say. */
    private static final class OfTheService implements dev.langchain4j.http.client.HttpClient {
        @Override
        public dev.langchain4j.http.client.SuccessfulHttpResponse execute(
                dev.langchain4j.http.client.HttpRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void execute(
                dev.langchain4j.http.client.HttpRequest request,
                dev.langchain4j.http.client.sse.ServerSentEventParser parser,
                dev.langchain4j.http.client.sse.ServerSentEventListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    /** A model of the service's own may answer by anything, also behind one of the library's. */
    @Test
    void aModelOfTheServiceBehindOneOfTheLibraryHasNoKey() {
        EmbeddingModel own = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(List.of(Embedding.from(new float[] {segments.size()})));
            }
        };
        EmbeddingModel ofLibrary = OpenAiEmbeddingModel.builder()
                .baseUrl("http://127.0.0.1:9/v1")
                .apiKey("key")
                .modelName("model")
                .build();
        Object request = EmbeddingRequest.builder()
                .textSegments(List.of(TextSegment.from("a")))
                .build();

        assertThat(EMBEDDING.key(new Call(own.addListener(new EmbeddingModelListener() {}), request)))
                .startsWith("bypass: this.delegate is a ")
                .contains("which may ask anybody");
        assertThat(EMBEDDING.key(new Call(ofLibrary.addListener(new EmbeddingModelListener() {}), request)))
                .doesNotStartWith("bypass:");
    }

    private static String over(HttpClientBuilder http) {
        return CHAT.key(new Call(
                OpenAiChatModel.builder()
                        .baseUrl("http://127.0.0.1:9/v1")
                        .apiKey("key")
                        .modelName("model")
                        .httpClientBuilder(http)
                        .build(),
                request(samples(0))));
    }

    private static ChatRequest request(Samples samples) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("You are careful."));
        messages.add(UserMessage.from(
                "The second customer",
                List.of(
                        TextContent.from("Where is my order?"),
                        ImageContent.from("http://127.0.0.1:9/photo.png", ImageContent.DetailLevel.LOW))));
        messages.add(samples.full(UserMessage.class));
        messages.add(samples.full(AiMessage.class));
        messages.add(samples.full(ToolExecutionResultMessage.class));
        return ChatRequest.builder()
                .messages(messages)
                .parameters(samples.full(OpenAiChatRequestParameters.class))
                .build();
    }

    private static Samples samples(int choice) {
        return new Samples(5, choice)
                // What makes a call stateful has no key.
                .leaveOut(OpenAiChatRequestParameters.Builder.class.getName() + "#store")
                .give(JsonObjectSchema.class, samples -> orderSchema());
    }

    private static JsonObjectSchema orderSchema() {
        return JsonObjectSchema.builder()
                .description("An order")
                .addStringProperty("number", "Its number")
                .addIntegerProperty("pieces", "How many")
                .addNumberProperty("price", "In euros")
                .addBooleanProperty("paid", "Whether it is paid")
                .addEnumProperty("state", List.of("open", "sent", "lost"), "Where it is")
                .addProperty(
                        "parcels",
                        JsonArraySchema.builder()
                                .description("The parcels")
                                .items(JsonObjectSchema.builder()
                                        .addStringProperty("carrier")
                                        .addStringProperty("track", "The tracking code")
                                        .additionalProperties(false)
                                        .build())
                                .build())
                .required("number", "state")
                .additionalProperties(false)
                .build();
    }
}
