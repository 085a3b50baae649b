package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.RequestOptions;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.audio.translations.TranslationCreateResponse;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that send audio: their keys, their answers, and which of these are kept. */
class OpenAiAudioTest {

    private static final String SERVICES = "com.openai.services.blocking.audio.";
    private static final CataloguedMethod TRANSCRIPTION =
            CataloguedMethod.of("openai-java", SERVICES + "TranscriptionServiceImpl#create");
    private static final CataloguedMethod TRANSLATION =
            CataloguedMethod.of("openai-java", SERVICES + "TranslationServiceImpl#create");

    private static final Map<AudioResponseFormat, String> ANSWERS = answers();

    private final StandInProvider provider = StandInProvider.start();
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(provider.url() + "/v1")
            .apiKey("key")
            .maxRetries(0)
            .build();

    private static Map<AudioResponseFormat, String> answers() {
        Map<AudioResponseFormat, String> answers = new LinkedHashMap<>();
        answers.put(AudioResponseFormat.JSON, """
                {"text":"Grüße","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":0,
                "audio_tokens":14},"output_tokens":2,"total_tokens":16},"logprobs":[{"token":"Gr","logprob":-0.25,
                "bytes":[71,114]}],"of_tomorrow":[1.50]}""");
        answers.put(AudioResponseFormat.VERBOSE_JSON, """
                {"task":"transcribe","language":"german","duration":1.5,"text":"Grüße","words":[{"word":"Grüße","start":0.0,
                "end":1.25}],"segments":[{"id":0,"seek":0,"start":0.0,"end":1.5,"text":"Grüße","tokens":[1,2],
                "temperature":0.0,"avg_logprob":-0.5,"compression_ratio":0.75,"no_speech_prob":0.0}]}""");
        answers.put(AudioResponseFormat.TEXT, "Grüße, 你好 😀\n");
        answers.put(AudioResponseFormat.SRT, "1\n00:00:00,000 --> 00:00:01,500\nGrüße\n\n");
        return answers;
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        int changed = 0;
        for (int choice = 0; choice < 4; choice++) {
            Samples samples = new Samples(4, choice)
                    .give(JsonValue.class, made -> JsonValue.from(Map.of("a", List.of(1, "b"))))
                    .give(InputStream.class, made -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
            changed += changed(
                    TRANSCRIPTION, client.audio().transcriptions(), samples.full(TranscriptionCreateParams.class));
            changed += changed(TRANSLATION, client.audio().translations(), samples.full(TranslationCreateParams.class));
        }

        assertThat(changed).isGreaterThan(200);
    }

    private static int changed(CataloguedMethod method, Object service, Object request) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("this\\..*", "the client, which counts as in every other call")
                .except("com.openai.core.RequestOptions#.*", "timeouts")
                .except(".*#(validated|.*.delegate)", "remembers what was derived from other fields")
                .except("com.openai.core.http.Headers#size", "counts the headers");
        metamorphosis.change(new Call(service, request, RequestOptions.none()));
        return metamorphosis.check();
    }

    @Test
    void audioCountsByTheBytesThatAreLeftOfIt() throws Exception {
        byte[] four = {0, 1, 2, 3};
        ByteArrayInputStream begun = new ByteArrayInputStream(four);
        begun.skip(1);

        assertThat(key(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .doesNotStartWith("bypass:")
                .isEqualTo(key(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isEqualTo(key(new ByteArrayInputStream(new byte[] {9, 1, 2, 3, 9}, 1, 3)))
                .isEqualTo(key(begun))
                .isNotEqualTo(key(new ByteArrayInputStream(new byte[] {1, 2, 4})))
                .isNotEqualTo(key(new ByteArrayInputStream(new byte[] {1, 2})))
                .isNotEqualTo(key(new ByteArrayInputStream(four)));
        assertThat(begun.readAllBytes()).as("a key moves no stream").containsExactly(1, 2, 3);
        begun.reset();
        assertThat(begun.readAllBytes()).as("nor its mark").containsExactly(0, 1, 2, 3);
    }

    @Test
    void audioFromElsewhereIsNotLookedUp(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("a.wav"), new byte[] {1, 2, 3});

        assertThat(key(transcription().file(file).build()))
                .startsWith("bypass:")
                .contains("no content to key");
        assertThat(key(new ByteArrayInputStream(new byte[] {1, 2, 3}) {}))
                .startsWith("bypass:")
                .contains("no content to key");
    }

    @Test
    void transcriptsComeBackInEveryFormat() throws Exception {
        for (Map.Entry<AudioResponseFormat, String> answer : ANSWERS.entrySet()) {
            provider.answers("/v1/audio/transcriptions", answer.getValue())
                    .answers("/v1/audio/translations", answer.getValue());

            check(
                    TRANSCRIPTION,
                    client.audio()
                            .transcriptions()
                            .create(transcription()
                                    .responseFormat(answer.getKey())
                                    .build()),
                    TranscriptionCreateResponse.class);
            check(
                    TRANSLATION,
                    client.audio()
                            .translations()
                            .create(translation()
                                    .responseFormat(TranslationCreateParams.ResponseFormat.of(
                                            answer.getKey().asString()))
                                    .build()),
                    TranslationCreateResponse.class);
        }
    }

    private static void check(CataloguedMethod method, Object answer, Class<?> declared) throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, declared, method.allow());

        assertThat(method.refusal(answer)).isNull();
        assertThat(codec.decode(codec.encode(answer)))
                .isNotSameAs(answer)
                .isEqualTo(answer)
                .hasToString(answer.toString());
    }

    @Test
    void anAnswerWithoutATextIsNotKept() {
        for (String answer : List.of("{\"text\":\"\"}", "{\"error\":{\"message\":\"of a proxy\"}}")) {
            provider.answers("/v1/audio/transcriptions", answer).answers("/v1/audio/translations", answer);

            assertThat(TRANSCRIPTION.refusal(client.audio()
                            .transcriptions()
                            .create(transcription().build())))
                    .contains("is empty");
            assertThat(TRANSLATION.refusal(
                            client.audio().translations().create(translation().build())))
                    .contains("is empty");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TranscriptionServiceImpl", "TranslationServiceImpl"})
    void theMethodsAreFound(String type) throws Exception {
        assertThat(CataloguedMethod.woven("openai-java", Class.forName(SERVICES + type)))
                .containsExactly("create");
    }

    private String key(InputStream audio) {
        return key(transcription()
                .file(MultipartField.<InputStream>builder()
                        .value(audio)
                        .filename("a.wav")
                        .build())
                .build());
    }

    private String key(TranscriptionCreateParams request) {
        return TRANSCRIPTION.key(new Call(client.audio().transcriptions(), request, RequestOptions.none()));
    }

    private static TranscriptionCreateParams.Builder transcription() {
        return TranscriptionCreateParams.builder().file(new byte[] {1, 2, 3}).model("whisper-1");
    }

    private static TranslationCreateParams.Builder translation() {
        return TranslationCreateParams.builder().file(new byte[] {1, 2, 3}).model("whisper-1");
    }
}
