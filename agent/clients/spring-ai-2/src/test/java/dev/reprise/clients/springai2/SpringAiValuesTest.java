package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.RequestOptions;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Usage;
import com.openai.client.OpenAIClient;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.metadata.AnthropicRateLimit;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.PromptMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.OpenAiChatOptions;

class SpringAiValuesTest {

    private static final CataloguedMethod STREAM =
            CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#streamingChat");

    private final StandInProvider provider = StandInProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersOfOpenAiAreGivenBack() throws Exception {
        OpenAIClient client = SpringAiKeysTest.client(OpenAiChatOptions.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .build());
        for (String answer : ProviderAnswers.OPENAI_CHAT) {
            provider.answers("/v1/chat/completions", answer);

            check(
                    client.chat()
                            .completions()
                            .create(ChatCompletionCreateParams.builder()
                                    .model("gpt-4o")
                                    .addUserMessage("Where is my order?")
                                    .build()),
                    ChatCompletion.class);
        }
        provider.answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING);

        check(
                client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("text-embedding-3-small")
                                .input("a")
                                .build()),
                CreateEmbeddingResponse.class);
    }

    @Test
    void whatElseOpenAiAnswersIsGivenBack() throws Exception {
        OpenAIClient client = SpringAiKeysTest.client(OpenAiChatOptions.builder()
                .baseUrl(provider.url() + "/v1")
                .apiKey("key")
                .build());
        provider.answers("/v1/images/generations", """
                {"created":1,"data":[{"b64_json":"iVBORw==","revised_prompt":"A cat."}],"size":"1024x1024","usage":{
                "input_tokens":1,"input_tokens_details":{"image_tokens":0,"text_tokens":1},"output_tokens":2,
                "total_tokens":3},"of_tomorrow":[1.50]}""")
                .answers("/v1/moderations", """
                        {"id":"modr-1","model":"omni","results":[{"flagged":true,"categories":{"hate":true,"violence":false},
                        "category_scores":{"hate":0.875,"violence":1.0E-5}}]}""")
                .answers("/v1/audio/transcriptions", "{\"text\":\"Grüße\",\"logprobs\":[],\"of_tomorrow\":1}");

        check(
                client.images()
                        .generate(ImageGenerateParams.builder().prompt("A cat").build()),
                ImagesResponse.class);
        check(
                client.moderations()
                        .create(ModerationCreateParams.builder().input("a").build()),
                ModerationCreateResponse.class);
        check(
                client.audio()
                        .transcriptions()
                        .create(TranscriptionCreateParams.builder()
                                .file(new byte[] {1, 2, 3})
                                .model("whisper-1")
                                .build()),
                TranscriptionCreateResponse.class);
    }

    @Test
    void chatResponsesOfAMethodOfTheServiceAreGivenBack() throws Exception {
        AnthropicChatModel model = anthropic();
        provider.header("anthropic-ratelimit-requests-limit", "50")
                .header("anthropic-ratelimit-requests-remaining", "49")
                .header("anthropic-ratelimit-requests-reset", "2026-11-12T10:15:30Z");
        for (String answer : ProviderAnswers.ANTHROPIC) {
            provider.answers("/v1/messages", answer);
            ChatResponse response = model.call(new Prompt("Where is my order?"));
            ValueCodec codec = chatCodec();
            ChatResponse decoded = (ChatResponse) codec.decode(codec.encode(response));

            assertThat(decoded).isNotSameAs(response);
            assertThat(decoded.getResults())
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(response.getResults());
            ChatResponseMetadata metadata = response.getMetadata();
            assertThat(decoded.getMetadata()).isExactlyInstanceOf(ChatResponseMetadata.class);
            assertThat(decoded.getMetadata().getId()).isEqualTo(metadata.getId());
            assertThat(decoded.getMetadata().getModel()).isEqualTo(metadata.getModel());
            assertThat(decoded.getMetadata().getRateLimit())
                    .isExactlyInstanceOf(AnthropicRateLimit.class)
                    .usingRecursiveComparison()
                    .isEqualTo(metadata.getRateLimit());
            assertThat(decoded.getMetadata().getUsage()).isEqualTo(metadata.getUsage());
            assertThat(decoded.getMetadata().getPromptMetadata()).isEmpty();
            assertThat(decoded.getMetadata().getUsage().getNativeUsage())
                    .isEqualTo(metadata.getUsage().getNativeUsage())
                    .isExactlyInstanceOf(Usage.class);
            assertThat((Message) decoded.getMetadata().get("anthropic-response"))
                    .isEqualTo(metadata.get("anthropic-response"))
                    .isNotNull();
            assertThat(decoded.getMetadata().entrySet())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(metadata.keySet());
        }
    }

    @Test
    void anAnswerWithMetadataThatCannotBeMadeAgainIsRefused() throws Exception {
        List<Generation> hello = List.of(new Generation(new AssistantMessage("Hello")));
        ValueCodec codec = chatCodec();

        assertThatThrownBy(() -> codec.encode(new ChatResponse(
                        hello,
                        ChatResponseMetadata.builder()
                                .keyValue("live", new Thread())
                                .build())))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> codec.encode(new ChatResponse(
                        hello,
                        ChatResponseMetadata.builder()
                                .promptMetadata(
                                        PromptMetadata.of(PromptMetadata.PromptFilterMetadata.from(0, "violence")))
                                .build())))
                .isInstanceOf(Uncacheable.class)
                .hasMessage("the answer has metadata of the prompt's filters, which are not carried");
        assertThatThrownBy(() -> codec.encode(new ChatResponse(hello) {}))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("the answer is a dev.reprise.");
    }

    private static ValueCodec chatCodec() throws Uncacheable {
        return new Codecs(FieldAccess.NONE)
                .codec(ChatResponse.class, AnthropicChatModel.class, List.of("org.springframework.ai."));
    }

    @Test
    void answersOfOllamaAreGivenBack() throws Exception {
        for (String answer : ProviderAnswers.OLLAMA) {
            provider.answers("/api/chat", answer);

            check(ollama().chat(ollamaChat()), OllamaApi.ChatResponse.class);
        }
        provider.answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING);

        check(
                ollama().embed(new OllamaApi.EmbeddingsRequest(
                        "all-minilm", List.of("a", "b"), null, null, null, null)),
                OllamaApi.EmbeddingsResponse.class);
    }

    @Test
    void whatOllamaStreamsIsGivenBackUnlessItBrokeOff() throws Exception {
        PartsCodec codec = new PartsCodec(
                new Codecs(FieldAccess.NONE).codec(OllamaApi.ChatResponse.class, OllamaApi.class, STREAM.allow()));
        for (String lines : ProviderAnswers.OLLAMA_STREAMS) {
            List<OllamaApi.ChatResponse> chunks = streamed(lines);
            List<?> decoded = new ArrayList<>((List<?>) codec.decode(codec.encode(chunks)));

            assertThat(decoded)
                    .hasSize(chunks.size())
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(chunks);
            assertThat(decoded.get(0)).isNotSameAs(chunks.get(0));

            List<OllamaApi.ChatResponse> brokenOff =
                    streamed(lines.substring(0, lines.lastIndexOf('\n', lines.length() - 2) + 1));
            assertThatThrownBy(() -> codec.encode(brokenOff))
                    .isInstanceOf(Uncacheable.class)
                    .hasMessage("the provider's answer broke off");
        }
    }

    @Test
    void aClientThatStreamedHasTheKeyItHadBefore() {
        provider.streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM);
        OllamaApi ollama = ollama();
        String before = STREAM.key(new Call(ollama, ollamaStream()));

        ollama.streamingChat(ollamaStream()).collectList().block();

        assertThat(STREAM.key(new Call(ollama, ollamaStream())))
                .isEqualTo(before)
                .isEqualTo(STREAM.key(new Call(ollama(), ollamaStream())))
                .doesNotStartWith("bypass:");
    }

    private List<OllamaApi.ChatResponse> streamed(String lines) {
        provider.streams("/api/chat", "application/x-ndjson", lines);
        return ollama().streamingChat(ollamaStream()).collectList().block();
    }

    @Test
    void aClientThatWasUsedHasTheKeyItHadBefore() {
        provider.answers("/api/chat", ProviderAnswers.OLLAMA.get(0))
                .answers("/v1/messages", ProviderAnswers.ANTHROPIC.get(0));
        AnthropicChatModel anthropic = anthropic();
        String beforeMessage = messageKey(anthropic);
        CataloguedMethod chat = CataloguedMethod.of("spring-ai", "org.springframework.ai.ollama.api.OllamaApi#chat");
        OllamaApi ollama = ollama();
        String before = chat.key(new Call(ollama, ollamaChat()));

        ollama.chat(ollamaChat());
        anthropic.call(new Prompt("Where is my order?"));

        assertThat(messageKey(anthropic)).isEqualTo(beforeMessage).doesNotStartWith("bypass:");
        assertThat(chat.key(new Call(ollama, ollamaChat()))).isEqualTo(before).doesNotStartWith("bypass:");
    }

    private static void check(Object answer, Class<?> declared) throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, declared, List.of());
        if (declared.getName().startsWith("com.openai.")) {
            // What it works out at the first need and keeps is no part of it.
            assertThat(codec.decode(codec.encode(answer)))
                    .isNotSameAs(answer)
                    .isEqualTo(answer)
                    .hasToString(answer.toString());
        } else {
            RoundTrip.of(answer, codec);
        }
    }

    private static String messageKey(AnthropicChatModel model) {
        MessageCreateParams request = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("Where is my order?")
                .build();
        return CataloguedMethod.of(
                        "anthropic-java",
                        "com.anthropic.services.blocking.MessageServiceImpl$WithRawResponseImpl#create")
                .key(new Call(SpringAiKeysTest.messages(model), request, RequestOptions.none()));
    }

    private AnthropicChatModel anthropic() {
        return AnthropicChatModel.builder()
                .options(AnthropicChatOptions.builder()
                        .baseUrl(provider.url())
                        .apiKey("key")
                        .build())
                .build();
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(provider.url()).build();
    }

    private static OllamaApi.ChatRequest ollamaChat() {
        return ollamaRequest(/* stream= */ false);
    }

    private static OllamaApi.ChatRequest ollamaStream() {
        return ollamaRequest(/* stream= */ true);
    }

    private static OllamaApi.ChatRequest ollamaRequest(boolean stream) {
        return OllamaApi.ChatRequest.builder("llama3.2")
                .messages(List.of(OllamaApi.Message.builder(OllamaApi.Message.Role.USER)
                        .content("Where is my order?")
                        .build()))
                .stream(stream)
                .build();
    }
}
