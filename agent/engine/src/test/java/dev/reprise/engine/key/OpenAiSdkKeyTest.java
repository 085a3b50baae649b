package dev.reprise.engine.key;

import static dev.reprise.engine.key.KeyFixture.key;
import static dev.reprise.engine.key.KeyFixture.keyOn;
import static dev.reprise.engine.key.KeyFixture.refusal;
import static dev.reprise.engine.key.KeyFixture.stateful;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.credential.BearerTokenCredential;
import com.openai.models.ChatModel;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // The provider deprecated options that people still use.
class OpenAiSdkKeyTest {

    @Test
    void equalClientsShareAndClientsThatDifferInOneOptionNever() {
        List<UnaryOperator<OpenAIOkHttpClient.Builder>> builds = List.of(
                b -> b,
                b -> b.baseUrl("http://127.0.0.1:9/v2"),
                b -> b.apiKey("other"),
                b -> b.organization("org"),
                b -> b.project("project"),
                b -> b.putHeader("x-tenant", "a"),
                b -> b.putHeader("x-tenant", "b"),
                b -> b.putQueryParam("q", "1"),
                b -> b.credential(BearerTokenCredential.create("one")),
                b -> b.credential(BearerTokenCredential.create("two")));
        Set<CacheKey> keys = new HashSet<>();
        builds.forEach(build -> keys.add(keyOn(service(build), "x")));

        assertThat(keys).hasSize(builds.size());
        assertThat(keyOn(service(b -> b), "x")).isIn(keys);
    }

    @Test
    void whatOnlyTellsAboutTheMachineOrTheTransportDoesNotCount() {
        CacheKey expected = keyOn(service(b -> b), "x");

        assertThat(keyOn(service(b -> b.putHeader("X-Stainless-OS", "Plan 9")), "x"))
                .isEqualTo(expected);
        assertThat(keyOn(service(b -> b.putHeader("User-Agent", "me")), "x")).isEqualTo(expected);
        assertThat(keyOn(service(b -> b.timeout(Duration.ofSeconds(1)).maxRetries(7)), "x"))
                .isEqualTo(expected);
    }

    @Test
    void aTokenThatCodeSuppliesIsRefusedBecauseItCanBeAnotherEachTime() {
        Object service = service(b -> b.credential(BearerTokenCredential.create(() -> "token")));

        assertThat(refusal(KeyFixture.ignoring(), service, "x").path()).endsWith("credential.tokenSupplier");
    }

    @Test
    void aClientThatHasBeenUsedHasTheSameKey() {
        OpenAIClient client = client(b -> b);
        CacheKey before = keyOn(client.chat().completions(), "x");

        client.chat().completions().withRawResponse();
        client.chat().completions().messages();

        assertThat(keyOn(client.chat().completions(), "x")).isEqualTo(before);
    }

    @Test
    void theSameRequestBuiltInAnotherOrderHasTheSameKey() {
        ChatCompletionCreateParams one = ChatCompletionCreateParams.builder()
                .model(ChatModel.of("gpt-4o-mini"))
                .addUserMessage("hello")
                .temperature(0.0)
                .putAdditionalBodyProperty("a", JsonValue.from(1))
                .putAdditionalBodyProperty("b", JsonValue.from(Map.of("c", List.of(1, 2))))
                .build();
        ChatCompletionCreateParams other = ChatCompletionCreateParams.builder()
                .putAdditionalBodyProperty("b", JsonValue.from(Map.of("c", List.of(1, 2))))
                .putAdditionalBodyProperty("a", JsonValue.from(1))
                .temperature(0.0)
                .addUserMessage("hello")
                .model("gpt-4o-mini")
                .build();

        assertThat(key(one)).isEqualTo(key(other));
    }

    @Test
    void aRequestThatHasBeenCheckedAndHashedHasTheSameKey() {
        ChatCompletionCreateParams params = chat(b -> b);
        CacheKey before = key(params);

        params._body().validate();
        assertThat(params._body().hashCode()).isNotZero();

        assertThat(key(params)).isEqualTo(before);
    }

    @Test
    void everyPartOfARequestChangesTheKey() {
        List<UnaryOperator<ChatCompletionCreateParams.Builder>> changes = List.of(
                b -> b,
                b -> b.model("gpt-4o"),
                b -> b.addUserMessage("more"),
                b -> b.addSystemMessage("more"),
                b -> b.temperature(0.1),
                b -> b.temperature((Double) null),
                b -> b.maxCompletionTokens(1),
                b -> b.seed(1),
                b -> b.stop("a"),
                b -> b.stopOfStrings(List.of("a")),
                b -> b.addFunctionTool(tool("weather", "City")),
                b -> b.addFunctionTool(tool("the weather", "City")),
                b -> b.addFunctionTool(tool("weather", "Town")),
                b -> b.putAdditionalHeader("x-tenant", "a"),
                b -> b.putAdditionalQueryParam("q", "1"),
                b -> b.putAdditionalBodyProperty("num_ctx", JsonValue.from(1)),
                b -> b.putAdditionalBodyProperty("num_ctx", JsonValue.from(2)),
                b -> b.putAdditionalBodyProperty("num_ctx", JsonValue.from(null)));
        Set<CacheKey> keys = new HashSet<>();
        changes.forEach(change -> keys.add(key(chat(change))));

        assertThat(keys).hasSize(changes.size());
    }

    @Test
    void timeoutsAndVolatileHeadersDoNotCount() {
        assertThat(key(chat(b -> b), RequestOptions.none()))
                .isEqualTo(key(
                        chat(b -> b),
                        RequestOptions.builder().timeout(Duration.ofSeconds(1)).build()));
        assertThat(key(chat(b -> b.putAdditionalHeader("user-agent", "me")))).isEqualTo(key(chat(b -> b)));
    }

    @Test
    void aMetadataPathIsIgnoredThoughItLiesInTheBody() {
        CacheKey one = key(KeyFixture.ignoring("0.user"), null, chat(b -> b.user("one")), null);

        assertThat(key(KeyFixture.ignoring("0.user"), null, chat(b -> b.user("two")), null))
                .isEqualTo(one);
        assertThat(key(
                        KeyFixture.ignoring("0.user"),
                        null,
                        chat(b -> b.user("two").seed(1)),
                        null))
                .isNotEqualTo(one);
    }

    @Test
    void embeddingsOfOtherTextsOrModelsDiffer() {
        Set<CacheKey> keys = Set.of(key(embedding("a", "m")), key(embedding("b", "m")), key(embedding("a", "n")));

        assertThat(keys).hasSize(3).contains(key(embedding("a", "m")));
    }

    @Test
    void aResponseThatContinuesAnotherIsStateful() {
        KeySpec spec = stateful("0.previousResponseId", "0.conversation", "0.store");

        assertThat(key(spec, null, response(b -> b))).isNotNull();
        assertThat(key(spec, null, response(b -> b.store(false)))).isNotNull();
        assertThat(key(spec, null, response(b -> b.previousResponseId((String) null))))
                .isNotNull();
        assertThat(refusal(spec, null, response(b -> b.previousResponseId("resp_1")))
                        .path())
                .isEqualTo("0.previousResponseId");
        assertThat(refusal(spec, null, response(b -> b.conversation("conv_1"))).path())
                .isEqualTo("0.conversation");
        assertThat(refusal(spec, null, response(b -> b.store(true))).path()).isEqualTo("0.store");
        assertThat(refusal(
                                spec,
                                null,
                                response(b ->
                                        b.putAdditionalBodyProperty("previous_response_id", JsonValue.from("resp_1"))))
                        .path())
                .isEqualTo("0.previousResponseId");
    }

    private static Object service(UnaryOperator<OpenAIOkHttpClient.Builder> change) {
        return client(change).chat().completions();
    }

    private static OpenAIClient client(UnaryOperator<OpenAIOkHttpClient.Builder> change) {
        return change.apply(OpenAIOkHttpClient.builder()
                        .baseUrl("http://127.0.0.1:9/v1")
                        .apiKey("key"))
                .build();
    }

    private static ChatCompletionCreateParams chat(UnaryOperator<ChatCompletionCreateParams.Builder> change) {
        return change.apply(ChatCompletionCreateParams.builder()
                        .model("gpt-4o-mini")
                        .addUserMessage("hello"))
                .build();
    }

    private static FunctionDefinition tool(String description, String property) {
        return FunctionDefinition.builder()
                .name("weather")
                .description(description)
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string", "description", property))))
                        .build())
                .build();
    }

    private static EmbeddingCreateParams embedding(String text, String model) {
        return EmbeddingCreateParams.builder().input(text).model(model).build();
    }

    private static ResponseCreateParams response(UnaryOperator<ResponseCreateParams.Builder> change) {
        return change.apply(ResponseCreateParams.builder().model("gpt-4o").input("hello"))
                .build();
    }
}
