package dev.reprise.clients.springai2;

import dev.reprise.clients.matrix.AnthropicProtocol;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OllamaProtocol;
import dev.reprise.clients.matrix.OpenAiProtocol;
import dev.reprise.clients.matrix.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.OpenAiAudioSpeechOptions;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.OpenAiModerationModel;
import org.springframework.ai.openai.OpenAiModerationOptions;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** The calls of Spring AI 2. */
public final class SpringAiRows {

    private final Matrix matrix;

    private SpringAiRows(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Protocol protocol = Protocol.of(new OpenAiProtocol(), new AnthropicProtocol(), new OllamaProtocol());
        Matrix.run(arguments, protocol, matrix -> {
            SpringAiRows rows = new SpringAiRows(matrix);
            rows.chats();
            rows.embeddings();
            rows.others();
            rows.audio();
        });
    }

    private void chats() {
        chat(OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build());
        chat(AnthropicChatModel.builder()
                .options(AnthropicChatOptions.builder()
                        .baseUrl(matrix.url())
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build());
        chat(OllamaChatModel.builder().ollamaApi(ollama()).build());
    }

    private void chat(ChatModel model) {
        String name = model.getClass().getSimpleName();
        matrix.row(name + ".call", question -> Told.of(model.call(new Prompt(question))));
        matrix.row(name + ".stream", question -> Told.all(model.stream(new Prompt(question))))
                .cancelled(question -> {
                    if (model instanceof OpenAiChatModel && "2.0.0".equals(version(model))) {
                        throw new NoSuchMethodError("a stream that its subscriber leaves is read on to its end");
                    }
                    return Told.begun(model.stream(new Prompt(question)));
                });
    }

    private static String version(ChatModel model) {
        return model.getClass().getPackage().getImplementationVersion();
    }

    private void embeddings() {
        embedding(OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build());
        embedding(OllamaEmbeddingModel.builder().ollamaApi(ollama()).build());
    }

    private void embedding(EmbeddingModel model) {
        matrix.row(model.getClass().getSimpleName() + ".embedForResponse", question -> {
            EmbeddingResponse response = model.embedForResponse(List.of(question));
            return Arrays.toString(response.getResult().getOutput()) + " "
                    + response.getMetadata().getModel() + " "
                    + Told.of(response.getMetadata().getUsage());
        });
    }

    private void others() {
        OpenAiImageModel image = OpenAiImageModel.builder()
                .options(OpenAiImageOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build();
        matrix.row(
                "OpenAiImageModel.call",
                question -> image.call(new ImagePrompt(question)).getResults().toString());
        OpenAiModerationModel moderation = OpenAiModerationModel.builder()
                .options(OpenAiModerationOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build();
        matrix.row("OpenAiModerationModel.call", question -> moderation
                .call(new ModerationPrompt(question))
                .getResult()
                .getOutput()
                .toString());
    }

    private void audio() {
        OpenAiAudioSpeechModel speech = OpenAiAudioSpeechModel.builder()
                .options(OpenAiAudioSpeechOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build();
        matrix.row(
                "OpenAiAudioSpeechModel.call", question -> new String(speech.call(question), StandardCharsets.UTF_8));
        matrix.row("OpenAiAudioSpeechModel.stream", question -> speech.stream(new TextToSpeechPrompt(question))
                .toStream()
                .map(part -> new String(part.getResult().getOutput(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n")));
        OpenAiAudioTranscriptionModel transcription = OpenAiAudioTranscriptionModel.builder()
                .options(OpenAiAudioTranscriptionOptions.builder()
                        .baseUrl(matrix.url() + "/v1")
                        .apiKey("key")
                        .maxRetries(0)
                        .build())
                .build();
        matrix.row("OpenAiAudioTranscriptionModel.call", question -> transcription.transcribe(sound(question)));
    }

    private static Resource sound(String words) {
        return new ByteArrayResource(words.getBytes(StandardCharsets.UTF_8)) {

            @Override
            public String getFilename() {
                return "a.wav";
            }
        };
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(matrix.url()).build();
    }
}
