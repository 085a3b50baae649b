package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
                "getAudioTranscription(");
        comesBack(
                client.getAudioTranslation(
                        "model",
                        "a.wav",
                        new AudioTranslationOptions(new byte[] {1})
                                .setResponseFormat(AudioTranslationFormat.VERBOSE_JSON)),
                AudioTranslation.class,
                "getAudioTranslation(");

        assertThat(kept).isEqualTo(6);
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

    private static ValueCodec codec(Class<?> declared, String method) throws Uncacheable {
        CataloguedMethod catalogued = CataloguedMethod.of("azure-openai", OpenAIClient.class.getName() + "#" + method);
        return new Codecs(FieldAccess.NONE).codec(declared, OpenAIClient.class, catalogued.allow());
    }

    private void comesBack(Object answer, Class<?> declared, String method) throws Exception {
        RoundTrip.of(answer, codec(declared, method));
        kept++;
    }
}
