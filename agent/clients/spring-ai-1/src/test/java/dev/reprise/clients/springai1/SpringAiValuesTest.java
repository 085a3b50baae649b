package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

class SpringAiValuesTest {

    private static final MultiValueMap<String, String> NONE = new LinkedMultiValueMap<>();

    private final StandInProvider provider = StandInProvider.start();
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersOfOpenAiAreGivenBack() throws Exception {
        for (OpenAiApi api :
                List.of(openAi(new JdkClientHttpRequestFactory()), openAi(new SimpleClientHttpRequestFactory()))) {
            for (String answer : ProviderAnswers.OPENAI_CHAT) {
                provider.answers("/v1/chat/completions", answer);
                ResponseEntity<OpenAiApi.ChatCompletion> entity =
                        api.chatCompletionEntity(Requests.openAi(/* stream= */ false), NONE);

                checkEntity(
                        entity,
                        codec(OpenAiApi.class, "chatCompletionEntity", "openai.api.OpenAiApi#chatCompletionEntity"));
            }
            provider.answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING);
            ResponseEntity<?> entity =
                    api.embeddings(new OpenAiApi.EmbeddingRequest<>(List.of("a", "b"), "text-embedding-3-small"));

            checkEntity(entity, codec(OpenAiApi.class, "embeddings", "openai.api.OpenAiApi#embeddings"));
        }
    }

    @Test
    void answersOfAnthropicAreGivenBack() throws Exception {
        for (String answer : ProviderAnswers.ANTHROPIC) {
            provider.answers("/v1/messages", answer);
            ResponseEntity<AnthropicApi.ChatCompletionResponse> entity =
                    anthropic().chatCompletionEntity(Requests.anthropic(/* stream= */ false), NONE);

            checkEntity(
                    entity,
                    codec(
                            AnthropicApi.class,
                            "chatCompletionEntity",
                            "anthropic.api.AnthropicApi#chatCompletionEntity"));
        }
    }

    @Test
    void answersOfOllamaAreGivenBack() throws Exception {
        for (String answer : ProviderAnswers.OLLAMA) {
            provider.answers("/api/chat", answer);

            check(
                    ollama().chat(Requests.ollama(/* stream= */ false)),
                    codec(OllamaApi.class, "chat", "ollama.api.OllamaApi#chat"));
        }
        provider.answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING);

        check(
                ollama().embed(new OllamaApi.EmbeddingsRequest(
                        "all-minilm", List.of("a", "b"), null, null, null, null)),
                codec(OllamaApi.class, "embed", "ollama.api.OllamaApi#embed"));
    }

    @Test
    void whatTheProviderRefusedIsNotKept() throws Exception {
        ValueCodec codec = codec(OpenAiApi.class, "chatCompletionEntity", "openai.api.OpenAiApi#chatCompletionEntity");
        OpenAiApi.ChatCompletion nothing = new OpenAiApi.ChatCompletion(null, null, null, null, null, null, null, null);

        assertThatThrownBy(() -> codec.encode(
                        ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body(nothing)))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider answered with status 429");
        assertThatThrownBy(() -> codec.encode(ResponseEntity.ok().build()))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the answer has no body");
    }

    @Test
    void aClientThatWasUsedHasTheKeyItHadBefore() {
        provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
        provider.answers("/v1/messages", ProviderAnswers.ANTHROPIC.get(0));
        provider.answers("/api/chat", ProviderAnswers.OLLAMA.get(0));
        OpenAiApi openAi = openAi(new JdkClientHttpRequestFactory());
        AnthropicApi anthropic = anthropic();
        OllamaApi ollama = ollama();
        List<String> before = keys(openAi, anthropic, ollama);

        openAi.chatCompletionEntity(Requests.openAi(/* stream= */ false), NONE);
        anthropic.chatCompletionEntity(Requests.anthropic(/* stream= */ false), NONE);
        ollama.chat(Requests.ollama(/* stream= */ false));

        assertThat(keys(openAi, anthropic, ollama)).isEqualTo(before).noneMatch(key -> key.startsWith("bypass:"));
    }

    private static List<String> keys(OpenAiApi openAi, AnthropicApi anthropic, OllamaApi ollama) {
        return List.of(
                method("openai.api.OpenAiApi#chatCompletionEntity")
                        .key(new Call(openAi, Requests.openAi(/* stream= */ false), NONE)),
                method("anthropic.api.AnthropicApi#chatCompletionEntity")
                        .key(new Call(anthropic, Requests.anthropic(/* stream= */ false), NONE)),
                method("ollama.api.OllamaApi#chat").key(new Call(ollama, Requests.ollama(/* stream= */ false))));
    }

    private void checkEntity(ResponseEntity<?> entity, ValueCodec codec) throws Exception {
        byte[] content = codec.encode(entity);
        ResponseEntity<?> decoded = (ResponseEntity<?>) codec.decode(content);

        assertThat(decoded).isExactlyInstanceOf(ResponseEntity.class).isNotSameAs(entity);
        assertThat(decoded.getStatusCode()).isEqualTo(entity.getStatusCode());
        assertThat(decoded.getHeaders()).isEqualTo(entity.getHeaders()).isNotEmpty();
        assertThat(decoded.getHeaders().get("SET-COOKIE")).hasSize(2);
        assertThatThrownBy(() -> decoded.getHeaders().add("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        RoundTrip.isCopy(entity.getBody(), decoded.getBody());
        sameJson(entity.getBody(), decoded.getBody());
        assertThat(((ResponseEntity<?>) codec.decode(content)).getBody()).isNotSameAs(decoded.getBody());
    }

    private void check(Object answer, ValueCodec codec) throws Exception {
        sameJson(answer, RoundTrip.of(answer, codec));
    }

    private void sameJson(Object answer, Object decoded) throws Exception {
        assertThat(json.writeValueAsString(decoded)).isEqualTo(json.writeValueAsString(answer));
    }

    private static ValueCodec codec(Class<?> api, String name, String pattern) throws Uncacheable {
        Method found = Arrays.stream(api.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new Codecs(FieldAccess.NONE)
                .codec(found.getGenericReturnType(), api, method(pattern).allow());
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai." + name);
    }

    private OpenAiApi openAi(ClientHttpRequestFactory connections) {
        return OpenAiApi.builder()
                .baseUrl(provider.url())
                .apiKey("key")
                .restClientBuilder(RestClient.builder().requestFactory(connections))
                .build();
    }

    private AnthropicApi anthropic() {
        return AnthropicApi.builder().baseUrl(provider.url()).apiKey("key").build();
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(provider.url()).build();
    }
}
