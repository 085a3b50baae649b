package dev.reprise.clients.springai1;

import dev.reprise.clients.matrix.AnthropicProtocol;
import dev.reprise.clients.matrix.Matrix;
import dev.reprise.clients.matrix.OllamaProtocol;
import dev.reprise.clients.matrix.OpenAiProtocol;
import dev.reprise.clients.matrix.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.moderation.ModerationModel;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiModerationModel;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.OpenAiAudioApi;

/** The calls of Spring AI 1. What is the model's own to choose, its options, is left to it: their classes differ. */
public final class SpringAiRows {

    private final Matrix matrix;

    private SpringAiRows(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Makes them. */
    public static void main(String[] arguments) throws Exception {
        Protocol protocol =
                Protocol.of(new OpenAiProtocol(), AnthropicProtocol.withoutThinking(), new OllamaProtocol());
        Matrix.run(arguments, protocol, matrix -> {
            SpringAiRows rows = new SpringAiRows(matrix);
            rows.chats();
            rows.embeddings();
            rows.others();
            rows.audio();
        });
    }

    private void chats() {
        chat(OpenAiChatModel.builder().openAiApi(openAi()).build());
        chat(AnthropicChatModel.builder()
                .anthropicApi(AnthropicApi.builder()
                        .baseUrl(matrix.url())
                        .apiKey("key")
                        .build())
                .toolExecutionEligibilityPredicate((options, response) -> false)
                .build());
        chat(OllamaChatModel.builder().ollamaApi(ollama()).build());
    }

    private void chat(ChatModel model) {
        String name = model.getClass().getSimpleName();
        matrix.row(name + ".call", question -> Told.of(model.call(new Prompt(question))));
        matrix.row(name + ".stream", question -> Told.all(model.stream(new Prompt(question))))
                .cancelled(question -> Told.begun(model.stream(new Prompt(question))));
    }

    private void embeddings() {
        embedding(new OpenAiEmbeddingModel(openAi()));
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
        ImageModel image = new OpenAiImageModel(OtherModels.images(matrix.url()));
        matrix.row(
                "OpenAiImageModel.call",
                question -> image.call(new ImagePrompt(question)).getResults().toString());
        ModerationModel moderation = new OpenAiModerationModel(OtherModels.moderations(matrix.url()));
        matrix.row("OpenAiModerationModel.call", question -> moderation
                .call(new ModerationPrompt(question))
                .getResult()
                .getOutput()
                .toString());
    }

    private void audio() {
        OpenAiAudioApi api = OtherModels.audio(matrix.url());
        OpenAiAudioSpeechModel speech = new OpenAiAudioSpeechModel(api);
        matrix.row(
                "OpenAiAudioSpeechModel.call", question -> new String(speech.call(question), StandardCharsets.UTF_8));
        OpenAiAudioTranscriptionModel transcription = new OpenAiAudioTranscriptionModel(
                api,
                OpenAiAudioTranscriptionOptions.builder()
                        .model("whisper-1")
                        .responseFormat(OpenAiAudioApi.TranscriptResponseFormat.JSON)
                        .build());
        matrix.row(
                "OpenAiAudioTranscriptionModel.call", question -> transcription.call(new OtherModels.Sound(question)));
        matrix.row("OpenAiAudioApi.createTranslation", question -> api.createTranslation(
                        OpenAiAudioApi.TranslationRequest.builder()
                                .file(question.getBytes(StandardCharsets.UTF_8))
                                .model("whisper-1")
                                .responseFormat(OpenAiAudioApi.TranscriptResponseFormat.JSON)
                                .build())
                .getBody()
                .toString());
    }

    private OpenAiApi openAi() {
        return OpenAiApi.builder().baseUrl(matrix.url()).apiKey("key").build();
    }

    private OllamaApi ollama() {
        return OllamaApi.builder().baseUrl(matrix.url()).build();
    }
}
