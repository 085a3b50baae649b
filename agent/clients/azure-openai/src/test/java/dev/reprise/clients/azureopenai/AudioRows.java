package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.AudioTranscriptionFormat;
import com.azure.ai.openai.models.AudioTranscriptionOptions;
import com.azure.ai.openai.models.AudioTranslationFormat;
import com.azure.ai.openai.models.AudioTranslationOptions;
import com.azure.core.http.rest.RequestOptions;
import dev.reprise.clients.matrix.Matrix;
import java.nio.charset.StandardCharsets;

/** The calls of azure-ai-openai that send audio. */
final class AudioRows {

    private static final String MODEL = "model";
    private static final String FILE = "a.wav";
    private static final RequestOptions NO_OPTIONS = new RequestOptions();

    private AudioRows() {}

    static void add(Matrix matrix, OpenAIClient client, OpenAIAsyncClient later) {
        matrix.row(
                "OpenAIClient.getAudioTranscription",
                q -> Told.json(client.getAudioTranscription(MODEL, FILE, transcription(q))));
        matrix.row(
                "OpenAIClient.getAudioTranscriptionWithResponse",
                q -> Told.response(
                        client.getAudioTranscriptionWithResponse(MODEL, FILE, transcription(q), NO_OPTIONS)));
        matrix.row(
                "OpenAIClient.getAudioTranscriptionText",
                q -> client.getAudioTranscriptionText(MODEL, FILE, transcript(q)));
        matrix.row(
                "OpenAIClient.getAudioTranslation",
                q -> Told.json(client.getAudioTranslation(MODEL, FILE, translation(q))));
        matrix.row(
                "OpenAIClient.getAudioTranslationWithResponse",
                q -> Told.response(client.getAudioTranslationWithResponse(MODEL, FILE, translation(q), NO_OPTIONS)));
        matrix.row(
                "OpenAIClient.getAudioTranslationText",
                q -> client.getAudioTranslationText(MODEL, FILE, translated(q)));

        matrix.row(
                        "OpenAIAsyncClient.getAudioTranscription",
                        q -> Told.json(later.getAudioTranscription(MODEL, FILE, transcription(q))
                                .block()))
                .cancelled(q -> Told.running(later.getAudioTranscription(MODEL, FILE, transcription(q))));
        matrix.row("OpenAIAsyncClient.getAudioTranscriptionText", q -> later.getAudioTranscriptionText(
                                MODEL, FILE, transcript(q))
                        .block())
                .cancelled(q -> Told.running(later.getAudioTranscriptionText(MODEL, FILE, transcript(q))));
        matrix.row(
                        "OpenAIAsyncClient.getAudioTranslation",
                        q -> Told.json(later.getAudioTranslation(MODEL, FILE, translation(q))
                                .block()))
                .cancelled(q -> Told.running(later.getAudioTranslation(MODEL, FILE, translation(q))));
        matrix.row("OpenAIAsyncClient.getAudioTranslationText", q -> later.getAudioTranslationText(
                                MODEL, FILE, translated(q))
                        .block())
                .cancelled(q -> Told.running(later.getAudioTranslationText(MODEL, FILE, translated(q))));
    }

    private static AudioTranscriptionOptions transcription(String question) {
        return new AudioTranscriptionOptions(audio(question)).setResponseFormat(AudioTranscriptionFormat.JSON);
    }

    private static AudioTranscriptionOptions transcript(String question) {
        return new AudioTranscriptionOptions(audio(question)).setResponseFormat(AudioTranscriptionFormat.TEXT);
    }

    private static AudioTranslationOptions translation(String question) {
        return new AudioTranslationOptions(audio(question)).setResponseFormat(AudioTranslationFormat.JSON);
    }

    private static AudioTranslationOptions translated(String question) {
        return new AudioTranslationOptions(audio(question)).setResponseFormat(AudioTranslationFormat.TEXT);
    }

    private static byte[] audio(String question) {
        return question.getBytes(StandardCharsets.UTF_8);
    }
}
