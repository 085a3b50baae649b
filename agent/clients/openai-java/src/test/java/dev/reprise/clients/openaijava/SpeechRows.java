package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import dev.reprise.clients.matrix.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The calls of openai-java that come as sound. */
final class SpeechRows {

    private SpeechRows() {}

    static void add(Matrix matrix, OpenAIClient client, OpenAIClientAsync later) {
        var speech = client.audio().speech();
        var speechLater = later.audio().speech();
        matrix.row("audio().speech().create", question -> heard(speech.create(sentence(question))));
        matrix.row(
                "audio().speech().withRawResponse().create",
                question -> heard(speech.withRawResponse().create(sentence(question))));
        matrix.row(
                        "async().audio().speech().create",
                        question -> heard(speechLater.create(sentence(question)).join()))
                .cancelled(question -> OpenAiRows.running(speechLater.create(sentence(question))));
        matrix.row(
                        "async().audio().speech().withRawResponse().create",
                        question -> heard(speechLater
                                .withRawResponse()
                                .create(sentence(question))
                                .join()))
                .cancelled(question ->
                        OpenAiRows.running(speechLater.withRawResponse().create(sentence(question))));
    }

    private static String heard(HttpResponse response) throws IOException {
        try (response) {
            if (response.statusCode() != 200) { // Which newer versions throw.
                throw new IOException("status " + response.statusCode());
            }
            return response.statusCode() + " " + response.headers().values("x-request-id") + " "
                    + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The voice is of another type in other versions. */
    private static SpeechCreateParams sentence(String words) {
        return SpeechCreateParams.builder()
                .model("tts-1")
                .voice(JsonValue.from("alloy"))
                .input(words)
                .build();
    }
}
