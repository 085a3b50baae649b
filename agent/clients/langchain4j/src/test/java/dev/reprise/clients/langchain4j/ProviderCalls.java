package dev.reprise.clients.langchain4j;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.StreamingResponseHandler;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.cohere.CohereEmbeddingModel;
import dev.langchain4j.model.cohere.CohereScoringModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiImageModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.language.StreamingLanguageModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiFimModel;
import dev.langchain4j.model.mistralai.MistralAiModerationModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingFimModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaImageModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingLanguageModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call of each model of each provider, by a name, as services make it. */
final class ProviderCalls {

    private final String url;
    private final Map<String, Callable<Object>> calls = new LinkedHashMap<>();

    private ProviderCalls(String url) {
        this.url = url;
    }

    /** Returns the calls, which ask a provider. */
    static Map<String, Callable<Object>> of(String url) {
        ProviderCalls all = new ProviderCalls(url);
        all.openAi();
        all.anthropic();
        all.ollama();
        all.mistral();
        all.gemini();
        all.cohere();
        return all.calls;
    }

    private void openAi() {
        String at = url + "/openai";
        chat(
                "openai-responses",
                OpenAiResponsesChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        stream(
                "openai-responses-stream",
                OpenAiResponsesStreamingChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        moderation(
                "openai-moderation",
                OpenAiModerationModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        OpenAiImageModel images = OpenAiImageModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        Image image = Image.builder().base64Data("AAAA").mimeType("image/png").build();
        calls.put("openai-image", () -> images.generate("A cat"));
        calls.put("openai-images", () -> images.generate("A cat", 2));
        calls.put("openai-edit", () -> images.edit(image, "Without the cat"));
        calls.put("openai-edit-masked", () -> images.edit(image, image, "Without the cat"));
        OpenAiLanguageModel language = OpenAiLanguageModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        calls.put("openai-language", () -> language.generate("Once upon a time"));
        stream(
                "openai-language-stream",
                OpenAiStreamingLanguageModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        OpenAiAudioTranscriptionModel ear = OpenAiAudioTranscriptionModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        calls.put(
                "openai-transcription",
                () -> ear.transcribe(AudioTranscriptionRequest.builder(Audio.builder()
                                .binaryData(new byte[] {1, 2})
                                .mimeType("audio/wav")
                                .build())
                        .build()));
        OpenAiTextToSpeechModel mouth = OpenAiTextToSpeechModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .voice("alloy")
                .build();
        calls.put(
                "openai-speech",
                () -> mouth.synthesize(TextToSpeechRequest.builder("Hello").build()));
    }

    private void anthropic() {
        String at = url + "/anthropic";
        chat(
                "anthropic",
                AnthropicChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        stream(
                "anthropic-stream",
                AnthropicStreamingChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
    }

    private void ollama() {
        String at = url + "/ollama";
        chat("ollama", OllamaChatModel.builder().baseUrl(at).modelName("m").build());
        stream(
                "ollama-stream",
                OllamaStreamingChatModel.builder().baseUrl(at).modelName("m").build());
        OllamaEmbeddingModel embedding =
                OllamaEmbeddingModel.builder().baseUrl(at).modelName("m").build();
        embeddings("ollama", embedding);
        OllamaImageModel image =
                OllamaImageModel.builder().baseUrl(at).modelName("m").build();
        calls.put("ollama-image", () -> image.generate("A cat"));
    }

    private void mistral() {
        String at = url + "/mistral";
        chat(
                "mistral",
                MistralAiChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        stream(
                "mistral-stream",
                MistralAiStreamingChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        MistralAiEmbeddingModel embedding = MistralAiEmbeddingModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        embeddings("mistral", embedding);
        moderation(
                "mistral-moderation",
                new MistralAiModerationModel.Builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        MistralAiFimModel language = MistralAiFimModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        calls.put("mistral-language", () -> language.generate("def f("));
        stream(
                "mistral-language-stream",
                MistralAiStreamingFimModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
    }

    private void gemini() {
        String at = url + "/gemini";
        chat(
                "gemini",
                GoogleAiGeminiChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        stream(
                "gemini-stream",
                GoogleAiGeminiStreamingChatModel.builder()
                        .baseUrl(at)
                        .apiKey("key")
                        .modelName("m")
                        .build());
        GoogleAiEmbeddingModel embedding = GoogleAiEmbeddingModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        embeddings("gemini", embedding);
        GoogleAiGeminiImageModel image = GoogleAiGeminiImageModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("i")
                .build();
        calls.put("gemini-image", () -> image.generate("A cat"));
    }

    private void cohere() {
        String at = url + "/cohere/";
        CohereEmbeddingModel embedding = CohereEmbeddingModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        embeddings("cohere", embedding);
        CohereScoringModel scoring = CohereScoringModel.builder()
                .baseUrl(at)
                .apiKey("key")
                .modelName("m")
                .build();
        calls.put("cohere-scoring", () -> scoring.scoreAll(List.of(TextSegment.from("a"), TextSegment.from("b")), "a"));
    }

    private void chat(String name, ChatModel model) {
        calls.put(name, () -> model.chat(UserMessage.from("hi")));
    }

    private void embeddings(String name, EmbeddingModel model) {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .textSegments(List.of(TextSegment.from("a")))
                .build();
        calls.put(name + "-embed", () -> model.embed("a"));
        calls.put(name + "-embed-all", () -> model.embedAll(List.of(TextSegment.from("all of it"))));
        calls.put(name + "-embed-request", () -> model.embed(request));
    }

    private void moderation(String name, ModerationModel model) {
        calls.put(
                name,
                () -> model.moderate(
                        ModerationRequest.builder().texts(List.of("a", "b")).build()));
    }

    private void stream(String name, StreamingChatModel model) {
        calls.put(name, () -> {
            Told told = new Told();
            model.chat("hi", told);
            return told.all();
        });
    }

    private void stream(String name, StreamingLanguageModel model) {
        calls.put(name, () -> {
            CompletableFuture<Object> end = new CompletableFuture<>();
            List<Object> all = new ArrayList<>();
            model.generate("Once upon a time", new StreamingResponseHandler<>() {
                @Override
                public void onNext(String token) {
                    all.add(token);
                }

                @Override
                public void onComplete(Response<String> response) {
                    all.add(response);
                    end.complete(all);
                }

                @Override
                public void onError(Throwable error) {
                    end.completeExceptionally(error);
                }
            });
            return end.get(60, TimeUnit.SECONDS);
        });
    }

    /** What a handler was told. */
    private static final class Told implements StreamingChatResponseHandler {

        private final CompletableFuture<Object> end = new CompletableFuture<>();
        private final List<Object> all = new ArrayList<>();

        Object all() throws Exception {
            return end.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void onPartialResponse(String text) {
            all.add(text);
        }

        @Override
        public void onCompleteToolCall(CompleteToolCall call) {
            all.add(call);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            all.add(response);
            end.complete(all);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }
    }
}
