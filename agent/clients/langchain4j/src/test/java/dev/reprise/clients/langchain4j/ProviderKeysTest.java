package dev.reprise.clients.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.cohere.CohereEmbeddingModel;
import dev.langchain4j.model.cohere.CohereScoringModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiImageModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiFimModel;
import dev.langchain4j.model.mistralai.MistralAiModerationModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingFimModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaImageModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingLanguageModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.langchain4j.model.small.SmallChatModel;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The models of every provider, as they are by default and with every option set. */
class ProviderKeysTest {

    private static final String MODEL = "dev.langchain4j.model.";
    private static final CataloguedMethod CHAT = method("chat.ChatModel+#doChat");
    private static final CataloguedMethod STREAMED =
            method("chat.StreamingChatModel+#doChat(dev.langchain4j.model.chat.request.ChatRequest, ");
    private static final CataloguedMethod EMBEDDING = method("embedding.EmbeddingModel+#doEmbed");
    private static final CataloguedMethod SCORING = method("scoring.ScoringModel+#scoreAll");
    private static final CataloguedMethod MODERATION = method("moderation.ModerationModel+#doModerate");
    private static final CataloguedMethod IMAGE = method("image.ImageModel+#generate(java.lang.String)");
    private static final CataloguedMethod EDITED =
            method("image.ImageModel+#edit(dev.langchain4j.data.image.Image, java.lang.String)");
    private static final CataloguedMethod LANGUAGE = method("language.LanguageModel+#generate");
    private static final CataloguedMethod LANGUAGE_STREAMED = method("language.StreamingLanguageModel+#generate");
    private static final CataloguedMethod TRANSCRIPTION = method("audio.AudioTranscriptionModel+#transcribe");
    private static final CataloguedMethod SPEECH = method("audio.TextToSpeechModel+#synthesize");

    private static final String PROVIDER = "http://127.0.0.1:9/";
    private static final ChatRequest QUESTION =
            ChatRequest.builder().messages(UserMessage.from("hi")).build();
    private static final EmbeddingRequest TEXTS = EmbeddingRequest.builder()
            .textSegments(List.of(TextSegment.from("a")))
            .build();
    private static final List<TextSegment> SEGMENTS = List.of(TextSegment.from("a"), TextSegment.from("b"));

    private final Samples samples = new Samples(4, 0);
    private final List<String> without = new ArrayList<>();
    private int changed;

    /** One way to call a model of a provider. */
    private record Way(CataloguedMethod method, Object plainBuilder, Object fullBuilder, Object... arguments) {

        Way(CataloguedMethod method, Object plainBuilder, Object fullBuilder, Object argument) {
            this(method, plainBuilder, fullBuilder, new Object[] {argument});
        }
    }

    @Test
    void anyOneChangeOfACallOfAnyModelChangesItsKey() throws Exception {
        for (Way way : ways()) {
            Object plain = built(way.plainBuilder());
            String key = way.method().key(new Call(plain, way.arguments()));
            assertThat(key).as(plain.getClass().getSimpleName()).doesNotStartWith("bypass:");
            assertThat(way.method().key(new Call(built(way.plainBuilder()), way.arguments())))
                    .as("an equal model")
                    .isEqualTo(key);

            String builder = way.fullBuilder().getClass().getName();
            // Other defaults than the builder's own, what makes a call stateful, and what must be an address.
            List<String> options = samples.leaveOut(
                            builder + "#defaultRequestParameters",
                            builder + "#store",
                            builder + "#previousResponseId",
                            builder + "#skills",
                            builder.contains(".cohere.") ? builder + "#baseUrl" : "")
                    .fill(way.fullBuilder());
            Object full = built(way.fullBuilder());
            Metamorphosis metamorphosis = new Metamorphosis(way.method()::key)
                    .except("dev.langchain4j.http.client.log.LoggingHttpClient#log", "a logger")
                    .except(".*DimensionAwareEmbeddingModel#dimension", "found out by a first call and then remembered")
                    .except("dev.langchain4j.http.client.jdk.JdkHttpClient#delegate", "connections")
                    .except("dev.langchain4j.http.client.jdk.JdkHttpClient#readTimeout", "how long a call may take")
                    .except("dev.langchain4j.model..*#timeout", "how long a call may take")
                    .except("dev.langchain4j.model..*#listeners", "watch calls and do not change them");
            if (!options.contains("customHeaders")) {
                metamorphosis.except(".*#customHeadersSupplier", "nobody can set it, and it supplies nothing");
            }
            try {
                metamorphosis.change(new Call(full, way.arguments()));
            } catch (IllegalArgumentException bypass) {
                without.add(full.getClass().getSimpleName() + " " + bypass.getMessage());
            }
            changed += metamorphosis.check();
        }

        assertThat(without).isEmpty();
        assertThat(changed).isGreaterThan(1_000);
    }

    private static List<Way> ways() {
        String openAi = PROVIDER + "v1";
        return List.of(
                new Way(
                        CHAT,
                        AnthropicChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        AnthropicChatModel.builder(),
                        QUESTION),
                new Way(
                        STREAMED,
                        AnthropicStreamingChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        AnthropicStreamingChatModel.builder(),
                        QUESTION),
                new Way(
                        CHAT,
                        OllamaChatModel.builder().baseUrl(PROVIDER).modelName("m"),
                        OllamaChatModel.builder(),
                        QUESTION),
                new Way(
                        STREAMED,
                        OllamaStreamingChatModel.builder().baseUrl(PROVIDER).modelName("m"),
                        OllamaStreamingChatModel.builder(),
                        QUESTION),
                new Way(
                        EMBEDDING,
                        OllamaEmbeddingModel.builder().baseUrl(PROVIDER).modelName("m"),
                        OllamaEmbeddingModel.builder(),
                        TEXTS),
                new Way(
                        IMAGE,
                        OllamaImageModel.builder().baseUrl(PROVIDER).modelName("m"),
                        OllamaImageModel.builder(),
                        "A cat"),
                new Way(
                        CHAT,
                        MistralAiChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        MistralAiChatModel.builder(),
                        QUESTION),
                new Way(
                        STREAMED,
                        MistralAiStreamingChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        MistralAiStreamingChatModel.builder(),
                        QUESTION),
                new Way(
                        EMBEDDING,
                        MistralAiEmbeddingModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        MistralAiEmbeddingModel.builder(),
                        TEXTS),
                new Way(
                        MODERATION,
                        new MistralAiModerationModel.Builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        new MistralAiModerationModel.Builder(),
                        moderated()),
                new Way(
                        LANGUAGE,
                        MistralAiFimModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        MistralAiFimModel.builder(),
                        "def f("),
                new Way(
                        LANGUAGE_STREAMED,
                        MistralAiStreamingFimModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        MistralAiStreamingFimModel.builder(),
                        "def f("),
                new Way(
                        CHAT,
                        GoogleAiGeminiChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        GoogleAiGeminiChatModel.builder(),
                        QUESTION),
                new Way(
                        STREAMED,
                        GoogleAiGeminiStreamingChatModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        GoogleAiGeminiStreamingChatModel.builder(),
                        QUESTION),
                new Way(
                        EMBEDDING,
                        GoogleAiEmbeddingModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        GoogleAiEmbeddingModel.builder(),
                        TEXTS),
                new Way(
                        IMAGE,
                        GoogleAiGeminiImageModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        GoogleAiGeminiImageModel.builder(),
                        "A cat"),
                new Way(
                        CHAT,
                        OpenAiResponsesChatModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiResponsesChatModel.builder(),
                        QUESTION),
                new Way(
                        STREAMED,
                        OpenAiResponsesStreamingChatModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiResponsesStreamingChatModel.builder(),
                        QUESTION),
                new Way(
                        MODERATION,
                        OpenAiModerationModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiModerationModel.builder(),
                        moderated()),
                new Way(
                        IMAGE,
                        OpenAiImageModel.builder().baseUrl(openAi).apiKey("key").modelName("m"),
                        OpenAiImageModel.builder(),
                        "A cat"),
                new Way(
                        EDITED,
                        OpenAiImageModel.builder().baseUrl(openAi).apiKey("key").modelName("m"),
                        OpenAiImageModel.builder(),
                        Image.builder().base64Data("AAAA").mimeType("image/png").build(),
                        "Without the cat"),
                new Way(
                        LANGUAGE,
                        OpenAiLanguageModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiLanguageModel.builder(),
                        "Once upon a time"),
                new Way(
                        LANGUAGE_STREAMED,
                        OpenAiStreamingLanguageModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiStreamingLanguageModel.builder(),
                        "Once upon a time"),
                new Way(
                        TRANSCRIPTION,
                        OpenAiAudioTranscriptionModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiAudioTranscriptionModel.builder(),
                        heard()),
                new Way(
                        SPEECH,
                        OpenAiTextToSpeechModel.builder()
                                .baseUrl(openAi)
                                .apiKey("key")
                                .modelName("m"),
                        OpenAiTextToSpeechModel.builder(),
                        TextToSpeechRequest.builder("Hello").voice("alloy").build()),
                new Way(
                        EMBEDDING,
                        CohereEmbeddingModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        CohereEmbeddingModel.builder().baseUrl(PROVIDER),
                        TEXTS),
                new Way(
                        SCORING,
                        CohereScoringModel.builder()
                                .baseUrl(PROVIDER)
                                .apiKey("key")
                                .modelName("m"),
                        CohereScoringModel.builder().baseUrl(PROVIDER),
                        SEGMENTS,
                        "a"));
    }

    @Test
    void whereTheRetrofitClientOfTheLibraryGoesCounts() {
        Object[] arguments = {SEGMENTS, "a"};
        CohereScoringModel model =
                CohereScoringModel.builder().baseUrl(PROVIDER).apiKey("key").build();
        CohereScoringModel elsewhere = CohereScoringModel.builder()
                .baseUrl(PROVIDER + "eu/")
                .apiKey("key")
                .build();
        CohereScoringModel asOther =
                CohereScoringModel.builder().baseUrl(PROVIDER).apiKey("other").build();

        String key = SCORING.key(new Call(model, arguments));

        assertThat(key).doesNotStartWith("bypass:");
        assertThat(SCORING.key(new Call(elsewhere, arguments)))
                .isNotEqualTo(key)
                .doesNotStartWith("bypass:");
        assertThat(SCORING.key(new Call(asOther, arguments))).isNotEqualTo(key).doesNotStartWith("bypass:");
    }

    @Test
    void whatAnInterceptorOfTheLibraryAddsCounts() {
        String key = CHAT.key(new Call(small("a", /* logs= */ false), QUESTION));

        assertThat(key).doesNotStartWith("bypass:");
        assertThat(CHAT.key(new Call(small("a", /* logs= */ false), QUESTION))).isEqualTo(key);
        assertThat(CHAT.key(new Call(small("a", /* logs= */ true), QUESTION))).isEqualTo(key);
        assertThat(CHAT.key(new Call(small("b", /* logs= */ false), QUESTION)))
                .isNotEqualTo(key)
                .doesNotStartWith("bypass:");
    }

    private static SmallChatModel small(String tenant, boolean logs) {
        return new SmallChatModel(Map.of("x-tenant", tenant), logs);
    }

    /** Ollama's and Gemini's modules read it themselves. */
    @Test
    void whatIsReadFromThisMachineHasNoKey() {
        assertThat(seen("file:///tmp/photo.png"))
                .startsWith("bypass: 0.messages[0].contents[0].image.url is an address on this machine");
        assertThat(seen("photo.png")).startsWith("bypass: 0.messages[0].contents[0].image.url ");
        assertThat(seen("https://example.org/photo.png")).doesNotStartWith("bypass:");
        assertThat(seen("gs://bucket/photo.png")).doesNotStartWith("bypass:");
    }

    private static String seen(String image) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(ImageContent.from(image)))
                .build();
        return CHAT.key(new Call(
                OpenAiChatModel.builder()
                        .baseUrl(PROVIDER)
                        .apiKey("key")
                        .modelName("m")
                        .build(),
                request));
    }

    private static ModerationRequest moderated() {
        return ModerationRequest.builder()
                .texts(List.of("a", "b"))
                .modelName("m")
                .build();
    }

    private static AudioTranscriptionRequest heard() {
        return AudioTranscriptionRequest.builder(Audio.builder()
                        .binaryData(new byte[] {1, 2})
                        .mimeType("audio/wav")
                        .build())
                .prompt("About cats")
                .language("en")
                .temperature(0.5)
                .build();
    }

    private static Object built(Object builder) throws ReflectiveOperationException {
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("langchain4j", MODEL + name);
    }
}
