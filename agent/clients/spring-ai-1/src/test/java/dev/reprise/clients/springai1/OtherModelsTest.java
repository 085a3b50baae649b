package dev.reprise.clients.springai1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.SpringHttp;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ai.openai.api.OpenAiAudioApi;
import org.springframework.ai.openai.api.OpenAiAudioApi.StructuredResponse;
import org.springframework.ai.openai.api.OpenAiImageApi;
import org.springframework.ai.openai.api.OpenAiModerationApi;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** Images, moderations and audio of OpenAI: their keys, their answers and which of these are kept. */
class OtherModelsTest {

    private static final CataloguedMethod IMAGE = method("OpenAiImageApi#createImage");
    private static final CataloguedMethod MODERATION = method("OpenAiModerationApi#createModeration");
    private static final CataloguedMethod SPEECH = method("OpenAiAudioApi#createSpeech");
    private static final CataloguedMethod TRANSCRIPTION = method("OpenAiAudioApi#createTranscription");
    private static final CataloguedMethod TRANSLATION = method("OpenAiAudioApi#createTranslation");

    private static final String URL = "http://127.0.0.1:9";
    private static final OpenAiModerationApi.OpenAiModerationRequest QUESTIONABLE =
            new OpenAiModerationApi.OpenAiModerationRequest("a", "omni");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        byte[] sound = {1, 2, 3};
        check(IMAGE, OtherModels.images(URL), OtherModels.picture("A cat"));
        check(MODERATION, OtherModels.moderations(URL), QUESTIONABLE);
        check(SPEECH, OtherModels.audio(URL), OtherModels.sentence("Hello"));
        check(TRANSCRIPTION, OtherModels.audio(URL), OtherModels.heard(sound), StructuredResponse.class);
        check(TRANSLATION, OtherModels.audio(URL), OtherModels.foreign(sound), StructuredResponse.class);

        assertThat(changed).isGreaterThan(80);
    }

    private void check(CataloguedMethod method, Object api, Object... arguments) {
        Metamorphosis metamorphosis = SpringHttp.exempt(new Metamorphosis(method::key), /* streams= */ false)
                .except(".*OpenAiModerationApi#objectMapper", "the library's own, the same for all");
        metamorphosis.change(new Call(api, arguments));
        changed += metamorphosis.check();
    }

    /** The key is added to each request by a lambda that was made of it. */
    @Test
    void whoAsksCounts() {
        String key = IMAGE.key(new Call(OtherModels.images(URL), OtherModels.picture("A cat")));
        OpenAiImageApi other =
                OpenAiImageApi.builder().baseUrl(URL).apiKey("other").build();
        OpenAiImageApi supplied = OpenAiImageApi.builder()
                .baseUrl(URL)
                .apiKey(() -> "of this time")
                .build();
        OpenAiImageApi more = OpenAiImageApi.builder()
                .baseUrl(URL)
                .apiKey("key")
                .restClientBuilder(RestClient.builder().defaultRequest(request -> request.header("x-user", "a")))
                .build();

        assertThat(key).doesNotStartWith("bypass:");
        assertThat(IMAGE.key(new Call(OtherModels.images(URL), OtherModels.picture("A cat"))))
                .isEqualTo(key);
        assertThat(IMAGE.key(new Call(other, OtherModels.picture("A cat"))))
                .isNotEqualTo(key)
                .doesNotStartWith("bypass:");
        assertThat(IMAGE.key(new Call(supplied, OtherModels.picture("A cat")))).startsWith("bypass:");
        assertThat(IMAGE.key(new Call(more, OtherModels.picture("A cat")))).startsWith("bypass:");
    }

    @Test
    void answersAreGivenBack() throws Exception {
        try (StandInProvider provider = StandInProvider.start()) {
            OtherModels.teach(provider);
            byte[] sound = {1, 2, 3};
            OpenAiAudioApi audio = OtherModels.audio(provider.url());

            givenBack(
                    OtherModels.images(provider.url()).createImage(OtherModels.picture("A cat")),
                    IMAGE,
                    OpenAiImageApi.class.getMethod("createImage", OpenAiImageApi.OpenAiImageRequest.class));
            givenBack(
                    OtherModels.moderations(provider.url()).createModeration(QUESTIONABLE),
                    MODERATION,
                    OpenAiModerationApi.class.getMethod(
                            "createModeration", OpenAiModerationApi.OpenAiModerationRequest.class));
            givenBack(
                    audio.createSpeech(OtherModels.sentence("Hello")),
                    SPEECH,
                    OpenAiAudioApi.class.getMethod("createSpeech", OpenAiAudioApi.SpeechRequest.class));
            givenBack(
                    audio.createTranscription(OtherModels.heard(sound), StructuredResponse.class),
                    TRANSCRIPTION,
                    OpenAiAudioApi.class.getMethod(
                            "createTranscription", OpenAiAudioApi.TranscriptionRequest.class, Class.class));
            givenBack(
                    audio.createTranslation(OtherModels.foreign(sound), StructuredResponse.class),
                    TRANSLATION,
                    OpenAiAudioApi.class.getMethod(
                            "createTranslation", OpenAiAudioApi.TranslationRequest.class, Class.class));
        }
    }

    private static void givenBack(ResponseEntity<?> answer, CataloguedMethod catalogued, Method method)
            throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE)
                .codec(method.getGenericReturnType(), method.getDeclaringClass(), catalogued.allow());

        ResponseEntity<?> again = (ResponseEntity<?>) codec.decode(codec.encode(answer));

        RoundTrip.isCopy(answer.getBody(), again.getBody());
        assertThat(again.getStatusCode()).isEqualTo(answer.getStatusCode());
        assertThat(again.getHeaders()).isEqualTo(answer.getHeaders());
        assertThat(catalogued.refusal(answer)).isNull();
    }

    @Test
    void whatIsGoneSoonOrSaysNothingIsNotKept() throws Exception {
        assertThat(IMAGE.refusal(image("{\"url\":\"https://example.org/soon-gone.png\"}")))
                .contains("body.data.url");
        assertThat(IMAGE.refusal(image(""))).contains("nothing in body.data.b64Json");
        assertThat(TRANSCRIPTION.refusal(heard(""))).contains("is empty");
        assertThat(TRANSLATION.refusal(heard(""))).contains("is empty");
        assertThat(TRANSCRIPTION.refusal(heard("Hello"))).isNull();
    }

    private static ResponseEntity<?> image(String data) throws Exception {
        return ResponseEntity.ok(new ObjectMapper()
                .readValue("{\"created\":1,\"data\":[" + data + "]}", OpenAiImageApi.OpenAiImageResponse.class));
    }

    private static ResponseEntity<?> heard(String text) {
        return ResponseEntity.ok(new StructuredResponse("english", 1f, text, List.of(), List.of()));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("spring-ai", "org.springframework.ai.openai.api." + name);
    }
}
