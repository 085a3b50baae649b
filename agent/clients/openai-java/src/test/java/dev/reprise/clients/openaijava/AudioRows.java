package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.translations.TranslationCreateParams;
import dev.reprise.clients.matrix.Matrix;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The calls of openai-java that send audio. What is left of it in the request is a part of what comes. */
final class AudioRows {

    private AudioRows() {}

    static void add(Matrix matrix, OpenAIClient client) {
        var transcriptions = client.audio().transcriptions();
        matrix.row("audio().transcriptions().create", question -> {
            ByteArrayInputStream sound = sound(question);
            return transcriptions.create(TranscriptionCreateParams.builder()
                            .file(sound)
                            .model("whisper-1")
                            .build())
                    + " " + sound.available();
        });
        var translations = client.audio().translations();
        matrix.row("audio().translations().create", question -> {
            ByteArrayInputStream sound = sound(question);
            return translations.create(TranslationCreateParams.builder()
                            .file(sound)
                            .model("whisper-1")
                            .build())
                    + " " + sound.available();
        });
    }

    private static ByteArrayInputStream sound(String words) {
        return new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
    }
}
