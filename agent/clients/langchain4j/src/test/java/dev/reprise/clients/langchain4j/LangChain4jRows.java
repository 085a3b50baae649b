package dev.reprise.clients.langchain4j;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiLanguageModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingLanguageModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.langchain4j.model.output.Response;
import dev.reprise.clients.matrix.AnthropicProtocol;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OllamaProtocol;
import dev.reprise.clients.matrix.OpenAiProtocol;
import dev.reprise.clients.matrix.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The calls of LangChain4j. Models are made where they are called, because some versions lack some of them. */
public final class LangChain4jRows {

    private final Matrix matrix;

    private LangChain4jRows(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Protocol protocol = Protocol.of(new OpenAiProtocol(), new AnthropicProtocol(), new OllamaProtocol());
        Matrix.run(arguments, protocol, matrix -> {
            LangChain4jRows rows = new LangChain4jRows(matrix);
            rows.chats();
            rows.streams();
            rows.embeddings();
            rows.others();
        });
    }

    private void chats() {
        String v1 = matrix.url() + "/v1";
        chat("OpenAiChatModel.chat", () -> OpenAiChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-4o")
                .maxRetries(0)
                .build());
        chat("OpenAiResponsesChatModel.chat", () -> OpenAiResponsesChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-4o")
                .build());
        chat("AnthropicChatModel.chat", () -> AnthropicChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("claude-sonnet-4-5")
                .maxRetries(0)
                .build());
        chat("OllamaChatModel.chat", () -> OllamaChatModel.builder()
                .baseUrl(matrix.url())
                .modelName("llama3.2")
                .maxRetries(0)
                .build());
    }

    private void streams() {
        String v1 = matrix.url() + "/v1";
        stream("OpenAiStreamingChatModel.chat", () -> OpenAiStreamingChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-4o")
                .build());
        stream("OpenAiResponsesStreamingChatModel.chat", () -> OpenAiResponsesStreamingChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-4o")
                .build());
        stream("AnthropicStreamingChatModel.chat", () -> AnthropicStreamingChatModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("claude-sonnet-4-5")
                .build());
        stream("OllamaStreamingChatModel.chat", () -> OllamaStreamingChatModel.builder()
                .baseUrl(matrix.url())
                .modelName("llama3.2")
                .build());
    }

    private void embeddings() {
        embedding("OpenAiEmbeddingModel.embedAll", () -> OpenAiEmbeddingModel.builder()
                .baseUrl(matrix.url() + "/v1")
                .apiKey("key")
                .modelName("text-embedding-3-small")
                .maxRetries(0)
                .build());
        embedding("OllamaEmbeddingModel.embedAll", () -> OllamaEmbeddingModel.builder()
                .baseUrl(matrix.url())
                .modelName("all-minilm")
                .maxRetries(0)
                .build());
    }

    private void others() {
        String v1 = matrix.url() + "/v1";
        matrix.row("OpenAiLanguageModel.generate", question -> OpenAiLanguageModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-4o")
                .maxRetries(0)
                .build()
                .generate(question)
                .toString());
        matrix.row(
                "OpenAiStreamingLanguageModel.generate",
                question -> Texts.of(
                        OpenAiStreamingLanguageModel.builder()
                                .baseUrl(v1)
                                .apiKey("key")
                                .modelName("gpt-4o")
                                .build(),
                        question));
        matrix.row("OpenAiImageModel.generate", question -> OpenAiImageModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("gpt-image-1")
                .maxRetries(0)
                .build()
                .generate(question)
                .content()
                .base64Data());
        matrix.row("OpenAiAudioTranscriptionModel.transcribe", question -> OpenAiAudioTranscriptionModel.builder()
                .baseUrl(v1)
                .apiKey("key")
                .modelName("whisper-1")
                .maxRetries(0)
                .build()
                .transcribe(AudioTranscriptionRequest.builder(Audio.builder()
                                .binaryData(question.getBytes(StandardCharsets.UTF_8))
                                .mimeType("audio/wav")
                                .build())
                        .build())
                .text());
        matrix.row(
                "OpenAiTextToSpeechModel.synthesize",
                question -> new String(
                        OpenAiTextToSpeechModel.builder()
                                .baseUrl(v1)
                                .apiKey("key")
                                .modelName("tts-1")
                                .voice("alloy")
                                .build()
                                .synthesize(
                                        TextToSpeechRequest.builder(question).build())
                                .audio()
                                .binaryData(),
                        StandardCharsets.UTF_8));
    }

    private void chat(String name, Supplier<ChatModel> model) {
        matrix.row(name, question -> said(model.get().chat(request(question))));
    }

    private void stream(String name, Supplier<StreamingChatModel> model) {
        matrix.row(name, question -> Told.all(model.get(), request(question)))
                .cancelled(question -> Stopped.begun(model.get(), request(question)));
    }

    private void embedding(String name, Supplier<EmbeddingModel> model) {
        matrix.row(name, question -> {
            Response<List<Embedding>> response = model.get().embedAll(List.of(TextSegment.from(question)));
            return Arrays.toString(response.content().get(0).vector()) + response.tokenUsage();
        });
    }

    private static ChatRequest request(String question) {
        return ChatRequest.builder().messages(UserMessage.from(question)).build();
    }

    /** The response itself may hold what has no text of its own. */
    static String said(ChatResponse response) {
        return response.aiMessage() + " " + response.tokenUsage() + " " + response.finishReason() + " " + response.id();
    }
}
