package dev.reprise.clients.springai1;

import dev.reprise.clients.StandInProvider;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiModerationModel;
import org.springframework.ai.openai.api.OpenAiAudioApi;
import org.springframework.ai.openai.api.OpenAiImageApi;
import org.springframework.ai.openai.api.OpenAiModerationApi;
import org.springframework.core.io.ByteArrayResource;

/** What OpenAI offers beside chats and embeddings, and how it is asked. */
final class OtherModels {

    private OtherModels() {}

    static void teach(StandInProvider provider) {
        provider.answers(
                        "/v1/images/generations",
                        "{\"created\":1,\"data\":[{\"b64_json\":\"iVBORw==\",\"revised_prompt\":\"A cat.\"}]}")
                .answers("/v1/moderations", """
                        {"id":"modr-1","model":"omni","results":[{"flagged":true,"categories":{"hate":true,"violence":false},
                        "category_scores":{"hate":0.875,"violence":1.0E-5}}]}""")
                .answers("/v1/audio/speech", "not quite a song")
                .answers("/v1/audio/transcriptions", "{\"text\":\"Grüße\",\"duration\":1.5,\"language\":\"german\"}")
                .answers("/v1/audio/translations", "{\"text\":\"Regards\"}");
    }

    static OpenAiImageApi images(String url) {
        return OpenAiImageApi.builder().baseUrl(url).apiKey("key").build();
    }

    static OpenAiModerationApi moderations(String url) {
        return OpenAiModerationApi.builder().baseUrl(url).apiKey("key").build();
    }

    static OpenAiAudioApi audio(String url) {
        return OpenAiAudioApi.builder().baseUrl(url).apiKey("key").build();
    }

    static OpenAiImageApi.OpenAiImageRequest picture(String prompt) {
        return new OpenAiImageApi.OpenAiImageRequest(prompt, "gpt-image-1", 1, "high", "1024x1024", "user");
    }

    static OpenAiAudioApi.SpeechRequest sentence(String text) {
        return new OpenAiAudioApi.SpeechRequest(
                "tts-1", text, "alloy", OpenAiAudioApi.SpeechRequest.AudioResponseFormat.MP3, 1.25);
    }

    static OpenAiAudioApi.TranscriptionRequest heard(byte[] sound) {
        return new OpenAiAudioApi.TranscriptionRequest(
                sound,
                "a.wav",
                "whisper-1",
                "de",
                "About cats",
                OpenAiAudioApi.TranscriptResponseFormat.VERBOSE_JSON,
                0.5f,
                OpenAiAudioApi.TranscriptionRequest.GranularityType.WORD);
    }

    static OpenAiAudioApi.TranslationRequest foreign(byte[] sound) {
        return OpenAiAudioApi.TranslationRequest.builder()
                .file(sound)
                .fileName("a.wav")
                .model("whisper-1")
                .prompt("About cats")
                .responseFormat(OpenAiAudioApi.TranscriptResponseFormat.JSON)
                .temperature(0.5f)
                .build();
    }

    /** Returns a call of each model, by a name, as services make it. */
    static Map<String, Supplier<String>> calls(String url) {
        OpenAiImageModel image = new OpenAiImageModel(images(url));
        OpenAiModerationModel moderation = new OpenAiModerationModel(moderations(url));
        OpenAiAudioSpeechModel speech = new OpenAiAudioSpeechModel(audio(url));
        OpenAiAudioTranscriptionModel transcription = new OpenAiAudioTranscriptionModel(
                audio(url),
                OpenAiAudioTranscriptionOptions.builder()
                        .model("whisper-1")
                        .responseFormat(OpenAiAudioApi.TranscriptResponseFormat.JSON)
                        .build());
        Map<String, Supplier<String>> calls = new LinkedHashMap<>();
        calls.put("Image", () -> image.call(new ImagePrompt("A cat"))
                .getResult()
                .getOutput()
                .getB64Json());
        calls.put("Moderation", () -> moderation
                .call(new ModerationPrompt("a"))
                .getResult()
                .getOutput()
                .getResults()
                .toString());
        calls.put("Speech", () -> new String(speech.call("Hello"), StandardCharsets.UTF_8));
        calls.put("Transcription", () -> transcription.call(new Sound("Grüße")));
        return calls;
    }

    /** A file of sound that says something. */
    static final class Sound extends ByteArrayResource {

        Sound(String words) {
            super(words.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String getFilename() {
            return "a.wav";
        }
    }
}
