package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.AudioTranscription;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AudioTranslation;
import com.azure.ai.openai.models.AudioTranslationFormat;
import com.azure.ai.openai.models.AudioTranslationOptions;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.Completions;
import com.azure.ai.openai.models.CompletionsFinishReason;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.Embeddings;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.ai.openai.models.ImageGenerationOptions;
import com.azure.ai.openai.models.ImageGenerations;
import com.azure.ai.openai.models.SpeechGenerationOptions;
import com.azure.ai.openai.models.SpeechVoice;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class AzureOpenAiValuesTest {

    private static final String DEPLOYMENTS = "/openai/deployments/model/";

    private final StandInProvider provider = StandInProvider.start();
    private final OpenAIClient client = Clients.ofAzure(provider.url());
    private int kept;

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersOfChatsAreGivenBack() throws Exception {
        for (String answer : Answers.CHATS) {
            comesBack(chat(client, answer), ChatCompletions.class, "getChatCompletions");
        }
        OpenAIClient ofOpenAi = Clients.ofOpenAi(provider.url());
        provider.answers("/v1/chat/completions", Answers.CHAT);
        comesBack(ofOpenAi.getChatCompletions("model", question()), ChatCompletions.class, "getChatCompletions");

        assertThat(kept).isEqualTo(Answers.CHATS.size() + 1);
    }

    @Test
    void constantsAreTheOnesThatServicesCompareWith() throws Exception {
        ValueCodec codec = codec(ChatCompletions.class, "getChatCompletions");
        ChatCompletions decoded = (ChatCompletions) codec.decode(codec.encode(chat(client, Answers.CHAT)));

        assertThat(decoded.getChoices().get(0).getFinishReason()).isSameAs(CompletionsFinishReason.STOPPED);
    }

    @Test
    void textsVectorsPicturesAndTranscriptsAreGivenBack() throws Exception {
        provider.answers(DEPLOYMENTS + "completions", Answers.COMPLETED)
                .answers(DEPLOYMENTS + "images/generations", Answers.DRAWN)
                .answers(DEPLOYMENTS + "audio/transcriptions", Answers.TRANSCRIBED)
                .answers(DEPLOYMENTS + "audio/translations", Answers.TRANSCRIBED);

        comesBack(
                client.getCompletions("model", new CompletionsOptions(List.of("Once"))),
                Completions.class,
                "getCompletions");
        for (String answer : Answers.EMBEDDED) {
            provider.answers(DEPLOYMENTS + "embeddings", answer);
            comesBack(
                    client.getEmbeddings("model", new EmbeddingsOptions(List.of("a", "b"))),
                    Embeddings.class,
                    "getEmbeddings");
        }
        comesBack(
                client.getImageGenerations("model", new ImageGenerationOptions("a cat")),
                ImageGenerations.class,
                "getImageGenerations");
        comesBack(
                client.getAudioTranscription(
                        "model",
                        "a.wav",
                        new AudioTranscriptionOptions(new byte[] {1})
                                .setResponseFormat(AudioTranscriptionFormat.VERBOSE_JSON)),
                AudioTranscription.class,
                "getAudioTranscriptionWith");
        comesBack(
                client.getAudioTranslation(
                        "model",
                        "a.wav",
                        new AudioTranslationOptions(new byte[] {1})
                                .setResponseFormat(AudioTranslationFormat.VERBOSE_JSON)),
                AudioTranslation.class,
                "getAudioTranslationWith");

        assertThat(kept).isEqualTo(6);
    }

    @Test
    void whatIsAroundAnAnswerIsGivenBackButForSecrets() throws Exception {
        provider.answers(DEPLOYMENTS + "chat/completions", Answers.CHAT);
        Response<ChatCompletions> real =
                client.getChatCompletionsWithResponse("model", question(), new RequestOptions().setHeader("x-a", "b"));
        ValueCodec codec = codec("getChatCompletionsWithResponse", RequestOptions.class);
        byte[] content = codec.encode(real);

        Response<?> decoded = (Response<?>) codec.decode(content);

        assertThat(decoded.getClass()).isEqualTo(real.getClass());
        assertThat(decoded.getStatusCode()).isEqualTo(200);
        assertThat(decoded.getHeaders().toMap()).isEqualTo(real.getHeaders().toMap());
        assertThat(decoded.getHeaders().getValues(HttpHeaderName.SET_COOKIE)).containsExactly("one=1", "two=2");
        assertThat(decoded.getHeaders().getValue("X-Request-Id")).startsWith("request-");
        assertThat(decoded.getRequest().getHttpMethod()).isSameAs(HttpMethod.POST);
        assertThat(decoded.getRequest().getUrl().toString())
                .isEqualTo(real.getRequest().getUrl().toString());
        assertThat(real.getRequest().getHeaders().getValue("api-key")).isEqualTo("key");
        assertThat(decoded.getRequest().getHeaders().getSize()).isZero();
        RoundTrip.isCopy(real.getValue(), decoded.getValue());
    }

    @Test
    void streamsWithAnHttpAnswerAroundThemAreGivenBack() throws Exception {
        provider.streams(DEPLOYMENTS + "chat/completions", "text/event-stream", Answers.STREAMED);
        List<Response<ChatCompletions>> real = Clients.ofAzureLater(provider.url())
                .getChatCompletionsStreamWithResponse("model", question(), new RequestOptions())
                .collectList()
                .block();
        PartsCodec codec = new PartsCodec(codec("getChatCompletionsStreamWithResponse", RequestOptions.class));

        List<?> decoded = (List<?>) codec.decode(codec.encode(real));

        assertThat(decoded).hasSize(real.size()).hasSize(6);
        for (int i = 0; i < decoded.size(); i++) {
            RoundTrip.isCopy(real.get(i).getValue(), ((Response<?>) decoded.get(i)).getValue());
        }
        assertThatThrownBy(() -> codec.encode(real.subList(0, 4)))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer broke off");
    }

    @Test
    void speechThatIsInMemoryIsGivenBack() throws Exception {
        provider.answers(DEPLOYMENTS + "audio/speech", "not quite an mp3");
        SpeechGenerationOptions options = new SpeechGenerationOptions("hi", SpeechVoice.ALLOY);
        BinaryData later = Clients.ofAzureLater(provider.url())
                .generateSpeechFromText("model", options)
                .block();
        BinaryData atOnce = client.generateSpeechFromText("model", options);
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(BinaryData.class, OpenAIClient.class, List.of());

        BinaryData decoded = (BinaryData) codec.decode(codec.encode(later));

        assertThat(decoded).isNotSameAs(later);
        assertThat(decoded.toBytes()).isEqualTo(later.toBytes()).hasSize(16);
        assertThat(decoded.getLength()).isEqualTo(later.getLength());
        assertThatThrownBy(() -> codec.encode(atOnce))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the answer can be read only once");
        assertThat(atOnce.toBytes()).hasSize(16); // Nobody has read it.
        // As on one of the client's own threads, which must not wait.
        assertThat(Mono.fromCallable(() -> codec.encode(later))
                        .subscribeOn(Schedulers.parallel())
                        .block())
                .isEqualTo(later.toBytes());
    }

    @Test
    void vectorsAreTheSameNumbers() throws Exception {
        ValueCodec codec = codec(Embeddings.class, "getEmbeddings");
        for (String answer : Answers.EMBEDDED) {
            provider.answers(DEPLOYMENTS + "embeddings", answer);
            Embeddings real = client.getEmbeddings("model", new EmbeddingsOptions(List.of("a")));
            Embeddings decoded = (Embeddings) codec.decode(codec.encode(real));

            assertThat(decoded.getData().get(0).getEmbedding())
                    .isEqualTo(real.getData().get(0).getEmbedding())
                    .hasSize(3);
            assertThat(decoded.getData().get(0).getEmbeddingAsString())
                    .isEqualTo(real.getData().get(0).getEmbeddingAsString());
        }
    }

    @Test
    void anAnswerThatSaysNothingIsNotKept() throws Exception {
        ChatCompletions none = chat(client, "{\"error\":{\"message\":\"of a proxy\"}}");
        ChatCompletions empty = chat(client, "{\"id\":\"c\",\"created\":1,\"choices\":[]}");

        assertThatThrownBy(
                        () -> codec(ChatCompletions.class, "getChatCompletions").encode(none))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the provider's answer is empty");
        for (ChatCompletions answer : List.of(none, empty)) {
            assertThat(CataloguedMethod.of("azure-openai", OpenAIClient.class.getName() + "#getChatCompletions")
                            .refusal(answer))
                    .contains("nothing in choices");
        }
    }

    @Test
    void anImageThatIsElsewhereIsNotKept() throws Exception {
        provider.answers(DEPLOYMENTS + "images/generations", Answers.DRAWN_ELSEWHERE);
        ImageGenerations answer = client.getImageGenerations("model", new ImageGenerationOptions("a cat"));

        assertThatThrownBy(() ->
                        codec(ImageGenerations.class, "getImageGenerations").encode(answer))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the answer is an address, at which the provider soon has nothing any more");
    }

    private ChatCompletions chat(OpenAIClient asked, String answer) {
        provider.answers(DEPLOYMENTS + "chat/completions", answer);
        return asked.getChatCompletions("model", question());
    }

    private static ChatCompletionsOptions question() {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Where is my order?")));
    }

    /** Returns the codec of what the asynchronous client's method hands out. */
    private static ValueCodec codec(String method, Class<?> last) throws Exception {
        Method declared = OpenAIAsyncClient.class.getMethod(method, String.class, ChatCompletionsOptions.class, last);
        Type held = ((ParameterizedType) declared.getGenericReturnType()).getActualTypeArguments()[0];
        return new Codecs(FieldAccess.NONE).codec(held, OpenAIAsyncClient.class, List.of());
    }

    private static ValueCodec codec(Class<?> declared, String method) throws Uncacheable {
        CataloguedMethod catalogued = CataloguedMethod.of("azure-openai", OpenAIClient.class.getName() + "#" + method);
        return new Codecs(FieldAccess.NONE).codec(declared, OpenAIClient.class, catalogued.allow());
    }

    private void comesBack(Object answer, Class<?> declared, String method) throws Exception {
        RoundTrip.of(answer, codec(declared, method));
        kept++;
    }
}
