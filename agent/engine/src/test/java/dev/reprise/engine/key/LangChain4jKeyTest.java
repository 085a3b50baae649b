package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.key;
import static dev.reprise.engine.key.KeyFixture.keyOn;
import static dev.reprise.engine.key.KeyFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolProviderResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LangChain4jKeyTest {

    @Test
    void equalModelsShareAndModelsThatDifferInOneOptionNever() {
        CacheKey expected = keyOn(model(b -> b), "x");
        List<UnaryOperator<OpenAiChatModel.OpenAiChatModelBuilder>> changes = List.of(
                b -> b.modelName("gpt-other"),
                b -> b.baseUrl("http://127.0.0.1:9/v2"),
                b -> b.apiKey("other"),
                b -> b.organizationId("org"),
                b -> b.projectId("project"),
                b -> b.temperature(0.5),
                b -> b.temperature(null),
                b -> b.topP(0.5),
                b -> b.stop(List.of("stop")),
                b -> b.maxTokens(5),
                b -> b.maxCompletionTokens(5),
                b -> b.presencePenalty(0.1),
                b -> b.frequencyPenalty(0.1),
                b -> b.logitBias(Map.of("1", 2)),
                b -> b.responseFormat("json_object"),
                b -> b.strictJsonSchema(true),
                b -> b.strictTools(true),
                b -> b.seed(1),
                b -> b.user("user"),
                b -> b.parallelToolCalls(true),
                b -> b.store(true),
                b -> b.metadata(Map.of("a", "b")),
                b -> b.serviceTier("flex"),
                b -> b.reasoningEffort("low"),
                b -> b.returnThinking(true),
                b -> b.sendThinking(true),
                b -> b.customHeaders(Map.of("x-tenant", "a")),
                b -> b.customHeaders(Map.of("x-tenant", "b")),
                b -> b.customQueryParams(Map.of("v", "1")),
                b -> b.customParameters(Map.of("top_k", 1)),
                b -> b.customParameters(Map.of("top_k", 2)));

        Set<CacheKey> keys = new HashSet<>(Set.of(expected));
        changes.forEach(change -> keys.add(keyOn(model(change), "x")));

        assertThat(keyOn(model(b -> b), "x")).isEqualTo(expected);
        assertThat(keys).hasSize(changes.size() + 1);
    }

    @Test
    void headersThatCodeSuppliesAreRefusedBecauseTheyCanBeOthersEachTime() {
        OpenAiChatModel model = model(b -> b.customHeaders(() -> Map.of("x-tenant", "a")));

        Unkeyable refused = refusal(KeyFixture.ignoring(), model, "x");

        assertThat(refused.path()).isEqualTo("this.client.customHeadersSupplier");
        assertThat(refused.reason()).as("it is the model").doesNotContain("the model below");
        assertThat(key(KeyFixture.ignoring("this.client.customHeadersSupplier"), model, "x"))
                .isNotNull();
    }

    @Test
    void listenersAndLoggingDoNotChangeTheAnswer() {
        assertThat(keyOn(model(b -> b.listeners(new ChatModelListener() {})), "x"))
                .isEqualTo(keyOn(model(b -> b), "x"));
    }

    @Test
    void equalEmbeddingModelsShareAndOthersNever() {
        Set<CacheKey> keys = new HashSet<>();
        List<UnaryOperator<OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder>> builds = List.of(
                b -> b,
                b -> b.modelName("other"),
                b -> b.baseUrl("http://127.0.0.1:9/v2"),
                b -> b.apiKey("other"),
                b -> b.dimensions(7),
                b -> b.user("u"),
                b -> b.customHeaders(Map.of("x-tenant", "a")));
        builds.forEach(build -> keys.add(keyOn(embedding(build), List.of(TextSegment.from("a")))));

        assertThat(keys).hasSize(builds.size());
        assertThat(keyOn(embedding(b -> b), List.of(TextSegment.from("a")))).isIn(keys);
        assertThat(keyOn(embedding(b -> b), List.of(TextSegment.from("b")))).isNotIn(keys);
    }

    @Test
    void aDimensionThatWasFoundOutDoesNotChangeTheKey() throws Exception {
        OpenAiEmbeddingModel model = embedding(b -> b);
        CacheKey before = keyOn(model, "x");

        var dimension = Class.forName("dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel")
                .getDeclaredField("dimension");
        dimension.setAccessible(true);
        dimension.set(model, 1536);

        assertThat(keyOn(model, "x")).isEqualTo(before);
    }

    @Test
    void anAiServiceThatHasBeenUsedHasTheSameKey() {
        Clerk clerk = service(b -> b);
        CacheKey before = keyOn(clerk, "x");

        assertThat(clerk.reply("x")).isEqualTo("an answer");

        assertThat(keyOn(clerk, "x")).isEqualTo(before);
        assertThat(keyOn(service(b -> b), "x")).isEqualTo(before);
    }

    @Test
    void theGuardrailsOfAnAiServiceCountBeforeAndAfterItWasUsed() {
        List<UnaryOperator<AiServices<Clerk>>> builds = List.of(
                b -> b,
                b -> b.inputGuardrails(new Marking("a")),
                b -> b.inputGuardrails(new Marking("b")),
                b -> b.inputGuardrailClasses(Shouting.class),
                b -> b.outputGuardrails(new Signing("a")),
                b -> b.outputGuardrails(new Signing("b")));
        Set<CacheKey> keys = new HashSet<>();
        for (UnaryOperator<AiServices<Clerk>> build : builds) {
            Clerk clerk = service(build);
            keys.add(keyOn(clerk, "x"));
            clerk.reply("x");
            keys.add(keyOn(clerk, "x"));
        }

        assertThat(keys).hasSize(builds.size());
    }

    @Test
    void behaviourThatTheHostHandsToAnAiServiceIsRefused() {
        List<UnaryOperator<AiServices<Clerk>>> builds = List.of(
                b -> b.systemMessageProvider(id -> "Be brief."),
                b -> b.chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(1)),
                b -> b.chatRequestTransformer(request -> request),
                b -> b.toolProvider(request -> ToolProviderResult.builder().build()));

        for (UnaryOperator<AiServices<Clerk>> build : builds) {
            Unkeyable refused = refusal(KeyFixture.ignoring(), service(build), "x");
            assertThat(refused.reason())
                    .startsWith("is a lambda of ")
                    .contains("or cache the model below instead (`clients: { langchain4j: on }`)");
        }
    }

    @Test
    void theSameRequestBuiltAgainHasTheSameKey() {
        assertThat(key(request(b -> b, "City", "weather"))).isEqualTo(key(request(b -> b, "City", "weather")));
    }

    @Test
    void aChangedToolDescriptionOrSchemaChangesTheKey() {
        Set<CacheKey> keys = Set.of(
                key(request(b -> b, "City", "weather")),
                key(request(b -> b, "Town", "weather")),
                key(request(b -> b, "City", "the weather")));

        assertThat(keys).hasSize(3);
    }

    @Test
    void everyParameterOfARequestChangesTheKey() {
        List<UnaryOperator<OpenAiChatRequestParameters.Builder>> changes = List.of(
                b -> b,
                b -> b.modelName("m"),
                b -> b.temperature(0.0),
                b -> b.topP(0.0),
                b -> b.topK(1),
                b -> b.maxOutputTokens(1),
                b -> b.stopSequences("a"),
                b -> b.toolChoice(ToolChoice.REQUIRED),
                b -> b.toolChoice(ToolChoice.AUTO),
                b -> b.seed(1),
                b -> b.user("u"),
                b -> b.reasoningEffort("low"),
                b -> b.store(false),
                b -> b.customParameters(Map.of("num_ctx", 4096)));

        Set<CacheKey> keys = new HashSet<>();
        changes.forEach(change -> keys.add(key(request(change, "City", "weather"))));

        assertThat(keys).hasSize(changes.size());
    }

    private static Clerk service(UnaryOperator<AiServices<Clerk>> change) {
        return change.apply(AiServices.builder(Clerk.class).chatModel(new Answering()))
                .build();
    }

    interface Clerk {
        String reply(String question);
    }

    /** A model that needs no provider. */
    static final class Answering implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder().aiMessage(AiMessage.from("an answer")).build();
        }
    }

    record Marking(String mark) implements InputGuardrail {
        @Override
        public InputGuardrailResult validate(UserMessage message) {
            return successWith(mark + message.singleText());
        }
    }

    /** Made by LangChain4j. */
    public static final class Shouting implements InputGuardrail {
        @Override
        public InputGuardrailResult validate(UserMessage message) {
            return successWith(message.singleText() + "!");
        }
    }

    record Signing(String name) implements OutputGuardrail {
        @Override
        public OutputGuardrailResult validate(AiMessage message) {
            return successWith(message.text() + name);
        }
    }

    private static OpenAiChatModel model(UnaryOperator<OpenAiChatModel.OpenAiChatModelBuilder> change) {
        return change.apply(OpenAiChatModel.builder()
                        .baseUrl("http://127.0.0.1:9/v1")
                        .apiKey("key")
                        .modelName("gpt-4o-mini")
                        .temperature(0.0))
                .build();
    }

    private static OpenAiEmbeddingModel embedding(
            UnaryOperator<OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder> change) {
        return change.apply(OpenAiEmbeddingModel.builder()
                        .baseUrl("http://127.0.0.1:9/v1")
                        .apiKey("key")
                        .modelName("text-embedding-3-small"))
                .build();
    }

    private static ChatRequest request(
            UnaryOperator<OpenAiChatRequestParameters.Builder> change, String property, String description) {
        ToolSpecification tool = ToolSpecification.builder()
                .name("weather")
                .description(description)
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city", property)
                        .required("city")
                        .build())
                .build();
        return ChatRequest.builder()
                .messages(
                        SystemMessage.from("You are " + "helpful ".repeat(100)),
                        UserMessage.from(
                                TextContent.from("What is this?"), ImageContent.from("http://127.0.0.1:9/image.png")),
                        AiMessage.from("A picture."))
                .parameters(change.apply(OpenAiChatRequestParameters.builder().toolSpecifications(tool))
                        .build())
                .build();
    }
}
