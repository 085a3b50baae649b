package dev.reprise.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInProviderTest {

    private StandInProvider provider;
    private OpenAIClient openAi;

    @BeforeEach
    void start() throws IOException {
        provider = StandInProvider.start(Latency.NONE);
        openAi = client("key");
    }

    @AfterEach
    void stop() {
        openAi.close();
        provider.close();
    }

    @Test
    void openAiJavaReadsAChatCompletion() {
        ChatCompletion completion =
                openAi.chat().completions().create(chat("hello").build()).validate();

        assertThat(completion.id()).startsWith("chatcmpl-");
        assertThat(completion.model()).isEqualTo("m");
        assertThat(completion.choices().get(0).message().content().orElseThrow())
                .isNotBlank();
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    }

    @Test
    void langChain4jReadsAChatCompletion() {
        OpenAiChatModel model = langChain4jChat();

        ChatResponse response = model.chat(UserMessage.from("hello"));

        assertThat(response.id()).startsWith("chatcmpl-");
        assertThat(response.aiMessage().text()).isNotBlank();
        assertThat(response.tokenUsage().totalTokenCount()).isPositive();
    }

    @Test
    void openAiJavaReadsAResponse() {
        ResponseCreateParams request = response().build();

        Response response = openAi.responses().create(request).validate();

        assertThat(response.id()).startsWith("resp_");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(response)).isNotBlank();
    }

    @Test
    void aResponseBeyondItsLimitIsIncomplete() {
        Response response =
                openAi.responses().create(response().maxOutputTokens(16).build());

        assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(text(response)).hasSize(64);
    }

    @Test
    void bothClientsReadTheSameVectorInEitherEncoding() {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(provider.baseUrl())
                .apiKey("key")
                .modelName("m")
                .dimensions(8)
                .encodingFormat("float")
                .build();

        float[] viaLangChain4j = model.embed("reset the password").content().vector();
        List<Float> viaOpenAiJava =
                embedding("reset the password").data().get(0).embedding();

        assertThat(viaLangChain4j).hasSize(8);
        assertThat(viaOpenAiJava).containsExactly(boxed(viaLangChain4j));
    }

    @Test
    void aVectorDoesNotDependOnItsNeighboursInTheBatch() {
        List<Float> alone = embedding("b").data().get(0).embedding();

        CreateEmbeddingResponse batch = embedding("a", "b");

        assertThat(batch.data()).hasSize(2);
        assertThat(batch.data().get(1).embedding()).isEqualTo(alone);
        assertThat(batch.data().get(0).embedding()).isNotEqualTo(alone);
    }

    @Test
    void equalRequestsHaveEqualAnswers() {
        ChatCompletion once = openAi.chat().completions().create(chat("hello").build());

        ChatCompletion again = openAi.chat().completions().create(chat("hello").build());

        assertThat(again).isEqualTo(once);
    }

    @Test
    void anAnswerDependsOnEverythingInTheRequest() {
        List<ChatCompletion> answers = new ArrayList<>();

        OpenAIClient other = client("other key");
        answers.add(other.chat().completions().create(chat("hello").build()));
        other.close();
        for (ChatCompletionCreateParams request : List.of(
                chat("hello").build(),
                chat("hello!").build(),
                chat("hello").model("other").build(),
                chat("hello").temperature(0).build(),
                chat("hello").topP(0.5).build(),
                chat("hello").safetyIdentifier("somebody").build(),
                chat("hello").addAssistantMessage("").build())) {
            answers.add(openAi.chat().completions().create(request));
        }

        assertThat(answers).extracting(ChatCompletion::id).doesNotHaveDuplicates();
        assertThat(answers)
                .extracting(answer -> answer.choices().get(0).message().content())
                .doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfMembersDoesNotMatter() throws Exception {
        JsonNode one =
                post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        JsonNode other =
                post("/v1/chat/completions", "{\"messages\":[{\"content\":\"x\",\"role\":\"user\"}],\"model\":\"m\"}");

        assertThat(other).isEqualTo(one);
        assertThat(one.path("id").asText()).startsWith("chatcmpl-");
    }

    @Test
    void countsWhatItAnswersByKind() {
        openAi.chat().completions().create(chat("12345678").build());
        openAi.chat().completions().create(chat("12345678").build());
        embedding("1234");

        Stats stats = provider.stats();

        assertThat(stats.of(Kind.CHAT).requests()).isEqualTo(2);
        assertThat(stats.of(Kind.CHAT).inputTokens()).isEqualTo(4);
        assertThat(stats.of(Kind.CHAT).outputTokens()).isGreaterThan(100);
        assertThat(stats.of(Kind.EMBEDDINGS)).isEqualTo(new Traffic(1, 1, 0));
        assertThat(stats.of(Kind.RESPONSES)).isEqualTo(Traffic.NONE);
    }

    @Test
    void countersAreReadByGetAndResetByPost() throws Exception {
        embedding("1234");
        JsonNode expected = new Stats(java.util.Map.of(Kind.EMBEDDINGS, new Traffic(1, 1, 0))).toJson();

        JsonNode read = send(HttpRequest.newBuilder(uri("/stats")).GET());
        JsonNode reset = post("/stats", "");

        assertThat(read.toString()).isEqualTo(expected.toString());
        assertThat(reset).isEqualTo(read);
        assertThat(provider.stats()).isEqualTo(Stats.NONE);
    }

    @Test
    void refusalsHaveOpenAisFormAndAreNotCounted() throws Exception {
        assertThatThrownBy(() -> openAi.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("m")
                                .input("x")
                                .dimensions(100_000)
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("dimensions must be between");
        assertThat(post("/v1/embeddings", "{").at("/error/message").asText()).startsWith("the body is not JSON");
        assertThat(post("/v1/nothing", "{}").at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(post("/v1/responses", "{\"model\":\"m\",\"stream\":true,\"input\":\"x\"}")
                        .at("/error/param")
                        .asText())
                .isEqualTo("stream");
        assertThat(send(HttpRequest.newBuilder(uri("/v1/responses")).POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .at("/error/message")
                        .asText())
                .isEqualTo("you did not provide an API key");

        assertThat(provider.stats()).isEqualTo(Stats.NONE);
    }

    private OpenAIClient client(String apiKey) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(provider.baseUrl())
                .apiKey(apiKey)
                .build();
    }

    private OpenAiChatModel langChain4jChat() {
        return OpenAiChatModel.builder()
                .baseUrl(provider.baseUrl())
                .apiKey("key")
                .modelName("m")
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat(String text) {
        return ChatCompletionCreateParams.builder().model("m").addUserMessage(text);
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder()
                .model("m")
                .instructions("be brief")
                .input("hello");
    }

    private static String text(Response response) {
        return response.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }

    private CreateEmbeddingResponse embedding(String... texts) {
        return openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("m")
                        .inputOfArrayOfStrings(List.of(texts))
                        .dimensions(8)
                        .build());
    }

    private static Float[] boxed(float[] vector) {
        Float[] boxed = new Float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            boxed[i] = vector[i];
        }
        return boxed;
    }

    private URI uri(String path) {
        return URI.create(provider.baseUrl()).resolve(path);
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer key")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }
}
